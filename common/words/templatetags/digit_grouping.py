"""`{% load digit_grouping %}`: `{{ readers|figure }}`, alone or where a message counts by it; nothing is 0."""

from __future__ import annotations

from django import template

from common.words.digit_grouping import Figure

register = template.Library()


@register.filter
def figure(number: int | None) -> Figure:
    return Figure(number or 0)
