"""The regions of a cached page that show a reader's own marks: what she can do about it, and about what was said there.

Everything else on the page is the same for all readers of one key; a page has one such region for itself, and one for each
contribution. Only those with a mark of hers are made for her, by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest

from accounts.models import User
from campaign.calendar.rights import bring_rights
from common.caching.placeholders import region_name
from contributions.pages.models import Page
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.comment_html.actions import OWN_ACTS, actions
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.page_html import OWN_TOOLS, counted_readers, page_buttons
from contributions.views.comments.threads import comments_with_marks


def readers_now(page: Any, names: Iterable[tuple[str, int]], endorsers: str) -> dict[str, str]:
    """Returns the HTML of the region that says how many have read a page by now, for each of its names."""
    return {name: counted_readers(useful, page.readers_now, endorsers) for name, useful in names}


def own_regions(request: HttpRequest, page: Page) -> dict[str, str]:
    """Returns the HTML of her regions by name; `page` has all that its screen says of it. One query."""
    open_now, reader = bring_rights(request, page.open_rights), ReaderContext(request)
    shown = CommentContext(reader, is_open=open_now.comment and reader.may_write)
    own: dict[str, str] = {region_name(OWN_TOOLS, page.pk): page_buttons(reader, page)}
    for comment in comments_with_marks(page, cast(User, request.user)):
        own[region_name(OWN_ACTS, comment.pk)] = actions(shown, comment)
    return own
