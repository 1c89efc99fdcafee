"""Whatever body is sent that is no form: an answer, never a failure."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import resolve

from tests.contracts.addresses import address
from tests.contracts.odd_input.odd_requests import FORM, NAMES, failures, undone
from tests.contracts.watched_forms import watch_body

pytestmark = [pytest.mark.once, pytest.mark.as_sent, pytest.mark.usefixtures("no_stored_templates", "bare_refusals")]
MOST_BYTES = 64 * 1024
BODIES = [
    ("application/json", json.dumps({"title": "\ud800", "body": [1], "version": {"x": None}}).encode()),
    ("application/octet-stream", b"\x00\xff"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
    (FORM, b"x" * (MOST_BYTES + 1)),
    (FORM, b"&".join(b"f%d=1" % number for number in range(2000))),
    (f"{FORM}; charset=utf-16", b"title=%00"),
    (f"{FORM}; charset=no-such", b"title=a"),
]


def statuses_of_bodies(client: Client, name: str) -> dict[str, int]:
    """Sends the first body, and the rest where the view itself reads what is sent: for all others Django does, before them."""
    statuses, looked_at = sent(client, address(name), BODIES[:1])
    if "bytes" in looked_at or (looked_at and reads_forms_itself(name)):
        statuses |= sent(client, address(name), BODIES[1:])[0]
    return {f"{name}: {what}": status for what, status in statuses.items()}


def reads_forms_itself(name: str) -> bool:
    """Whether nobody before the view looks for the token of its form."""
    return bool(getattr(resolve(address(name).partition("?")[0]).func, "csrf_exempt", False))


def sent(client: Client, path: str, bodies: list[tuple[str, bytes]]) -> tuple[dict[str, int], set[str]]:
    """Sends each, of which nothing stays. Returns what was answered, and as what somebody looked at them."""
    statuses = {}
    with pytest.MonkeyPatch.context() as patch:
        looked_at = watch_body(patch)
        for kind, body in bodies:
            with undone(client):
                statuses[f"{body[:9]!r} as {kind}"] = client.generic("POST", path, body, kind).status_code
    return statuses, looked_at


def test_bodies_that_are_no_form_are_answered(world: dict[str, Client], settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_BYTES
    statuses: dict[str, int] = {}
    for name in NAMES:
        statuses |= statuses_of_bodies(world["administrator"], name)
    assert failures(statuses) == {}
    assert len(statuses) > len(NAMES) + 10 * len(BODIES)


def test_no_view_whose_form_has_a_token_sees_a_body_that_is_none(world: dict[str, Client], settings) -> None:
    """So it is enough to send them to one of these."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_BYTES
    client, name = world["editor"], "contributions:page_edit"
    assert not reads_forms_itself(name)
    client.handler.enforce_csrf_checks = True
    statuses = sent(client, address(name), BODIES)[0]
    assert {*statuses.values()} <= {400, 403, 413}, statuses  # and not 422, as by the view


def test_a_request_tells_whether_its_body_was_looked_at(world: dict[str, Client]) -> None:
    for path, expected in {"/guide/fr/": set(), address("contributions:page_edit"): {"form"}}.items():
        assert sent(world["editor"], path, BODIES[:1])[1] == expected
