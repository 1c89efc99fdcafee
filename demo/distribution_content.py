"""Reads where the first edition went: channels, print runs, orders, copies handed out, counts. Knows no database."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from demo.blocks import ContentFault, moment, rows
from demo.content import FOLDER


@dataclass(frozen=True)
class ChannelContent:
    name: str
    kind: str
    code: str
    when: timedelta
    note: str = ""
    contact: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class PrintRunContent:
    """`ordered` and `delivered` are days of the campaign; a run without the latter is at the printer."""

    form: str
    copies: int
    printer: str
    format: str
    cost: str
    ordered: int
    delivered: int | None = None
    channel: str = ""
    note: str = ""


@dataclass(frozen=True)
class HandoutContent:
    form: str
    copies: int
    day: int
    channel: str = ""
    note: str = ""


@dataclass(frozen=True)
class OrderStepContent:
    to: str
    when: timedelta
    words: str


@dataclass(frozen=True)
class OrderContent:
    agency: str
    form: str
    copies: int
    when: timedelta
    steps: tuple[OrderStepContent, ...]
    note: str = ""
    wanted: int | None = None


@dataclass(frozen=True)
class CountContent:
    day: int
    language: str
    form: str
    channel: str
    readers: int


@dataclass(frozen=True)
class DistributionContent:
    channels: tuple[ChannelContent, ...]
    runs: tuple[PrintRunContent, ...]
    handouts: tuple[HandoutContent, ...]
    orders: tuple[OrderContent, ...]
    counts: tuple[CountContent, ...]


def read_distribution(folder: Path = FOLDER) -> DistributionContent:
    """Raises ContentFault for what cannot be read."""
    path = folder / "distribution.toml"
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        return DistributionContent(
            channels=tuple(ChannelContent(**row | {"when": moment(row["when"])}) for row in told["channel"]),
            runs=tuple(PrintRunContent(**row) for row in told["run"]),
            handouts=tuple(HandoutContent(**row) for row in told["handout"]),
            orders=tuple(_order(row) for row in told["order"]),
            counts=tuple(read_counts(folder / "counts.csv")),
        )
    except (KeyError, TypeError) as problem:
        raise ContentFault(f"{path.name}: {problem}") from None


def _order(row: dict[str, Any]) -> OrderContent:
    return OrderContent(**row | {"when": moment(row["when"]), "steps": tuple(_step(step) for step in row["steps"])})


def _step(line: str) -> OrderStepContent:
    """`sent J+57 12:05`, and then the editors' words to the agency."""
    to, day, time, *words = line.split(" ", 3)
    return OrderStepContent(to, moment(f"{day} {time}"), " ".join(words))


def read_counts(path: Path) -> Iterator[CountContent]:
    for row in rows(path):
        yield CountContent(int(row["day"]), row["language"], row["form"], row["channel"], int(row["readers"]))
