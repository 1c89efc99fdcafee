"""The list: narrowed, ordered, paged by key, and nothing in it that the reader may not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.models import Page, Question
from tests import factories
from tests.contributions.questions.conftest import Ask

ADDRESS = "/questions/"


def shown(client: Client, query: str = "") -> list[str]:
    return [question.text for question in client.get(f"{ADDRESS}{query}").context["questions"]]


@pytest.fixture
def several(ask: Ask, page: Page, contributor: User, editor: User) -> list[Question]:
    factories.create_themes()
    now = timezone.now()
    old = ask("Ancienne ?", at=now - timedelta(days=20))
    answered = ask("Répondue ?", at=now - timedelta(days=2))
    answered.answer_with(page, by=contributor)
    other = ask("Des clients ?", by=editor, origin="customers", theme=factories.create_theme(number=1), at=now)
    old.also_ask(by=contributor)
    return [old, answered, other]


def test_the_newest_come_first_and_each_filter_narrows(several: list[Question], as_contributor: Client) -> None:
    assert shown(as_contributor) == ["Des clients ?", "Répondue ?", "Ancienne ?"]
    assert shown(as_contributor, "?order=asked")[0] == "Ancienne ?"
    assert shown(as_contributor, "?state=answered") == ["Répondue ?"]
    assert shown(as_contributor, "?state=unanswered") == ["Des clients ?", "Ancienne ?"]
    assert shown(as_contributor, "?origin=customers") == ["Des clients ?"]
    assert shown(as_contributor, "?theme=vie-privee") == ["Des clients ?"]
    assert shown(as_contributor, "?since=7") == ["Des clients ?", "Répondue ?"]
    assert shown(as_contributor, "?since=x&theme=x&state=x&order=x&origin=x&before=x") == shown(as_contributor)


@pytest.mark.parametrize("order", ["", "asked"])
def test_it_is_paged_by_key_and_nothing_is_shown_twice(
    order: str, ask: Ask, as_contributor: Client, monkeypatch
) -> None:
    monkeypatch.setattr("contributions.views.questions.ask.ROWS", 4)
    texts = {ask(f"Question numéro {number} ?").text for number in range(10)}
    query, seen = f"?order={order}", []
    while query:
        response = as_contributor.get(f"{ADDRESS}{query}")
        seen += [question.text for question in response.context["questions"]]
        query = f"?{response.context['next_query']}" if response.context["next_query"] else ""
    assert len(seen) == 10
    assert set(seen) == texts


def test_a_group_is_one_row(ask: Ask, editor: User, as_contributor: Client) -> None:
    first = ask("Faut-il accepter les cookies ?")
    ask("Les cookies, on accepte ?").join(first, by=editor)
    assert shown(as_contributor) == [first.text]


def test_what_is_hidden_shows_to_editors_alone(
    several: list[Question], as_contributor: Client, as_editor: Client, editor: User
) -> None:
    several[0].hide(reason="hors sujet", by=editor)
    assert "Ancienne ?" not in shown(as_contributor)
    assert "Ancienne ?" in shown(as_editor)
    assert as_contributor.get(several[0].get_absolute_url()).status_code == 404
    assert "hors sujet" in as_editor.get(several[0].get_absolute_url()).text


@pytest.mark.once
def test_a_hidden_page_is_named_nowhere_as_an_answer(
    several: list[Question], page: Page, as_contributor: Client, as_editor: Client, editor: User
) -> None:
    page.hide(reason="doublon", by=editor)
    canary = page.title
    for path in (
        ADDRESS,
        several[1].get_absolute_url(),
        "/questions/similar/?text=Répondue",
        "/",
        page.theme.get_absolute_url(),
    ):
        assert canary not in as_contributor.get(path).text
    assert canary in as_editor.get(several[1].get_absolute_url()).text


def test_an_answer_of_a_hidden_duplicate_is_not_shown(
    ask: Ask, page: Page, contributor: User, editor: User, as_contributor: Client
) -> None:
    first, second = ask("Faut-il accepter les cookies ?"), ask("Les cookies, on accepte ?")
    second.answer_with(page, by=contributor)
    second.join(first, by=editor)
    second.hide(reason="nomme quelqu’un", by=editor)
    answer = as_contributor.get(first.get_absolute_url()).text
    assert second.text not in answer
    assert "Pas encore de réponse" in answer


@pytest.mark.once
def test_nobody_is_named_who_stays_anonymous(ask: Ask, as_contributor: Client) -> None:
    hidden = factories.create_user(username="secrete", last_name="Canari", attribution="anonymous")
    question = ask(by=hidden)
    other = ask("Les cookies, on accepte ?")
    other.also_ask(by=hidden)
    for path in (ADDRESS, question.get_absolute_url(), other.get_absolute_url()):
        text = as_contributor.get(path).text
        assert "Canari" not in text
        assert "secrete" not in text.casefold()


@pytest.mark.once
def test_the_state_says_in_which_tip_the_answer_stands(
    ask: Ask, page: Page, editor: User, as_contributor: Client
) -> None:
    question = ask()
    question.answer_with(page, by=editor)
    factories.create_tip(number=6, page=page, by=editor)
    for path in (ADDRESS, question.get_absolute_url()):
        assert "Dans le guide, conseil 6" in as_contributor.get(path).text


def test_who_may_not_write_reads_and_has_no_line(ask: Ask, sign_in) -> None:
    ask()
    client = sign_in(factories.create_user(username="nouvelle", role=None))
    assert client.get(ADDRESS).context["form"] is None
    assert client.post("/questions/ask/", {"text": "Oui ?"}).status_code == 403
