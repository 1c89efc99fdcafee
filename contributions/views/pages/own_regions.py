"""The regions of a cached page that show a reader's own marks: what she can do about it, and about what was said there.

Everything else on the page is the same for all readers of one key; a page has one such region for itself, and one for each
contribution. Only those with a mark of hers are made for her, by the same templates.
"""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.access import is_contributor
from accounts.models import User
from caching.placeholders import region_name
from contributions.pages.models import Page
from contributions.templatetags.comment_tags import OWN_ACTS
from contributions.templatetags.passage_tags import OWN_TOOLS
from contributions.views.comments.threads import comments_with_marks


def own_regions(request: HttpRequest, page: Page) -> dict[str, str]:
    """Returns the HTML of her regions by name; `page` has all that its screen says of it. One query."""
    reader = cast(User, request.user)
    shown: dict[str, Any] = {"page": page, "is_open": getattr(page, "writing_is_open", True) and is_contributor(reader)}
    own: dict[str, str] = {}
    own[region_name(OWN_TOOLS, page.pk)] = render_to_string("contributions/pages/_own_tools.html", shown, request)
    for comment in comments_with_marks(page, reader):
        html = render_to_string("contributions/comments/_own_actions.html", shown | {"comment": comment}, request)
        own[region_name(OWN_ACTS, comment.pk)] = html.removesuffix("\n")  # the file's own last one
    return own
