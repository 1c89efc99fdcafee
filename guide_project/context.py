"""What every template knows of the site; it costs no query but those of the settings and the calendar, where one is named."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import access
from campaign.calendar.rights import rights_of
from campaign.site_settings.current import current_settings
from common.caching import placeholders


def site(request: HttpRequest) -> dict[str, Any]:
    known = {
        "brand": SimpleLazyObject(current_settings),
        "can": access.Rights(request),
        "open_now": SimpleLazyObject(lambda: rights_of(request)),
    }
    # A page that is made for many has no token of anybody's.
    return known | {"csrf_token": placeholders.placeholder("csrf")} if placeholders.is_for_many() else known
