"""The people offered while one types a name."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Attribution, User
from tests import factories

pytestmark = pytest.mark.django_db


def found(client: Client, letters: str) -> list[str]:
    return [person["handle"] for person in client.get("/people/", {"q": letters}).json()["people"]]


@pytest.fixture(autouse=True)
def _people(db: None) -> None:
    names = {"first_name": "Éloïse", "last_name": "Le Bœuf"}
    factories.create_user(username="e123", attribution=Attribution.FULL, site="Brest", **names)
    factories.create_user(username="e456", attribution=Attribution.INITIAL, site="Nantes", **names)
    factories.create_user(username="e789", attribution=Attribution.ANONYMOUS, site="Lyon", **names)


@pytest.mark.parametrize("letters", ["elo", "ÉLO", "eloise le", "le elo", "bœ"])
def test_the_beginning_of_a_word_of_a_name_is_enough(as_contributor: Client, letters: str) -> None:
    assert "e123" in found(as_contributor, letters)


def test_each_is_found_by_what_she_shows_of_her_name(as_contributor: Client) -> None:
    assert found(as_contributor, "bœuf") == ["e123"]
    assert set(found(as_contributor, "elo")) == {"e123", "e456"}
    people = as_contributor.get("/people/?q=elo").json()["people"]
    assert {person["name"]: person["place"] for person in people} == {"Éloïse Le Bœuf": "Brest", "Éloïse L.": "Nantes"}


@pytest.mark.parametrize("letters", ["e789", "eloise", "anony", "lyon", "un coll"])
def test_whoever_goes_by_no_name_is_never_offered(as_contributor: Client, letters: str) -> None:
    assert "e789" not in found(as_contributor, letters)
    assert "Lyon" not in as_contributor.get("/people/", {"q": letters}).content.decode()


def test_a_name_that_is_chosen_later_counts_at_once(as_contributor: Client) -> None:
    User.objects.get(username="e123").choose_attribution(Attribution.ANONYMOUS)
    User.objects.get(username="e789").choose_attribution(Attribution.FULL)
    assert found(as_contributor, "bœuf") == ["e789"]


def test_whoever_is_gone_or_has_no_role_is_not_offered(as_contributor: Client) -> None:
    factories.create_user(username="zoe", role=None)
    factories.create_user(username="zora", is_active=False)
    assert found(as_contributor, "zo") == []


@pytest.mark.parametrize("letters", ["", " ", "@", "%", "_", "\0", "x" * 5000])
def test_what_names_nobody_finds_nobody(as_contributor: Client, letters: str) -> None:
    assert found(as_contributor, letters) == []


def test_a_visitor_is_not_answered(client: Client) -> None:
    assert client.get("/people/?q=elo").status_code in {302, 401}


def test_whoever_reads_the_wiki_without_a_role_finds_people_for_her_filters(sign_in) -> None:
    assert found(sign_in(factories.create_user(username="zoe", role=None)), "bœuf") == ["e123"]


def test_many_people_cost_no_more(as_contributor: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_contributor.get("/people/?q=el")
        return len(queries)

    as_contributor.get("/people/?q=el")
    few = cost()
    for number in range(20):
        factories.create_user(username=f"elsa{number}")
    assert cost() == few
    assert len(found(as_contributor, "el")) == 8
