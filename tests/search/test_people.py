"""A search finds colleagues by the name that they go by, and nobody by one that she does not show."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Attribution, User
from search.models import ZeroResultSearch
from tests import factories


@pytest.fixture
def elodie(db: None) -> User:
    return factories.create_user(
        username="em12", first_name="Élodie", last_name="Mercier", attribution=Attribution.FULL, department="Sinistres"
    )


def found(client: Client, question: str) -> str:
    return (
        client.get("/search/", {"q": question})
        .content.decode()
        .partition('class="results"')[2]
        .partition("</section>")[0]
    )


@pytest.mark.parametrize("question", ["elodie", "Mercier", "mer élo"])
def test_a_colleague_is_found_with_a_link_to_her_page_and_what_tells_her_apart(
    as_contributor: Client, elodie: User, question: str
) -> None:
    words = found(as_contributor, question)
    assert 'href="/contributors/em12/"' in words and "Sinistres" in words
    assert not ZeroResultSearch.objects.exists()


def test_somebody_who_comes_after_a_search_is_found_by_the_next_one(as_contributor: Client) -> None:
    factories.create_page(title="La mer", author=factories.create_editor())
    for _time in range(2):
        assert "/contributors/em12/" not in found(as_contributor, "mer")
    User.objects.bulk_create([User(username="em12", first_name="Mer", name_key="mer em12")])
    assert "/contributors/em12/" in found(as_contributor, "mer")


def test_whoever_goes_by_no_name_or_is_stopped_is_not_found(as_contributor: Client, elodie: User) -> None:
    assert "em12" in found(as_contributor, "mercier")
    elodie.choose_attribution(Attribution.ANONYMOUS)
    assert elodie.alias not in found(as_contributor, "mercier")
    other = factories.create_user(username="stopped", first_name="Mercier", is_active=False)
    assert other.username not in found(as_contributor, "mercier")
