"""Where the first edition went since it came out: through the verbs of those who hand it out.

Reads where the first edition went: channels, print runs, orders, copies handed out, counts. Knows no database.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from demo.blocks import ContentFault, moment, rows
from demo.content import FOLDER
from demo.setting_up import LANGUAGE
from demo.stage import Stage
from guide.distribution import ordering, stock
from guide.models import Agency, Channel, DailyCount, Edition, PrintRun
from guide.models import Handout as HandedOut
from guide.models import Order as Ordered


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


def distribute(told: DistributionContent, edition: Edition, stage: Stage) -> None:
    """Moments follow one another: what is sent was printed before, and what is handed out lay there."""
    channels = {channel.code: begin(channel, stage) for channel in told.channels}
    for run in told.runs:
        print_copies(run, edition, channels, stage)
    for handout in told.handouts:
        hand_out(handout, edition, channels, stage)
    placed = {order: place(order, edition, channels, stage) for order in told.orders}
    moves = [(step, order) for order in told.orders for step in order.steps]
    for step, order in sorted(moves, key=lambda move: move[0].when):
        go_on(placed[order], step, stage)
    DailyCount.objects.bulk_create(
        DailyCount(
            edition=edition.number,
            language=count.language,
            form=count.form,
            channel=count.channel,
            day=stage.at(timedelta(days=count.day)).date(),
            number=count.readers,
        )
        for count in told.counts
    )


def begin(told: ChannelContent, stage: Stage) -> Channel:
    editor = stage.people["Laurent Chevalier"]
    channel = Channel.objects.begin(
        name=told.name,
        kind=told.kind,
        code=told.code,
        language=LANGUAGE,
        note=told.note,
        by=editor,
        at=stage.at(told.when),
    )
    Agency.objects.filter(channel=channel).update(contact=told.contact, email=told.email, address=told.address)
    return channel


def print_copies(told: PrintRunContent, edition: Edition, channels: dict[str, Channel], stage: Stage) -> None:
    run = PrintRun(
        edition=edition,
        language=edition.language,
        form=told.form,
        copies=told.copies,
        channel=channels.get(told.channel),
        printer=told.printer,
        format=told.format,
        cost=Decimal(told.cost),
        ordered_on=stage.at(timedelta(days=told.ordered)).date(),
        delivered_on=stage.at(timedelta(days=told.delivered)).date() if told.delivered else None,
        note=told.note,
        entered_at=stage.at(timedelta(days=57, hours=10, minutes=40)),
    )
    stock.enter_run(run, by=stage.people["Catherine Lemoine"])


def hand_out(told: HandoutContent, edition: Edition, channels: dict[str, Channel], stage: Stage) -> None:
    handout = HandedOut(
        edition=edition,
        language=edition.language,
        form=told.form,
        copies=told.copies,
        channel=channels.get(told.channel),
        on=stage.at(timedelta(days=told.day)).date(),
        note=told.note,
    )
    stock.hand_out(handout, by=stage.people["Catherine Lemoine"])


def place(told: OrderContent, edition: Edition, channels: dict[str, Channel], stage: Stage) -> Ordered:
    wanted = stage.at(timedelta(days=told.wanted)).date() if told.wanted else None
    return ordering.ask(
        Agency.objects.get(channel=channels[told.agency]),
        language=LANGUAGE,
        form=told.form,
        copies=told.copies,
        wanted_by=wanted,
        note=told.note,
        at=stage.at(told.when),
        edition=edition,
    )


def go_on(order: Ordered, step: OrderStepContent, stage: Stage) -> None:
    """What an agency does it does itself; the rest is an editor's."""
    by = None if step.to in ordering.BY_AGENCY else stage.people["Catherine Lemoine"]
    at = stage.at(step.when)
    ordering.move(order, step.to, seen=order.state, by=by, words=step.words, at=at, is_news=False)
