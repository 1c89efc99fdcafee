"""Copies in words: "600 booklets", as lists, titles and letters say them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import ngettext

from guide.distribution.copies import PrintedForm


def grouped(number: int) -> str:
    """7000 is "7 000" in French; what is less than nothing has a real minus sign."""
    return number_format(number, use_l10n=True, force_grouping=True).replace("-", "−")


def copies_of(form: str, copies: int) -> str:
    patterns = {
        PrintedForm.BOOKLET.value: ngettext("%(n)s booklet", "%(n)s booklets", copies),
        PrintedForm.POSTER.value: ngettext("%(n)s poster", "%(n)s posters", copies),
        PrintedForm.LEAFLET.value: ngettext("%(n)s leaflet", "%(n)s leaflets", copies),
    }
    return patterns[form] % {"n": grouped(copies)}
