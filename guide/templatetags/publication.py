"""What the templates of the publication say in its words."""

from __future__ import annotations

from datetime import date

from django import template

from guide.publication import phrases

register = template.Library()


@register.filter
def day(moment: date) -> str:
    """A day as the language of the guide writes it."""
    return phrases.day(moment)
