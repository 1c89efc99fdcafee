"""How many copies of the guide went where, and what was paid: counted, worded, and as CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.markup.spreadsheets import csv_lines
from common.words.dates import day_and_month
from common.words.digit_grouping import grouped
from common.words.language_names import name_of_language
from guide.distribution import charts
from guide.distribution.channels import Channel
from guide.distribution.charts import DayBars
from guide.distribution.copies import Handout, Order, OrderStep, PrintedForm, PrintRun
from guide.distribution.figures import DailyCount, FigureKey, Figures, all_figures, by_code
from guide.distribution.stock import stock_items
from guide.editions import EditionFile
from reporting.counting import Period


@dataclass(frozen=True)
class FigureRow:
    """One line of a table, and of the chart beside it."""

    label: str
    figures: Figures
    left: int = 0
    key: str = ""

    @property
    def reached(self) -> int:
        return self.figures.given + self.figures.opened + self.figures.downloaded


@dataclass(frozen=True)
class Cost:
    """What a form of an edition has cost, as far as it is known of its runs."""

    label: str
    copies: int
    amount: object
    each: object


class DistributionReport:
    """A number of queries that does not grow with channels, editions, orders or days."""

    def __init__(self, period: Period) -> None:
        self.period = period

    @cached_property
    def figures(self) -> dict[FigureKey, Figures]:
        return all_figures(self.period.since)

    @cached_property
    def total(self) -> Figures:
        return sum(self.figures.values(), Figures())

    @property
    def is_empty(self) -> bool:
        return self.total == Figures()

    @cached_property
    def copies(self) -> list[FigureRow]:
        """By form on paper: printed, sent, handed out; what is left does not depend on the period."""
        left: defaultdict[str, int] = defaultdict(int)
        for of, shelf in stock_items().items():
            left[of.form] += shelf.left
        found = self._by(lambda where: where.form)
        rows = [
            (form, label)
            for form, label in PrintedForm.choices
            if found[form].printed or found[form].given or left[form]
        ]
        return [FigureRow(str(label).capitalize(), found[form], left=left[form], key=form) for form, label in rows]

    @cached_property
    def downloads(self) -> list[FigureRow]:
        found = self._by(lambda where: where.form)
        rows = [
            FigureRow(str(label), found[form]) for form, label in EditionFile.Form.choices if found[form].downloaded
        ]
        return sorted(rows, key=lambda row: -row.figures.downloaded)

    @cached_property
    def languages(self) -> list[FigureRow]:
        found = self._by(lambda where: where.language)
        rows = [FigureRow(name_of_language(language), figures) for language, figures in found.items()]
        return sorted(rows, key=lambda row: (-row.reached, row.label))

    @cached_property
    def editions(self) -> list[FigureRow]:
        found = self._by(lambda where: where.edition)
        return [
            FigureRow(_("Edition %(number)s") % {"number": number}, found[number])
            for number in sorted(found, reverse=True)
        ]

    @cached_property
    def channels(self) -> list[FigureRow]:
        """Those that reach most first; what came by none stands last."""
        found = by_code(self.period.since, self.figures)
        known = dict(Channel.objects.values_list("code", "name"))
        rows = [FigureRow(known.get(code, code), figures, key=code) for code, figures in found.items() if code]
        rows.sort(key=lambda row: (-row.reached, row.label))
        return rows + ([FigureRow(_("By no channel"), found[""])] if "" in found else [])

    @cached_property
    def days(self) -> list[charts.DayBars]:
        counts = DailyCount.objects.since(self.period.since)
        grouped = (
            counts.order_by()
            .values_list("day")
            .annotate(
                opened=Sum("number", filter=Q(form="web"), default=0),
                downloaded=Sum("number", filter=~Q(form__in=("web", "share", "door")), default=0),
            )
        )
        rows = list(grouped)
        return charts.day_chart({day: opened for day, opened, _n in rows}, {day: taken for day, _n, taken in rows})

    @cached_property
    def costs(self) -> list[Cost]:
        """For editors alone."""
        runs = PrintRun.objects.exclude(cost=None)
        if self.period.since:
            runs = runs.filter(ordered_on__gte=self.period.since)
        rows = runs.order_by("form").values_list("form").annotate(n=Sum("copies"), amount=Sum("cost"))
        forms = dict(PrintedForm.choices)
        return [Cost(str(forms[form]).capitalize(), copies, amount, amount / copies) for form, copies, amount in rows]

    def _by[K](self, key: Callable[[FigureKey], K]) -> defaultdict[K, Figures]:
        found: defaultdict[K, Figures] = defaultdict(Figures)
        for where, figures in self.figures.items():
            found[key(where)] += figures
        return found


# The title of each figure is what it shows, in a sentence.


def headline(copies: list[FigureRow], readers: int) -> str:
    """The first thing that the page says: of the form of which most is printed, else of those who read."""
    first = max(copies, key=lambda row: row.figures.printed, default=None)
    if first and first.figures.printed:
        return _printed(first) % {"printed": grouped(first.figures.printed), "given": grouped(first.figures.given)}
    if readers:
        words = ngettext("%(n)s reader has opened the guide", "%(n)s readers have opened the guide", readers)
        return words % {"n": grouped(readers)}
    return _("Nothing is counted yet")


def _printed(row: FigureRow) -> str:
    n = row.figures.printed
    patterns = {
        PrintedForm.BOOKLET.value: ngettext(
            "%(printed)s booklet printed, %(given)s given", "%(printed)s booklets printed, %(given)s given", n
        ),
        PrintedForm.POSTER.value: ngettext(
            "%(printed)s poster printed, %(given)s given", "%(printed)s posters printed, %(given)s given", n
        ),
        PrintedForm.LEAFLET.value: ngettext(
            "%(printed)s leaflet printed, %(given)s given", "%(printed)s leaflets printed, %(given)s given", n
        ),
    }
    return patterns[row.key]


def of_copies(rows: list[FigureRow]) -> str:
    first = max(rows, key=lambda row: (row.figures.printed, row.figures.given))
    words = {"form": first.label, "left": grouped(first.left)}
    if not first.figures.printed:
        return _("%(form)s: %(left)s left") % words
    words["share"] = str(round(100 * first.figures.given / first.figures.printed))
    return _("%(form)s: %(share)s%% handed out, %(left)s left") % words


def of_channels(rows: list[FigureRow]) -> str:
    named = [row for row in rows if row.key and row.reached]
    if not named:
        return _("No channel has reached anybody yet")
    return _("%(name)s reaches the most people") % {"name": named[0].label}


def of_downloads(rows: list[FigureRow]) -> str:
    whole, first = sum(row.figures.downloaded for row in rows), rows[0]
    share = round(100 * first.figures.downloaded / whole)
    return _("%(form)s: %(share)s%% of downloads") % {"form": _capital(first.label), "share": share}


def of_days(days: list[DayBars]) -> str:
    best = max(days, key=lambda day: (day.opened, day.downloaded))
    words = {"day": day_and_month(best.day), "readers": grouped(best.opened)}
    return (
        ngettext("Most read on %(day)s: %(readers)s reader", "Most read on %(day)s: %(readers)s readers", best.opened)
        % words
    )


def of_languages(rows: list[FigureRow]) -> str:
    if len(rows) == 1:
        return _("All in one language: %(name)s") % {"name": rows[0].label}
    whole = sum(row.reached for row in rows)
    share = round(100 * rows[0].reached / whole) if whole else 0
    return _("%(share)s%% in one language: %(name)s") % {"share": share, "name": rows[0].label}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# All figures as a table for a spreadsheet. A name that begins like a formula is not one there.


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
