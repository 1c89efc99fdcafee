"""Wherever a person is named, any part of the name that she shows finds her; namesakes are offered, told apart."""

from __future__ import annotations

import pytest
from django.db import connection
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


@pytest.mark.parametrize(("name", "field"), FILTERS)
def test_every_filter_offers_names_as_one_types_and_takes_the_one_that_was_chosen(
    as_editor: Client, elodie: User, name: str, field: str
) -> None:
    factories.create_user(username="em123", first_name="Élodie", last_name="Mercier", attribution=Attribution.FULL)
    chosen = as_editor.get(reverse(name), {"q": "mot", field: "Élodie Mercier (em12)"})
    assert chosen.context["form"].chosen_person == elodie
    words = chosen.content.decode()
    assert f'name="{field}"' in words and "person.js" in words and reverse("contributions:people") in words


def offered(client: Client, **query: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get(reverse("contributions:people"), query).json()["people"]
    return found


@pytest.mark.parametrize("letters", ["mer", "elodie", "ÉLODIE MER", "ercie", "em1"])
def test_accents_the_surname_and_a_part_of_the_name_are_enough_while_one_types(
    as_contributor: Client, elodie: User, letters: str
) -> None:
    assert [one["handle"] for one in offered(as_contributor, q=letters, all="")] == ["em12"]


def test_namesakes_of_one_place_are_told_apart_by_their_user_names(as_contributor: Client, elodie: User) -> None:
    for username, place in (("em13", "Sinistres"), ("em14", "Siège")):
        factories.create_user(
            username=username,
            first_name="Élodie",
            last_name="Mercier",
            attribution=Attribution.FULL,
            department=place,
        )
    places = {one["handle"]: one["place"] for one in offered(as_contributor, q="mercier")}
    assert places == {"em12": "Sinistres, em12", "em13": "Sinistres, em13", "em14": "Siège"}


def test_a_filter_offers_whoever_wrote_once_and_a_mention_only_those_who_are_here(
    as_contributor: Client, elodie: User, administrator: User
) -> None:
    elodie.stop(by=administrator, reason="Partie.")
    assert offered(as_contributor, q="mercier") == []
    assert offered(as_contributor, q="mercier", all="") == [{"handle": "em12", "name": "Élodie Mercier", "place": ""}]


def test_nobody_is_offered_by_a_name_that_she_does_not_show(as_contributor: Client, elodie: User) -> None:
    elodie.choose_attribution(Attribution.INITIAL)
    assert offered(as_contributor, q="mercier", all="") == []
    elodie.choose_attribution(Attribution.ANONYMOUS)
    assert offered(as_contributor, q="elodie", all="") == [] and offered(as_contributor, q=elodie.alias, all="") == []


def test_names_are_offered_to_readers_of_the_wiki_alone_and_never_more_than_eight(client: Client, elodie: User) -> None:
    for number in range(12):
        factories.create_user(username=f"m{number}", first_name="Mia", last_name="Rossi", attribution=Attribution.FULL)
    assert client.get(reverse("contributions:people"), {"q": "mia", "all": ""}).status_code == 302
    client.force_login(factories.create_user(username="reads.only"))
    assert len(offered(client, q="mia", all="")) == 8


def test_names_are_read_in_the_order_of_an_index(elodie: User) -> None:
    plan = User.objects.get_queryset().named_like("mer").order_by("name_key", "pk")[:8].explain()
    assert connection.vendor != "sqlite" or "people_by_name" in plan  # PostgreSQL reads so small a table as it lies


def test_a_mention_offers_people_by_a_part_of_the_name_with_what_tells_them_apart(
    as_contributor: Client, elodie: User
) -> None:
    (person,) = as_contributor.get(reverse("contributions:people"), {"q": "ercier"}).json()["people"]
    assert person == {"handle": "em12", "name": "Élodie Mercier", "place": "Sinistres"}
