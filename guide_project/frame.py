"""What stands around every screen: the bar, its menus, the foot. Each is made once for all readers of one `FrameKey`.

Such a part is drawn of the key alone, with placeholders for what is each reader's own (see `common.caching.placeholders`),
so nothing of a reader can come into it; her values are filled in for each answer. A third of a small screen's time.

What every template knows of the site; it costs no query but those of the settings and the calendar, where one is named.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts import access
from accounts.access import Rights
from accounts.readers import UserValues
from campaign.calendar.rights import rights_of
from campaign.site_settings.current import current_settings
from campaign.site_settings.models import SiteSettings
from common.caching import placeholders
from common.caching.placeholders import is_for_many, making_for_many, placeholder, split

MADE = 400  # a few kilobytes each


class Can(NamedTuple):
    """The rights that a part of the frame may ask about, by the names of accounts.access.Rights."""

    read_wiki: bool
    write: bool
    edit_guide: bool
    translate: bool
    administer: bool


class Brand(NamedTuple):
    name: str
    publisher: str
    logo: tuple[tuple[str, Any], ...]


class FrameKey(NamedTuple):
    """Everything that a part of the frame depends on."""

    language: str
    prefix: str
    urlconf: str | None
    part: str
    view: str
    is_signed_in: bool
    can: Can
    brand: Brand


def frame_key(request: HttpRequest, part: str, brand: SiteSettings) -> FrameKey:
    rights, match = Rights(request), request.resolver_match
    return FrameKey(
        language=get_language() or "",
        prefix=get_script_prefix(),
        urlconf=get_urlconf(),
        part=part,
        view="search" if match and match.view_name == "search:search" else "",
        is_signed_in=request.user.is_authenticated,
        can=Can(*(getattr(rights, name) for name in Can._fields)),
        brand=Brand(brand.name, brand.publisher, tuple(brand.logo.items())),
    )


def frame_part(template: str, key: FrameKey, request: HttpRequest) -> SafeString:
    """Returns the part as the reader of `request` gets it; with placeholders while a page is made for many."""
    pieces, names = _made(template, key)
    values = {name: placeholder(name).encode() for name in names} if is_for_many() else UserValues(request)
    html = [pieces[0]]
    for name, piece in zip(names, pieces[1:], strict=True):
        html += [values[name], piece]
    return SafeString(b"".join(html).decode())


@lru_cache(maxsize=MADE)
def _made(template: str, key: FrameKey) -> tuple[list[bytes], list[str]]:
    context = {
        "part": key.part,
        "view": key.view,
        "can": key.can,
        "brand": {"name": key.brand.name, "publisher": key.brand.publisher, "logo": dict(key.brand.logo)},
        "user": {
            "is_authenticated": key.is_signed_in,
            "handle": placeholder("handle"),
            "public_name": placeholder("name"),
        },
        "csrf_token": placeholder("csrf"),
        "here": placeholder("here"),
        "request": None,
    }
    with making_for_many():
        return split(render_to_string(template, context).encode())


def site(request: HttpRequest) -> dict[str, Any]:
    known = {
        "brand": SimpleLazyObject(current_settings),
        "can": access.Rights(request),
        "open_now": SimpleLazyObject(lambda: rights_of(request)),
    }
    # A page that is made for many has no token of anybody's.
    return known | {"csrf_token": placeholders.placeholder("csrf")} if placeholders.is_for_many() else known
