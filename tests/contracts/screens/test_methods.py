"""An address that only takes what a form sends is a page when it is opened: in the house's words, with a way on."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve

from guide_project.errors import belongs_to
from tests.contracts.addresses import address
from tests.contracts.rights import ADMINISTRATORS, POST
from tests.for_each import for_each


@pytest.fixture(scope="package")
def _ways_on() -> dict[tuple[str, str], int]:
    """What somebody of a role was answered where a way on has led."""
    return {}


@pytest.mark.once
@for_each("name", sorted(POST))
def test_an_address_of_a_form_is_a_page_when_it_is_opened(
    name: str, world: dict[str, Client], _ways_on: dict[tuple[str, str], int]
) -> None:
    answer = world["visitor"].get(address(name))
    if answer.status_code == 302:  # who may not come in is asked to sign in first
        answer = world["editor"].get(address(name))
    if answer.status_code != 405:
        assert answer.status_code in {200, 302}
        return
    assert answer.headers["Allow"] == "POST"
    assert "Rien à lire ici" in answer.text
    back = re.findall(r'<a class="btn do" href="([^"]+)"', answer.text)[0]
    who = "administrator" if POST[name] == ADMINISTRATORS else "editor"
    if (who, back) not in _ways_on:
        _ways_on[who, back] = world[who].get(back).status_code
    assert _ways_on[who, back] in {200, 302, 405}


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/wiki/delinquants/une-page/watch/", "/wiki/delinquants/une-page/"),
        ("/drafts/save/", "/drafts/"),
        ("/nothing/of/the/kind/", "/"),
        ("/", "/"),
    ],
)
def test_it_leads_to_the_nearest_address_above(path: str, above: str) -> None:
    assert belongs_to(path) == above
    assert resolve(above)
