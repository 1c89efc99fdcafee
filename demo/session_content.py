"""Reads the training sessions and the colleagues who come to them. Knows no database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from demo.blocks import ContentFault, rows
from demo.content import FOLDER


@dataclass(frozen=True)
class ColleagueContent:
    """Somebody who came to a session, and has written nothing."""

    name: str
    username: str
    job: str
    site: str
    attribution: str


@dataclass(frozen=True)
class SessionContent:
    """With `now` it began forty minutes ago, whatever the day and the hour.

    `come_from` are the places of work of those who register, from the `skip`-th on; `added` of them by an organiser.

    Of them `came` came, and `guests` others; `slides` are pages of lines.
    The contributor who signs in to the demo comes after so many of them (`account_after`), where she comes at all.
    """

    title: str
    place: str
    begins: timedelta
    hours: int
    capacity: int
    come_from: tuple[str, ...]
    registered: int
    kind: str = "training"
    room: str = ""
    address: str = ""
    online_url: str = ""
    speakers: str = ""
    now: bool = False
    reserved: int = 0
    skip: int = 0
    account_after: int | None = None
    added: int = 0
    waiting: int = 0
    gave_up: int = 0
    cancelled_on: int | None = None
    reason: str = ""
    description: str = ""
    came: int = 0
    guests: int = 0
    summary: str = ""
    slides: tuple[tuple[str, ...], ...] = ()


def read_sessions(path: Path = FOLDER / "sessions.toml") -> list[SessionContent]:
    """Raises ContentFault for what is no session."""
    try:
        return [_session(row) for row in tomllib.loads(path.read_text("utf-8"))["session"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise ContentFault(f"{path.name}: {fault}") from None


def _session(row: dict[str, Any]) -> SessionContent:
    clock = time.fromisoformat(row.pop("time"))
    begins = timedelta(days=row.pop("day"), hours=clock.hour, minutes=clock.minute)
    row["slides"] = tuple(tuple(page) for page in row.pop("slides", ()))
    return SessionContent(begins=begins, come_from=tuple(row.pop("from")), **row)


@dataclass(frozen=True)
class SessionQuestionContent:
    """Something asked for a session (`state` is "beforehand") or in its room, with what became of it there."""

    place: str
    day: int
    state: str
    question: str
    theme: int
    votes: int
    asked_by: str
    answered_by: tuple[str, ...]


def read_session_questions(path: Path = FOLDER / "session-questions.csv") -> list[SessionQuestionContent]:
    return [
        SessionQuestionContent(
            row["place"],
            int(row["day"]),
            row["state"],
            row["question"],
            int(row["theme"]),
            int(row["votes"]),
            row["asked_by"],
            tuple(name.removesuffix(".md") for name in row["answered_by"].split(";") if name),
        )
        for row in rows(path)
    ]


def read_colleagues(path: Path = FOLDER / "colleagues.csv") -> list[ColleagueContent]:
    return [ColleagueContent(**row) for row in rows(path)]


def read_absent(path: Path = FOLDER / "absent.csv") -> list[ColleagueContent]:
    """Colleagues who have an account, and have never come."""
    return [ColleagueContent(**row, attribution="full") for row in rows(path)]
