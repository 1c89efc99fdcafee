"""What there is of each edition, language and form: printed and delivered, less what has left the house."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext, ngettext

from common.words.digit_grouping import grouped
from guide.distribution.copies import EditionCopies, Handout, PrintRun
from guide.distribution.orders import Order
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
        words = gettext("No copy is there yet: mark the print run as delivered first.")
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
        words = gettext("No copy is there: enter the print run first.")
    return words % {"n": grouped(left)}
