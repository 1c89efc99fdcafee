"""The stock as lists show it: each shelf with its edition, its language and its form in words."""

from __future__ import annotations

from dataclasses import dataclass

from guide.distribution.models import Printed
from guide.distribution.stock import Shelf, shelves
from guide.editions import Edition
from guide.making.making import name_of_language


@dataclass(frozen=True)
class Labelled:
    edition: int
    language: str
    form: str
    shelf: Shelf


def all_shelves() -> list[Labelled]:
    """The newest edition first; a form of which nothing was ever printed or asked for has no shelf."""
    found = shelves()
    numbers = dict(Edition.objects.filter(pk__in={of.edition for of in found}).values_list("pk", "number"))
    forms = dict(Printed.choices)
    order = {form: place for place, form in enumerate(Printed.values)}
    keys = sorted(found, key=lambda of: (-numbers[of.edition], of.language, order[of.form]))
    return [
        Labelled(numbers[of.edition], name_of_language(of.language), str(forms[of.form]), found[of])
        for of in keys
        if found[of] != Shelf()
    ]
