"""What the screens that take pictures say about them."""

from __future__ import annotations

from django import template

from contributions.views.uploads.images import most_bytes

register = template.Library()


@register.simple_tag
def most_picture_bytes() -> int:
    """How heavy a picture may be."""
    return most_bytes()
