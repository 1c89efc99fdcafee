"""Who may open which address: a URL without a row in the table fails, for every role."""

from __future__ import annotations

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.contracts.addresses import address, urls
from tests.contracts.rights import ADMINISTRATORS, EVERYBODY, GET, POST, SENDING
from tests.contracts.screens.conftest import Open
from tests.for_each import for_each

pytestmark = [pytest.mark.as_sent, pytest.mark.usefixtures("bare_refusals")]


def is_let_in(response: HttpResponseBase) -> bool:
    """Neither sent to the sign-in, nor refused."""
    if response.streaming:  # its end is what closes the file
        response.getvalue()  # type: ignore[attr-defined]
    return lets_in(response.status_code, response.headers.get("Location", ""))


def lets_in(status: int, target: str) -> bool:
    assert status < 500
    return status not in {401, 403} and "/accounts/login/" not in target


def test_every_address_has_a_row() -> None:
    missing = set(urls()) - GET.keys() - POST.keys()
    assert not missing, "a screen wants a line in GET, a form in POST: tests/contracts/rights/"


def test_every_row_has_an_address() -> None:
    left = (GET.keys() | POST.keys()) - set(urls())
    assert not left, "tests/contracts/rights/ has lines for addresses that are gone"


@pytest.mark.once
@for_each("name", sorted(GET))
def test_who_may_open(name: str, open_as: Open) -> None:
    opened = {role: open_as(role, name) for role in EVERYBODY}
    assert {role for role, one in opened.items() if lets_in(one.status, one.location)} == GET[name]
    allowed = [opened[role].status for role in GET[name]]
    assert 404 not in allowed, "it leads nowhere: the row proves nothing"


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(POST) + sorted(name for name in GET if GET[name] != EVERYBODY))
def test_who_may_send(name: str, world: dict[str, Client]) -> None:
    path = address(name)
    allowed = POST.get(name) or SENDING.get(name) or GET[name]
    # the contributor last: what she withdraws the others do not find
    let_in = {role for role in reversed(world) if is_let_in(world[role].post(path, {}))}
    assert let_in == allowed


def test_the_admin_is_for_administrators_alone(world: dict[str, Client]) -> None:
    let_in = {role for role, client in world.items() if client.get(reverse("admin:index")).status_code == 200}
    assert let_in == ADMINISTRATORS


@for_each("name", sorted(name for name in GET if name.startswith("guide:guide_") or "edition" in name))
def test_a_guide_that_is_not_public_asks_visitors_to_sign_in(name: str, world: dict[str, Client]) -> None:
    factories.change_site_settings(guide_is_public=False)
    assert not is_let_in(world["visitor"].get(address(name)))


def test_a_public_wiki_can_be_read_and_not_written_by_visitors(world: dict[str, Client]) -> None:
    factories.change_site_settings(wiki_is_public=True)
    visitor = world["visitor"]
    assert is_let_in(visitor.get(address("contributions:page")))
    assert is_let_in(visitor.get(address("contributions:page_history")))
    assert not is_let_in(visitor.get(address("contributions:page_edit")))
    assert not is_let_in(visitor.post(address("contributions:page_edit"), {"body": "x"}))


def test_an_account_without_a_role_reads_and_does_not_write(world: dict[str, Client], sign_in) -> None:
    client = sign_in(factories.create_user(username="nouvelle", role=None))
    assert client.get(address("contributions:page")).status_code == 200
    assert client.get(address("contributions:page_edit")).status_code == 403
