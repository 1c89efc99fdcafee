"""The answer to a press of a button: the button as it is now."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def button_response(request: HttpRequest, template: str, button: Mapping[str, object]) -> HttpResponse:
    """Returns the answer to htmx: neither browsers nor proxies take it for a page."""
    response = render(request, template, button)
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response
