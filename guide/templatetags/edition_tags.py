"""Words about editions: what their checklist said, where a file lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from common.words.language_names import spoken_in
from contributions.templatetags.wiki_tags import within_quotes
from guide.editions.proof import checks
from guide.sections import SectionKind

register = template.Library()


@register.filter
def line_of_checklist(reason: Mapping[str, Any]) -> str:
    """The line for which a reason was given: "3 free places"."""
    return checks.label_of_check(str(reason.get("key", "")), int(reason.get("n", 0)))


@register.filter
def anchor_words(anchor: str) -> str:
    """What an erratum is about, on a list: "Tip 7", "Glossary"."""
    kind, _dash, number = anchor.rpartition("-")
    if kind == "tip":
        return _("Tip %(number)s") % {"number": number}
    section = (kind if number.isdecimal() else anchor).replace("-", "_")
    label = str(SectionKind(section if section in SectionKind else SectionKind.TEXT).label)
    return f"{label} {number}" if number.isdecimal() else label


@register.filter
def words_in(words: str, language: str) -> str:
    """Words of an edition, to stand between quotation marks; marked with their language where the screen is in another."""
    return spoken_in(within_quotes(words, language), language)


@register.filter
def short_sum(sha256: str) -> str:
    """The beginning, which is enough to tell two files apart at a glance."""
    return sha256[:12]
