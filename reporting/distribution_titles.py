"""The title of each figure is what it shows, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.words.dates import day_and_month
from common.words.digit_grouping import grouped
from guide.distribution.charts import DayBars
from guide.distribution.copies import PrintedForm
from reporting.distribution_report import FigureRow


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
