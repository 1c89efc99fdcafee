"""Addresses that hold a secret, and so let in whoever knows them: a guest's link, the code of a room."""

from __future__ import annotations

from django.http.response import HttpResponseBase


def unlogged[R: HttpResponseBase](response: R) -> R:
    """Keeps Django from writing the address of a refusal, and with it the secret, into the log. Returns the response."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # see docs/private-api.md
    return response
