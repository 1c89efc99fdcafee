"""An address that only takes what a form sends is a page when it is opened: in the house's words, with a way on."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve

from guide_project.method_not_allowed import belongs_to
from tests.contracts.addresses import address
from tests.contracts.rights import ADMINISTRATORS, POST


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(POST))
def test_an_address_of_a_form_is_a_page_when_it_is_opened(name: str, world: dict[str, Client]) -> None:
    for role in ("visitor", "editor"):
        answer = world[role].get(address(name))
        if answer.status_code != 405:
            assert answer.status_code in {200, 302}
            continue
        assert answer.headers["Allow"] == "POST"
        assert "Rien à lire ici" in answer.content.decode()
        back = re.findall(r'<a class="btn do" href="([^"]+)"', answer.content.decode())
        who = "administrator" if POST[name] == ADMINISTRATORS else "editor"
        assert world[who].get(back[0]).status_code in {200, 302, 405}


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
