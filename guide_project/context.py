"""What every template knows of the site; it costs no query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts import access


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "brand": {"title": settings.GUIDE_TITLE, "publisher": settings.GUIDE_PUBLISHER},
        "can": access.Rights(request),
    }
