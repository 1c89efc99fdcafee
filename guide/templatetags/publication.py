"""What the templates of the publication say in its words."""

from __future__ import annotations

from datetime import date

from django import template

from guide.publication import phrases
from guide.publication.document import Guide
from guide.publication.japanese import phrases as phrases_of

LONGEST_LAST = 24  # signs: a longer one may be parted

register = template.Library()


@register.filter
def day(moment: date) -> str:
    """A day as the language of the guide writes it."""
    return phrases.day(moment)


@register.filter
def last_phrase_apart(title: str) -> tuple[str, str]:
    """A title before its last word (of Japanese, its last phrase), and that: the number of a page stands on its line."""
    *before, last = phrases_of(title) or [""]
    return ("".join(before), last) if len(last) <= LONGEST_LAST else (title, "")


@register.filter
def added_sentence(guide: Guide) -> str:
    """When this language was added to an edition that was out already."""
    return phrases.added_sentence(guide)
