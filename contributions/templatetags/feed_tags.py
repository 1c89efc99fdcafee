"""Where the feed of a page, a question, a person, or of everything is."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contributions.feeds.entries import Fed, feed_url, screen_url

register = template.Library()


@register.simple_tag
def feed_alternate(what: Fed, title: str) -> SafeString:
    """For the head of a page: programs that look for a feed find it there."""
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">', title, feed_url(what or None)
    )


@register.simple_tag
def feed_screen(what: Fed) -> str:
    """For a link that people press."""
    return screen_url(what or None)
