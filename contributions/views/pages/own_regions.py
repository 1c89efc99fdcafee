"""The regions of a cached page that show a reader's own marks: what she can do about it, and about what was said there.

Everything else on the page is the same for all readers of one key; a page has one such region for itself, and one for each
contribution. Only those with a mark of hers are made for her, by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.access import is_contributor
from accounts.models import User
from campaign.calendar.rights import bring_rights
from common.caching.placeholders import region_name
from contributions.pages.models import Page
from contributions.views.comments.threads import comments_with_marks

OWN_TOOLS, OWN_ACTS, READERS = "tools", "acts", "readers"
"""The names of the regions, as the templates have them: her buttons, what she can do about something said, and, numbered by
how many found it useful, how many have read the page, so that who reads one has it made for nobody anew.
"""


def readers_now(page: Any, names: Iterable[tuple[str, int]], endorsers: str) -> dict[str, str]:
    """Returns the HTML of the region that says how many have read a page by now, for each of its names."""
    known = {"readers": page.readers_now, "endorsers": endorsers}
    return {
        name: render_to_string("contributions/pages/_counted_readers.html", known | {"useful": useful})
        for name, useful in names
    }


def own_regions(request: HttpRequest, page: Page) -> dict[str, str]:
    """Returns the HTML of her regions by name; `page` has all that its screen says of it. One query."""
    open_now = bring_rights(request, page.open_rights)
    known = {"page": page, "is_open": open_now.comment and is_contributor(request.user)}
    own: dict[str, str] = {
        region_name(OWN_TOOLS, page.pk): render_to_string("contributions/pages/_buttons.html", known, request)
    }
    for comment in comments_with_marks(page, cast(User, request.user)):
        acts = render_to_string("contributions/comments/_actions.html", known | {"comment": comment}, request)
        own[region_name(OWN_ACTS, comment.pk)] = acts
    return own
