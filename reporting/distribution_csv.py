"""All figures as a table for a spreadsheet. A name that begins like a formula is not one there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.markup.spreadsheets import csv_lines
from guide.distribution.copies import Handout, PrintRun
from guide.distribution.daily_counts import DailyCount
from guide.distribution.figures import by_code
from guide.distribution.orders import Order, OrderStep
from reporting.periods import Period


def lines(period: Period) -> Iterator[str]:
    return csv_lines(chain([_head()], rows(period)))


def _head() -> list[str]:
    return [
        _("day"),
        _("what"),
        _("edition"),
        _("language"),
        pgettext("of the guide", "form"),
        _("channel"),
        _("number"),
    ]


def rows(period: Period) -> Iterator[Iterable[object]]:
    """Printed, sent, handed out, then what was counted, each by day; drawn from the database piece by piece.

    Readers by channel come last, without a day and in steps of five: see docs/topics/figures.md.
    """
    since = period.since
    of = ("edition__number", "language", "form", "channel__name")
    yield from _grouped(PrintRun.objects.delivered(), "delivered_on", of, "copies", _("printed"), since)
    sent = OrderStep.objects.filter(state=Order.State.SENT)
    of_steps = ("order__edition__number", "order__language", "order__form", "order__agency__channel__name")
    yield from _grouped(sent, "at__date", of_steps, "order__copies", _("sent"), since)
    yield from _grouped(Handout.objects.all(), "on", of, "copies", _("handed out"), since)
    names = {"web": _("opened"), "door": _("short address")}
    counts = DailyCount.objects.since(since).exclude(form="share").order_by("day", "edition", "language", "form")
    by_day = counts.values_list("day", "edition", "language", "form").annotate(n=Sum("number"))
    for day, edition, language, form, number in by_day.iterator(chunk_size=2_000):
        yield day, names.get(form, _("downloaded")), edition, language, form, "", number
    yield from _by_channel(since, names)


def _by_channel(since: date | None, names: dict[str, str]) -> Iterator[Iterable[object]]:
    for code, readers in sorted(by_code(since).items()):
        told = ((names["door"], readers.doors), (names["web"], readers.opened), (_("downloaded"), readers.downloaded))
        for what, number in told if code else ():
            if number:
                yield "", what, "", "", "", code, number


def _grouped(
    rows: Any, day: str, of: tuple[str, ...], copies: str, what: str, since: date | None
) -> Iterator[Iterable[object]]:
    narrowed = rows.filter(**{f"{day}__gte": since}) if since else rows
    for on, *where, number in narrowed.order_by(day).values_list(day, *of).annotate(n=Sum(copies)):
        yield on, what, *(part or "" for part in where), number
