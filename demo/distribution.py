"""Where the first edition went since it came out: through the verbs of those who hand it out."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from demo.distribution_content import ChannelContent as ChannelTold
from demo.distribution_content import (
    DistributionContent,
    HandoutContent,
    OrderContent,
    OrderStepContent,
    PrintRunContent,
)
from demo.identity import LANGUAGE
from demo.stage import Stage
from guide.distribution import ordering, stock
from guide.models import Agency, Channel, DailyCount, Edition, PrintRun
from guide.models import Handout as HandedOut
from guide.models import Order as Ordered


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


def begin(told: ChannelTold, stage: Stage) -> Channel:
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
