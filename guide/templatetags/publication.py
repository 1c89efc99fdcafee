"""What the templates of the publication say in its words."""

from __future__ import annotations

from datetime import date

from django import template

from guide.publication import phrases
from guide.publication.document import Guide

register = template.Library()


@register.filter
def day(moment: date) -> str:
    """A day as the language of the guide writes it."""
    return phrases.day(moment)


@register.filter
def added_sentence(guide: Guide) -> str:
    """When this language was added to an edition that was out already."""
    return phrases.added_sentence(guide)
