"""Addresses of the desk that carry what it shows, and counts that say where counting stopped."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from guide.desk.waiting import MOST_COUNTED

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_url(context: Context, **changes: Any) -> str:
    """The desk as it is, but for these changes: `{% desk_url place=9 %}`."""
    asked = context["asked"]
    if asked.text is None and (inbox := context.get("inbox")):
        changes = {"text": inbox.opened} | changes if "place" in changes else changes
    return str(asked.url(**changes))


@register.filter
def up_to_many(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)
