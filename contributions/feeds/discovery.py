"""Which feeds there are for what, and their addresses."""

from __future__ import annotations

from urllib.parse import urlencode

from accounts.models import User
from campaign.site_settings.current import current_settings
from contributions.cached_urls import cached_reverse
from contributions.pages.models import Page
from themes.models import Theme

type Fed = Page | Theme | User | None
"""What a feed is of; None for everything."""


def feed_url(what: Fed) -> str:
    match what:
        case Page():
            return cached_reverse("contributions:feed_page", what.pk)
        case Theme():
            return cached_reverse("contributions:feed_theme", what.slug)
        case User():
            return cached_reverse("contributions:feed_person", what.handle)
    return cached_reverse("contributions:feed_changes")


def screen_url(what: Fed) -> str:
    """Where a small link leads: to the feed itself in a public wiki, else to where its address with a token is shown."""
    if current_settings().wiki_is_public:
        return feed_url(what)
    screen = cached_reverse("contributions:feed_tokens")
    match what:
        case Page():
            return f"{screen}?{urlencode({'of': f'page-{what.pk}'})}"
        case User():
            return f"{screen}?{urlencode({'of': f'person-{what.handle}'})}"
    return screen
