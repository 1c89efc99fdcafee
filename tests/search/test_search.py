"""The page of results, and what is offered as one types."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import Attribution, User
from search.models import IndexEntry
from tests import factories


@pytest.fixture
def page(contributor: User) -> object:
    body = f"{'Rien encore. ' * 60}Le facteur <script>alert(1)</script> & sa tournée.{' Plus rien.' * 60}"
    return factories.create_page(title="Une page", body=body, author=contributor)


def text_of(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_the_excerpt_holds_the_words_marked_and_nothing_of_it_is_markup(page: object, as_contributor: Client) -> None:
    text = text_of(as_contributor, q="facteurs tournee")
    assert "<mark>facteur</mark>" in text
    assert "<mark>tournée</mark>" in text
    assert "<script>alert(1)" not in text
    assert escape("& sa") in text


def test_a_question_is_shown_as_it_was_typed_and_never_as_markup(as_contributor: Client) -> None:
    text = text_of(as_contributor, q='<b>"x')
    assert "<b>&quot;x" not in text
    assert escape('<b>"x') in text


def test_words_found_instead_are_said(contributor: User, as_contributor: Client) -> None:
    factories.create_page(title="Le hameçonnage", author=contributor)
    assert "hameçonnage" in text_of(as_contributor, q="hameconage")


def test_nothing_found_leads_to_asking(as_contributor: Client) -> None:
    text = text_of(as_contributor, q="girafe naine")
    assert "/questions/ask/?text=girafe+naine" in text


def test_filters_stay_in_the_addresses_of_the_other_kinds(page: object, as_contributor: Client) -> None:
    text = text_of(as_contributor, q="facteur", theme="delinquants", order="newest")
    assert "?q=facteur&amp;theme=delinquants&amp;order=newest&amp;kind=tip" in text


def test_a_person_whom_nobody_knows_finds_nothing_and_says_so(page: object, as_contributor: Client) -> None:
    response = as_contributor.get("/search/", {"q": "facteur", "person": "personne"})
    assert response.context["results"].rows == ()
    assert response.context["form"].is_of_nobody


def test_suggestions_are_titles_first(contributor: User, as_contributor: Client) -> None:
    factories.create_page(title="Autre chose", body="Un facteur.", author=contributor)
    factories.create_page(title="Le facteur", body="Rien.", author=contributor)
    text = as_contributor.get("/search/suggestions/", {"q": "fact"}).content.decode()
    assert text.index("<mark>facteur</mark>") < text.index("Autre chose")
    assert text.count('role="option"') == 3


@pytest.mark.parametrize(
    ("typed", "title"),
    [("resea", "Réseaux sociaux"), ("mot de p", "Mots de passe"), ("l’app", "L’appel"), ("パス", "パスワード")],
)
def test_titles_complete_by_prefix(typed: str, title: str, contributor: User, as_contributor: Client) -> None:
    factories.create_page(title=title, author=contributor)
    found = as_contributor.get("/search/suggestions/", {"q": typed}).context["lines"]
    assert [line.result.shown.title for line in found] == [title]


def test_people_are_suggested_by_the_name_that_they_show(contributor: User, as_contributor: Client) -> None:
    elodie = factories.create_user(
        username="em12", first_name="Élodie", last_name="Mercier", attribution=Attribution.FULL, department="Sinistres"
    )

    def suggested(letters: str) -> str:
        return as_contributor.get("/search/suggestions/", {"q": letters}).content.decode()

    assert "Élodie Mercier" in suggested("elo mer") and "Collègue, Sinistres" in suggested("merc")
    elodie.choose_attribution(Attribution.INITIAL)
    assert "Élodie M." in suggested("elodie") and "em12" not in suggested("mercier")
    elodie.choose_attribution(Attribution.ANONYMOUS)
    assert "Collègue" not in suggested("elodie")


def test_a_single_letter_suggests_nothing(page: object, as_contributor: Client) -> None:
    assert as_contributor.get("/search/suggestions/", {"q": "u"}).context["lines"] == []


def test_the_box_is_on_every_page_of_readers_and_on_no_visitors(as_contributor: Client, client: Client) -> None:
    assert 'action="/search/"' in as_contributor.get("/wiki/").content.decode()
    assert 'action="/search/"' not in client.get("/").content.decode()


def test_another_engine_can_stand_behind_it(page: object, as_contributor: Client, settings) -> None:
    settings.SEARCH_ENGINE = "tests.search.test_search.Everything"
    assert "Une page" in text_of(as_contributor, q="girafe")


class Everything:
    """An engine that finds all there is."""

    def find(self, wanted: object) -> list[object]:
        from search.query import IndexMatch

        return [IndexMatch(pk, 1.0) for pk in IndexEntry.objects.values_list("pk", flat=True)]

    def frequencies(self, clauses: list[object]) -> list[int]:
        return [1 for _clause in clauses]
