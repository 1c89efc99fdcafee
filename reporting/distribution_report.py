"""How many copies went where: the figures of one period, put together as the page, and each title, says them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from common.words.language_names import name_of_language
from guide.distribution import charts
from guide.distribution.channels import Channel
from guide.distribution.copies import PrintedForm, PrintRun
from guide.distribution.daily_counts import DailyCount
from guide.distribution.figures import FigureKey, Figures, all_figures, by_code
from guide.distribution.stock import stock_items
from guide.editions import EditionFile
from reporting.periods import Period


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
