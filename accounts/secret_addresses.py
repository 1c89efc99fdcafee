"""What Django's log of refusals is not to hold: addresses that let in whoever knows them (a guest's link, the code of a room),
and what is no fault, such as a file that is still being made.
"""

from __future__ import annotations

from django.http.response import HttpResponseBase


def unlogged[R: HttpResponseBase](response: R) -> R:
    """Keeps Django from writing the refusal, and with it its address, into the log. Returns the response."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # see docs/private-api.md
    return response
