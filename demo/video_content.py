"""Reads the videos: what is said of them and under them, their captions and chapters. Knows no database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from demo.blocks import ContentFault, moment, parts_of
from demo.comment_content import CommentContent, DecisionContent, fields_of, put_where_it_belongs

LANGUAGES = ("fr", "en", "it", "ja")
type TrackKey = tuple[str, str]


@dataclass(frozen=True)
class AskedContent:
    """A question asked under a video, and the page that answers it."""

    by: str
    when: timedelta
    page: str
    text: str


@dataclass(frozen=True)
class VideoContent:
    """`name` is that of its film; `tracks` are texts in WebVTT by kind and language; `leads_to` are files of pages."""

    name: str
    title: str
    theme: int
    added: timedelta
    description: str
    tracks: dict[TrackKey, str]
    leads_to: tuple[str, ...]
    asked: tuple[AskedContent, ...]
    threads: tuple[CommentContent, ...]


def read_videos(folder: Path) -> tuple[VideoContent, ...]:
    """In the order of their themes. Raises ContentFault."""
    return tuple(sorted(map(read_video, folder.glob("*.md")), key=lambda video: video.theme))


def read_video(path: Path) -> VideoContent:
    head, description, blocks = parts_of(path)
    leads_to: list[str] = []
    asked: list[AskedContent] = []
    threads: list[CommentContent] = []
    decisions: list[DecisionContent] = []
    for marker, body in blocks:
        name, _space, rest = marker.partition(" ")
        if name == "leads":
            leads_to.append(rest)
        elif name == "ask":
            by, when, page = fields_of(rest)
            asked.append(AskedContent(by, moment(when), page, body))
        elif not put_where_it_belongs(marker, body, threads, decisions):
            raise ContentFault(f"{path.name}: no such block: {marker}")
    return VideoContent(
        name=path.stem,
        title=head["title"],
        theme=int(head["theme"]),
        added=timedelta(days=int(head["day"]), hours=10),
        description=description,
        tracks=read_tracks(path.with_suffix(".toml")),
        leads_to=tuple(leads_to),
        asked=tuple(asked),
        threads=tuple(threads),
    )


def read_tracks(path: Path) -> dict[TrackKey, str]:
    """Captions and chapters, in every language. Raises ContentFault."""
    try:
        found = tomllib.loads(path.read_text("utf-8"))
        chapters = found["chapter"]
        ends = [*(chapter["from"] for chapter in chapters[1:]), found["ends"]]
        with_ends = [chapter | {"to": end} for chapter, end in zip(chapters, ends, strict=True)]
        return {
            (kind, language): web_vtt(rows, language)
            for kind, rows in (("captions", found["cue"]), ("chapters", with_ends))
            for language in LANGUAGES
        }
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as fault:
        raise ContentFault(f"{path.name}: {fault}") from None


def web_vtt(rows: list[dict[str, Any]], language: str) -> str:
    cues = (f"{clock(row['from'])} --> {clock(row['to'])}\n{row[language]}\n" for row in rows)
    return "\n".join(("WEBVTT\n", *cues))


def clock(seconds: float) -> str:
    """`00:00:02.600`."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
