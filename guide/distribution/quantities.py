"""Copies in words: "600 booklets", as lists, titles and letters say them."""

from __future__ import annotations

from django.utils.translation import ngettext

from common.words.digit_grouping import grouped
from guide.distribution.copies import PrintedForm


def copies_of(form: str, copies: int) -> str:
    patterns = {
        PrintedForm.BOOKLET.value: ngettext("%(n)s booklet", "%(n)s booklets", copies),
        PrintedForm.POSTER.value: ngettext("%(n)s poster", "%(n)s posters", copies),
        PrintedForm.LEAFLET.value: ngettext("%(n)s leaflet", "%(n)s leaflets", copies),
    }
    return patterns[form] % {"n": grouped(copies)}
