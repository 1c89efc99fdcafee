"""Whatever body is sent that is no form: an answer, never a failure."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.contracts.addresses import address
from tests.contracts.odd_input.odd_requests import FORM, NAMES, failures
from tests.contracts.watched_forms import watch_body

pytestmark = pytest.mark.usefixtures("no_stored_templates")


@pytest.mark.once
@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", NAMES)
def test_bodies_that_are_no_form_are_answered(name: str, world: dict[str, Client], settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
    bodies = [
        ("application/json", json.dumps({"title": "\ud800", "body": [1], "version": {"x": None}}).encode()),
        ("application/octet-stream", b"\x00\xff"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n"),
        (FORM, b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
        (FORM, b"&".join(b"f%d=1" % number for number in range(2000))),
        (f"{FORM}; charset=utf-16", b"title=%00"),
        (f"{FORM}; charset=no-such", b"title=a"),
    ]
    path, client = address(name), world["administrator"]
    statuses = statuses_of_bodies(client, path, bodies)
    assert failures(statuses) == {}


def statuses_of_bodies(client: Client, path: str, bodies: list[tuple[str, bytes]]) -> dict[str, int]:
    """Sends the first body, and the rest where somebody looked at it. The form of the first two is an empty one: whoever looked
    at nothing but that sees no difference.
    """
    with pytest.MonkeyPatch.context() as patch:
        looked_at = watch_body(patch)
        statuses = {"0": client.generic("POST", path, bodies[0][1], bodies[0][0]).status_code}
    rest = bodies[1 if "bytes" in looked_at else 2 :] if looked_at else []
    return statuses | {
        f"{body[:9]!r}: {kind}": client.generic("POST", path, body, kind).status_code for kind, body in rest
    }


@pytest.mark.once
def test_a_request_tells_whether_its_body_was_looked_at(world: dict[str, Client]) -> None:
    for path, expected in {"/guide/fr/": set(), address("contributions:page_edit"): {"form"}}.items():
        with pytest.MonkeyPatch.context() as patch:
            looked_at = watch_body(patch)
            world["editor"].generic("POST", path, b"{}", "application/json")
            assert looked_at == expected
