"""What every template knows of the site; it costs no query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CSRF_TOKEN_LENGTH

from accounts import access
from kept import holes


def site(request: HttpRequest) -> dict[str, Any]:
    known = {
        "brand": {"title": settings.GUIDE_TITLE, "publisher": settings.GUIDE_PUBLISHER},
        "can": access.Rights(request),
    }
    # A screen that is made for many has no token of anybody's.
    return known | {"csrf_token": holes.mark("csrf", CSRF_TOKEN_LENGTH)} if holes.are_left_open() else known
