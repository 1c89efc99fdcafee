"""Wherever a person is named, any part of the name that she shows finds her; namesakes are offered, told apart."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Attribution, User
from accounts.people.picking import pick
from tests import factories

FILTERS = [
    ("contributions:recent_changes", "person"),
    ("contributions:log", "person"),
    ("guide:decisions", "editor"),
    ("search:search", "person"),
]


@pytest.fixture
def elodie(db: None) -> User:
    return factories.create_user(
        username="em12", first_name="Élodie", last_name="Mercier", attribution=Attribution.FULL, department="Sinistres"
    )


@pytest.mark.parametrize("text", ["Elodie", "élodie mercier", "MERCIER", "mer", "lodie", "em12", " Mercier Élodie "])
def test_a_person_is_found_by_any_part_of_her_name_with_or_without_accents(elodie: User, text: str) -> None:
    factories.create_editor()
    assert pick(text).person == elodie


def test_namesakes_are_all_offered_and_nobody_is_chosen_for_the_reader(elodie: User) -> None:
    other = factories.create_user(
        username="eroche", first_name="Élodie", last_name="Roche", attribution=Attribution.FULL
    )
    assert pick("elodie").person is None and set(pick("elodie").several) == {elodie, other}
    assert pick("elodie roche").person == other


def test_a_name_that_is_not_shown_finds_nobody(elodie: User) -> None:
    elodie.choose_attribution(Attribution.ANONYMOUS)
    assert pick("Mercier").person is None and pick("em12").person is None and pick("Élodie").several == ()
    assert pick(elodie.alias).person == elodie


@pytest.mark.parametrize("text", ["", " ", "!?", "a\0b", "x" * 5000, "%", "é"])
def test_what_is_no_name_finds_nobody(elodie: User, text: str) -> None:
    assert pick(text).person is None or text == "é"


@pytest.mark.parametrize(("name", "field"), FILTERS)
def test_every_filter_finds_her_and_tells_namesakes_apart(
    as_editor: Client, elodie: User, name: str, field: str
) -> None:
    query = {"q": "mot"} if name == "search:search" else {}
    one = as_editor.get(reverse(name), query | {field: "Elodie"})
    assert one.context["form"].chosen_person == elodie
    factories.create_user(
        username="eroche", first_name="Élodie", last_name="Roche", site="Lyon", attribution=Attribution.FULL
    )
    words = as_editor.get(reverse(name), query | {field: "Elodie"}).content.decode()
    assert "Laquelle" in words and "Sinistres" in words and f"{field}=eroche" in words
    assert "Personne ne porte ce nom ici" not in words


def test_a_mention_offers_people_by_a_part_of_the_name_with_what_tells_them_apart(
    as_contributor: Client, elodie: User
) -> None:
    (person,) = as_contributor.get(reverse("contributions:people"), {"q": "ercier"}).json()["people"]
    assert person == {"handle": "em12", "name": "Élodie Mercier", "place": "Sinistres"}
