"""The stock as lists show it: each item with its edition, its language and its form in words."""

from __future__ import annotations

from dataclasses import dataclass

from common.words.language_names import name_of_language
from guide.distribution.copies import PrintedForm
from guide.distribution.stock import StockItem, stock_items
from guide.editions import Edition


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
