"""Devices on which a person has signed in before: what strangers try elsewhere does not keep her out of them.

A signed cookie names the accounts and, of each, a mark that only its present password makes: another password revokes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

COOKIE = "known-device"
SALT = "accounts.devices"
SECONDS = 365 * 24 * 60 * 60
MOST_PEOPLE = 5


def name_for(request: HttpRequest, people: Iterable[User]) -> str:
    """Returns the name of this device if one of these people has signed in on it with her present password, else nothing."""
    device = _read(request)
    known = any(_is_marked(device, person) for person in people)
    return str(device["device"]) if known else ""


def remember(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """Notes in a cookie that this person has signed in on this device."""
    device = _read(request)
    others = [pair for pair in device["people"] if pair[0] != person.pk]
    device["people"] = [[person.pk, _mark(person)], *others][:MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps(device, salt=SALT),
        max_age=SECONDS,
        path=reverse("account_login").removesuffix("login/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    """What the cookie says; of a new device where it has none, or one that this site has not signed."""
    try:
        device: dict[str, Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return {"device": secrets.token_hex(8), "people": []}
    return device


def _is_marked(device: dict[str, Any], person: User) -> bool:
    return any(pk == person.pk and constant_time_compare(mark, _mark(person)) for pk, mark in device["people"])


def _mark(person: User) -> str:
    return salted_hmac(SALT, f"{person.pk} {person.password}", algorithm="sha256").hexdigest()[:32]
