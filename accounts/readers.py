"""What of a reader a screen depends on, and what in it is her own: for screens that are kept for many (see `kept`)."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import copy
from functools import lru_cache
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from accounts.access import actor, known_roles
from accounts.form_tokens import form_token
from accounts.models import Attribution, User
from kept import holes
from kept.screens import Filling

KEPT_IN_ADDRESSES = "!$&'()*+,;=/~:@"  # RFC 3986, as reverse() quotes an address
NOBODY = -1
"""The key of a stand-in: nothing in the database is hers."""


def kind_of(reader: User) -> Hashable:
    """Two readers of one kind, of whom neither has left a mark on what is shown, read the same but for `own_value`."""
    return (known_roles(reader), reader.is_superuser, reader.is_staff, reader.scheme)


def anyone_like(reader: User) -> User:
    """A reader of the same kind whom nobody knows; her names are marks, to be filled in."""
    anyone = copy(reader)
    anyone.pk = NOBODY
    anyone.known_roles = known_roles(reader)
    anyone.first_name, anyone.last_name, anyone.username = holes.mark("name"), "", holes.mark("handle")
    anyone.attribution, anyone.unread_count = Attribution.FULL, 0
    return anyone


class OwnValues(dict[str, Filling]):
    """What is filled into the holes of a screen for the person of a request, found out when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self._request = request

    def __missing__(self, name: str) -> Filling:
        value = self[name] = OWN[name](self._request).encode()
        return value


def own_value(request: HttpRequest, name: str) -> str:
    """One of `OWN`, as HTML; its mark while a screen is made for many."""
    return holes.mark(name) if holes.are_left_open() else OWN[name](request)


def _handle(request: HttpRequest) -> str:
    return escape(quote(actor(request).handle, safe=KEPT_IN_ADDRESSES))


def _first_name(request: HttpRequest) -> str:
    person = actor(request)
    return escape(person.first_name or person.username)


@lru_cache(maxsize=1_000)
def _unread(count: int, language: str) -> str:
    return render_to_string("parts/unread.html", {"unread_count": count})


def _unread_of(request: HttpRequest) -> str:
    return _unread(actor(request).unread_count, get_language() or "")


def _one_time_token(_request: HttpRequest) -> str:
    return holes.one_time_token("")


OWN: dict[str, Callable[[HttpRequest], str]] = {
    "csrf": form_token,
    "token": _one_time_token,
    "writing": _one_time_token,
    "person": lambda request: str(actor(request).pk),
    "name": lambda request: escape(actor(request).public_name),
    "handle": _handle,
    "initials": lambda request: escape(actor(request).initials),
    "firstname": _first_name,
    "unread": _unread_of,
}
