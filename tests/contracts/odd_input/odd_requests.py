"""Requests of which the status alone is looked at, and the screens that they are made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from tests import cache_comparison
from tests.contracts.addresses import address
from tests.contracts.rights import GET, POST
from tests.contracts.watched_forms import WatchedQuery, watch

NAMES = sorted(GET.keys() | POST.keys())
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*\bname="([^"]+)"')
DRAFT_FIELDS = {
    "draft_key",
    "draft_sequence",
    "draft_label",
    "draft_url",
}  # read where drafts are stored: tests/drafts/test_save_draft.py
FORM = "application/x-www-form-urlencoded"


def failures(statuses: dict[str, int]) -> dict[str, int]:
    return {what: status for what, status in statuses.items() if status >= HTTPStatus.INTERNAL_SERVER_ERROR}


def get(client: Client, path: str, **headers: str) -> int:
    response = client.get(path, headers=headers)
    b"".join(response)  # a file that is sent in pieces is closed at its end
    return response.status_code


def send(client: Client, path: str, fields: dict[str, str]) -> int:
    """Sends a form whose values are encoded already."""
    body = "&".join(f"{quote(name)}={value}" for name, value in fields.items())
    return int(client.generic("POST", path, body, FORM).status_code)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Nothing of what is asked inside stays: what is asked next meets what this did, and who was signed out is back. What
    fails inside is an answer, so that all failures are told.
    """
    cookies, client.raise_request_exception = deepcopy(client.cookies), False
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies, client.raise_request_exception = cookies, True
    cache_comparison.forget()


class Screen(NamedTuple):
    """What an address answers when it is opened as it stands."""

    status: int
    html: str
    asked: set[str]
    """The parameters that were looked at."""


def opened(screens: dict[str, Screen], name: str, client: Client) -> Screen:
    if name not in screens:
        with pytest.MonkeyPatch.context() as patch:
            watch(patch)
            response = client.get(address(name))
            html = b"".join(response).decode(errors="replace")
        screens[name] = Screen(response.status_code, html, set(WatchedQuery.asked))
    return screens[name]
