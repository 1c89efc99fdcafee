"""For whom something is drawn, and the field that each of her forms sends."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from accounts.access import Rights
from campaign.calendar.rights import OpenRights, rights_of
from common.caching import placeholders
from common.html import fill


class ReaderContext:
    """The reader of a request. The token of her forms is that of the template around them, else made where a form is drawn."""

    def __init__(self, request: HttpRequest, token: object = None) -> None:
        self.rights = rights = Rights(request)
        self.request, self.user, self._token = request, request.user, token
        self.pk: int | None = self.user.pk
        self.is_signed_in = bool(self.user.is_authenticated)
        self.may_write, self.edits_guide = rights.write, rights.edit_guide

    @classmethod
    def of(cls, context: Context) -> ReaderContext:
        """Returns the reader of a template."""
        return cls(context["request"], context.get("csrf_token"))

    @cached_property
    def open_now(self) -> OpenRights:
        """Returns what the calendar has open; no query where the request knows it already."""
        return rights_of(self.request)

    @cached_property
    def csrf_field(self) -> SafeString:
        """What `{% csrf_token %}` writes; with a placeholder while a page is made for many."""
        token = self._token
        if token is None:
            token = placeholders.placeholder("csrf") if placeholders.is_for_many() else get_token(self.request)
        return fill('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)

    @cached_property
    def path(self) -> str:
        """Returns the address of the screen, with its query."""
        return self.request.get_full_path()


def button_response(html: SafeString) -> HttpResponse:
    """Returns the answer to htmx: neither browsers nor proxies take it for a page."""
    response = HttpResponse(html)
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response


def refused(words: str) -> SafeString:
    """Returns why a button did nothing, beside it; nothing where there is nothing to say."""
    return fill('<span class="meta" role="alert">{}</span>\n', words) if words else SafeString()
