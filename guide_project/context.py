"""What every template knows of the site; it costs no query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts import access
from caching import placeholders


def site(request: HttpRequest) -> dict[str, Any]:
    known = {
        "brand": {"title": settings.GUIDE_TITLE, "publisher": settings.GUIDE_PUBLISHER},
        "can": access.Rights(request),
    }
    # A page that is made for many has no token of anybody's.
    return known | {"csrf_token": placeholders.placeholder("csrf")} if placeholders.is_for_many() else known
