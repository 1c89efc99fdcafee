"""What of a reader a cached page depends on, and what in it is her own: see `caching`.

A page for many is made for `placeholder_user`, in answer to `bare_request`: both are made of the key alone, and hold nothing of
whoever asks. So what a template reads of the reader without a placeholder is empty, or fails, and is nobody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote
from uuid import uuid4

from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from accounts.access import actor, known_roles
from accounts.models import Attribution, Role, User
from common.caching.placeholders import is_for_many, placeholder

SAFE_IN_ADDRESSES = "!$&'()*+,;=/~:@"  # RFC 3986, as reverse() quotes an address
OF_THE_ADDRESS = ("QUERY_STRING", "SERVER_NAME", "SERVER_PORT")
DECODED = ("PATH_INFO", "SCRIPT_NAME")  # by WSGIRequest; undone here, for PEP 3333 has bytes there
NOBODY = -1
"""The key of a placeholder user: nothing in the database is hers."""


class VaryKey(NamedTuple):
    """All of a reader that a page for many may depend on: readers of one key read the same, but for `own_value`."""

    language: str
    roles: frozenset[str]
    is_superuser: bool
    is_staff: bool


def vary_key(reader: User) -> VaryKey:
    return VaryKey(get_language() or "", known_roles(reader), reader.is_superuser, reader.is_staff)


def placeholder_user(key: VaryKey) -> User:
    """Returns a person of whom only the key is known; her names are placeholders. Any other field of hers raises
    User.DoesNotExist, which templates show as nothing: there is no such row to read it from.
    """
    known = {
        "id": NOBODY,
        "is_active": True,
        "attribution": Attribution.FULL,
        "first_name": placeholder("name"),
        "last_name": "",
        "username": placeholder("handle"),
        "unread_count": 0,
        "notices_waiting": 0,
        "watches_what_i_join": False,  # nobody follows nothing
        "is_superuser": key.is_superuser,
        "is_staff": key.is_staff,
    }
    names = [field.attname for field in User._meta.concrete_fields if field.attname in known]
    user = User.from_db(DEFAULT_DB_ALIAS, names, [known[name] for name in names])
    user.known_roles = key.roles
    return user


def query_reader(pk: int, *, is_editor: bool, watches: bool) -> User:
    """Returns a person for whom a query can be written: it asks of the reader who she is, and nothing but this."""
    reader = User(pk=pk, watches_what_i_join=watches)
    reader.known_roles = frozenset({Role.EDITOR.value} if is_editor else ())
    return reader


def address_key(request: HttpRequest) -> Hashable:
    return (request.scheme, request.get_host(), request.get_full_path())


def bare_request(request: HttpRequest, user: User) -> HttpRequest:
    """Returns a GET of the same address by `user`, without any cookie, header, session or message."""
    known = {name: request.META[name] for name in OF_THE_ADDRESS if name in request.META}
    known |= {name: request.META.get(name, "").encode().decode("latin-1") for name in DECODED}
    known |= {"REQUEST_METHOD": "GET", "HTTP_HOST": request.get_host(), "wsgi.url_scheme": request.scheme}
    bare = WSGIRequest(known | {"wsgi.input": BytesIO()})
    bare.user, bare.resolver_match = user, request.resolver_match
    return bare


class UserValues(dict[str, bytes]):
    """The values of a page's placeholders for the person of a request, found when they are asked for."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self._request = request

    def __missing__(self, name: str) -> bytes:
        value = self[name] = OWN[name](self._request).encode()
        return value


def own_value(request: HttpRequest, name: str) -> str:
    """Returns one of `OWN`, as HTML, or its placeholder while a page is made for many."""
    return placeholder(name) if is_for_many() else OWN[name](request)


def _handle(request: HttpRequest) -> str:
    return escape(quote(actor(request).handle, safe=SAFE_IN_ADDRESSES))


def _first_name(request: HttpRequest) -> str:
    person = actor(request)
    return escape(person.first_name or person.username)


@lru_cache(maxsize=1_000)
def _unread(count: int, language: str) -> str:
    return render_to_string("parts/top/unread_count.html", {"unread_count": count})


def _unread_of(request: HttpRequest) -> str:
    return _unread(actor(request).unread_count, get_language() or "")


def _scheme(request: HttpRequest) -> str:
    """Returns the attribute that says whether she reads light on dark; "" where her device decides."""
    scheme = getattr(request.user, "scheme", "")
    return f'data-scheme="{escape(scheme)}"' if scheme else ""


def _one_time_token(_request: HttpRequest) -> str:
    return str(uuid4())


OWN: dict[str, Callable[[HttpRequest], str]] = {
    "csrf": get_token,
    "token": _one_time_token,
    "writing": _one_time_token,
    "person": lambda request: str(actor(request).pk),
    "name": lambda request: escape(actor(request).public_name),
    "handle": _handle,
    "initials": lambda request: escape(actor(request).initials),
    "firstname": _first_name,
    "here": lambda request: escape(request.get_full_path()),
    "scheme": _scheme,
    "unread": _unread_of,
}
