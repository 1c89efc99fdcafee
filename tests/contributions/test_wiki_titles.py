"""The titles that answer a few letters, for whoever makes a link."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def titles(client: Client, question: str = "") -> list[str]:
    return [row["title"] for row in client.get("/wiki-titles/", {"q": question}).json()["titles"]]


def write(*names: str) -> None:
    for name in names:
        factories.create_page(title=name, body="Du texte.")


def test_each_title_comes_with_its_question_and_its_address(as_contributor: Client) -> None:
    page = factories.create_page(title="L’appel du faux technicien")
    answer = as_contributor.get("/wiki-titles/?q=appel").json()
    assert answer == {"titles": [{"title": page.title, "theme": "Délinquants", "url": page.get_absolute_url()}]}


def test_a_beginning_comes_before_a_word_within_and_a_word_before_what_is_inside_one(as_contributor: Client) -> None:
    write("Rappeler soi-même", "L’appel masqué", "Un appel de trop", "Appel du dimanche", "Au téléphone, un appel")
    found = titles(as_contributor, "appel")
    assert found[0] == "Appel du dimanche"
    assert set(found[1:4]) == {"L’appel masqué", "Un appel de trop", "Au téléphone, un appel"}
    assert found[4] == "Rappeler soi-même"


def test_the_title_itself_comes_first(as_contributor: Client) -> None:
    write("Mot de passe partagé", "Mot de passe", "Mot de passe oublié")
    assert titles(as_contributor, "mot de passe")[0] == "Mot de passe"


@pytest.mark.parametrize("question", ["ete", "ÉTÉ", "été", "  Eté "])
def test_case_and_accents_do_not_count(question: str, as_contributor: Client) -> None:
    write("Photos d’été", "Hiver")
    assert titles(as_contributor, question) == ["Photos d’été"]


@pytest.mark.parametrize("question", ["l'appel", "l’appel", "L‘APPEL"])
def test_nor_does_the_shape_of_an_apostrophe(question: str, as_contributor: Client) -> None:
    write("L’appel")
    assert titles(as_contributor, question) == ["L’appel"]


def test_words_are_found_in_any_order(as_contributor: Client) -> None:
    write("L’appel du faux technicien", "Le technicien")
    assert titles(as_contributor, "technicien appel") == ["L’appel du faux technicien"]


def test_other_scripts_are_found(as_contributor: Client) -> None:
    write("パスワードの管理", "個人情報")
    assert titles(as_contributor, "管理") == ["パスワードの管理"]


@pytest.mark.parametrize(("question", "found"), [("%", "100 % sûr"), ("_", "mot_de_passe"), ("\\", "C:\\secret")])
def test_a_sign_that_databases_read_as_a_pattern_is_itself(question: str, found: str, as_contributor: Client) -> None:
    write("100 % sûr", "mot_de_passe", "C:\\secret", "Rien de tel")
    assert titles(as_contributor, question) == [found]


def test_hidden_pages_are_told_to_nobody(as_contributor: Client, as_editor: Client, editor: User) -> None:
    factories.create_page(title="Secret").hide(reason="nom d’un client", by=editor)
    assert titles(as_contributor, "secret") == titles(as_editor, "secret") == titles(as_editor) == []


def test_ten_are_enough(as_contributor: Client) -> None:
    write(*(f"Page {number}" for number in range(14)))
    assert len(titles(as_contributor, "page")) == len(titles(as_contributor)) == 10


def test_without_a_letter_the_pages_that_changed_last_are_offered(as_contributor: Client) -> None:
    write("Ancienne", "Récente")
    factories.edit_page(Page.objects.get(title="Ancienne"), "Reprise.")
    assert titles(as_contributor) == ["Ancienne", "Récente"]
    assert titles(as_contributor, "zzz") == []


@pytest.mark.parametrize("question", ["", "page"])
def test_an_answer_is_one_query_that_reads_no_text(question: str, as_contributor: Client) -> None:
    write(*(f"Page {number}" for number in range(12)))
    with CaptureQueriesContext(connection) as queries:
        titles(as_contributor, question)
    asked = [query["sql"] for query in queries if "contributions_page" in query["sql"]]
    assert len(asked) == 1
    assert '"body"' not in asked[0]


def test_nobody_else_caches_the_answer(as_contributor: Client) -> None:
    assert as_contributor.get("/wiki-titles/")["Cache-Control"] == "private, no-store"
