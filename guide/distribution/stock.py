"""What there is of each edition, language and form: printed and delivered, less what has left the house."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from common.words.digit_grouping import grouped
from common.words.language_names import name_of_language
from guide.distribution.channel_files import ChannelFile
from guide.distribution.copies import EditionCopies, Handout, Order, PrintedForm, PrintRun
from guide.editions import Edition


class StockKey(NamedTuple):
    """Of what: the key of an edition, a language, a form."""

    edition: int
    language: str
    form: str


@dataclass(frozen=True)
class StockItem:
    """`promised` copies are accepted and not sent, `coming` ones ordered from a printer and not delivered."""

    printed: int = 0
    sent: int = 0
    handed_out: int = 0
    promised: int = 0
    coming: int = 0

    @property
    def left(self) -> int:
        """What lies there; less than nothing where more went out than is entered as printed."""
        return self.printed - self.sent - self.handed_out

    @property
    def free(self) -> int:
        """What lies there and is promised to nobody."""
        return self.left - self.promised


def stock_items(**narrowed: object) -> dict[StockKey, StockItem]:
    """Every item of the stock, or those of an `edition`, `language` and `form`; five queries however much there is."""
    found: defaultdict[StockKey, StockItem] = defaultdict(StockItem)
    counted: dict[str, QuerySet[EditionCopies]] = {
        "printed": PrintRun.objects.delivered(),
        "coming": PrintRun.objects.filter(delivered_on=None),
        "sent": Order.objects.gone(),
        "promised": Order.objects.promised(),
        "handed_out": Handout.objects.all(),
    }
    for name, rows in counted.items():
        grouped = (
            rows.filter(**narrowed).order_by().values_list("edition", "language", "form").annotate(n=Sum("copies"))
        )
        for edition, language, form, copies in grouped:
            of = StockKey(edition, language, form)
            found[of] = replace(found[of], **{name: copies})
    return dict(found)


def stock_item_of(copies: EditionCopies) -> StockItem:
    of = StockKey(copies.edition_id, copies.language, copies.form)
    return stock_items(**of._asdict()).get(of, StockItem())


def hold(edition_id: int) -> None:
    """Until the transaction ends nobody else takes copies of this edition: two cannot take the last ones."""
    list(Edition.objects.select_for_update().filter(pk=edition_id).values_list("pk"))


def check_there(copies: EditionCopies) -> None:
    """Raises ValidationError where fewer copies lie there; the caller holds the edition."""
    item = stock_item_of(copies)
    if copies.copies > item.left:
        raise ValidationError({"copies": _words_for_few(item)}, code="not_there")


def _words_for_few(item: StockItem) -> str:
    left = max(item.left, 0)
    if item.coming and not left:
        words = gettext("No copies have arrived yet: mark the print run as delivered first.")
    elif item.coming:
        words = ngettext(
            "Only %(n)s copy is there: mark the print run as delivered first.",
            "Only %(n)s copies are there: mark the print run as delivered first.",
            left,
        )
    elif left:
        words = ngettext("Only %(n)s copy is there.", "Only %(n)s copies are there.", left)
    elif item.printed:
        words = gettext("No copy is left: enter the print run of any that came since.")
    else:
        words = gettext("There are no copies yet: enter the print run first.")
    return words % {"n": grouped(left)}


# What editors enter of copies on paper: print runs, and what was handed out without an order.


def enter_run(run: PrintRun, *, by: User | None) -> PrintRun:
    """A new print run; what goes to the printer is made by the worker. Raises ValidationError."""
    run.entered_by = by
    _check(run)
    run.save()
    ChannelFile.objects.ask_for_run(run)
    return run


def change_run(run: PrintRun) -> None:
    """Raises ValidationError for what will not do. Whoever shows a form of it holds the row: see `RowForm.unchanged`."""
    _check(run)
    with transaction.atomic():
        before = PrintRun.objects.select_for_update().get(pk=run.pk)
        run.save()
        if _files_of(before) != _files_of(run):
            ChannelFile.objects.ask_for_run(run)


def deliver_run(run: PrintRun, on: date) -> None:
    """Its copies came, on the day that was entered first."""
    PrintRun.objects.filter(pk=run.pk, delivered_on=None).update(delivered_on=on)


def remove_run(run: PrintRun) -> None:
    """Raises ValidationError once it is delivered: copies of it may have gone out."""
    if not PrintRun.objects.filter(pk=run.pk, delivered_on=None).delete()[0]:
        raise ValidationError(_("This print run is delivered: it stays, and can be changed."), code="delivered")


def hand_out(handout: Handout, *, by: User | None) -> Handout:
    """Copies given without an order. Raises ValidationError where fewer are there."""
    handout.entered_by = by
    _check(handout)
    with transaction.atomic():
        hold(handout.edition_id)
        check_there(handout)
        handout.save()
    return handout


def change_handout(handout: Handout) -> None:
    """As `change_run`; raises ValidationError too where fewer copies are there than it says now."""
    _check(handout)
    with transaction.atomic():
        hold(handout.edition_id)
        Handout.objects.filter(pk=handout.pk).delete()  # its copies are there again while the new figures are looked at
        check_there(handout)
        handout.save(force_insert=True)


def _check(row: EditionCopies) -> None:
    row.full_clean(validate_constraints=False)
    if row.language not in row.edition.languages:
        raise ValidationError({"language": _("This edition does not come in this language.")}, code="language")


def _files_of(run: PrintRun) -> tuple[Any, ...]:
    return run.channel_id, run.edition_id, run.language, run.form


# The stock as lists show it: each item with its edition, its language and its form in words.


@dataclass(frozen=True)
class LabelledStock:
    edition: int
    language: str
    form: str
    item: StockItem


def labelled_stock() -> list[LabelledStock]:
    """The newest edition first; a form of which nothing was ever printed or asked for has no item."""
    found = stock_items()
    numbers = dict(Edition.objects.filter(pk__in={of.edition for of in found}).values_list("pk", "number"))
    forms = dict(PrintedForm.choices)
    order = {form: place for place, form in enumerate(PrintedForm.values)}
    keys = sorted(found, key=lambda of: (-numbers[of.edition], of.language, order[of.form]))
    return [
        LabelledStock(numbers[of.edition], name_of_language(of.language), str(forms[of.form]), found[of])
        for of in keys
        if found[of] != StockItem()
    ]


# Copies in words: "600 booklets", as lists, titles and letters say them.


def copies_of(form: str, copies: int) -> str:
    patterns = {
        PrintedForm.BOOKLET.value: ngettext("%(n)s booklet", "%(n)s booklets", copies),
        PrintedForm.POSTER.value: ngettext("%(n)s poster", "%(n)s posters", copies),
        PrintedForm.LEAFLET.value: ngettext("%(n)s leaflet", "%(n)s leaflets", copies),
    }
    return patterns[form] % {"n": grouped(copies)}
