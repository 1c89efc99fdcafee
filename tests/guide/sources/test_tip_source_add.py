"""Choosing passages where they stand, and taking sources away."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from guide.models import Tip
from tests.factories import create_comment, create_page, create_question, create_tip, create_user, edit_page

pytestmark = pytest.mark.django_db

ADD = "/curation/tips/6/sources/add/"
BODY = """## La porte

Un **mot de passe** par porte. Un carnet, [rangé](https://example.org) chez vous. Jamais sur l’écran.

- Changez-le.
- Gardez-le."""


@pytest.fixture
def tip(editor: User) -> Tip:
    return create_tip(number=6, by=editor)


@pytest.fixture
def page(db: None) -> Page:
    page = create_page(title="Le carnet", body="Un mot de passe par porte.\n\nUn carnet.")
    edit_page(page, BODY)
    return page


def choose(client: Client, of: str, *sentences: int, **fields: str) -> int:
    return client.post(ADD, {"of": of, "sentence": [str(one) for one in sentences], **fields}).status_code


def passages(tip: Tip, page: Page) -> list[str]:
    return list(tip.sources.filter(page=page).values_list("passage", flat=True))


def sentences_on(text: str) -> list[str]:
    return re.findall(r'<span class="voice">([^<]*)</span>', text)


@pytest.mark.parametrize("question", ["carnet", "carnets", "dicte", "Le carnet"])
def test_texts_are_found_with_the_search_of_the_site(
    awake: None, as_editor: Client, tip: Tip, editor: User, question: str
) -> None:
    page = create_page(title="Le carnet", body="Un carnet par porte.")
    comment = create_comment(body="Je ne dicte rien.", author=editor)
    from search import index

    index.rebuild()
    text = as_editor.get(ADD, {"q": question}).text
    assert (f"?of=page-{page.pk}" if "carnet" in question else f"?of=comment-{comment.pk}") in text


def test_what_the_tip_rests_on_already_is_offered_without_looking(as_editor: Client, tip: Tip) -> None:
    source = tip.sources.get()
    assert f"?of=page-{source.page_id}" in as_editor.get(ADD).text


def test_the_text_is_shown_sentence_by_sentence_at_its_newest_version_or_another(
    as_editor: Client, tip: Tip, page: Page
) -> None:
    newest = sentences_on(as_editor.get(ADD, {"of": f"page-{page.pk}"}).text)
    assert newest == [
        "La porte",
        "Un mot de passe par porte.",
        "Un carnet, rangé chez vous.",
        "Jamais sur l’écran.",
        "Changez-le.",
        "Gardez-le.",
    ]
    older = as_editor.get(ADD, {"of": f"page-{page.pk}", "version": "1"}).text
    assert sentences_on(older) == ["Un mot de passe par porte.", "Un carnet."]
    assert "la plus récente est la 2" in older


def test_sentences_that_follow_each_other_are_one_passage_with_its_markup(
    as_editor: Client, tip: Tip, page: Page
) -> None:
    assert choose(as_editor, f"page-{page.pk}", 2, 3, 5) == 302
    assert passages(tip, page) == [
        "Un **mot de passe** par porte. Un carnet, [rangé](https://example.org) chez vous.",
        "Changez-le.",
    ]
    assert set(tip.sources.filter(page=page).values_list("version", flat=True)) == {2}


def test_sentences_of_two_paragraphs_are_two_passages(as_editor: Client, tip: Tip, page: Page) -> None:
    choose(as_editor, f"page-{page.pk}", 4, 5, 6)
    assert passages(tip, page) == ["Jamais sur l’écran.", "Changez-le.", "Gardez-le."]


def test_an_older_version_is_stored_as_the_one_that_was_chosen(as_editor: Client, tip: Tip, page: Page) -> None:
    choose(as_editor, f"page-{page.pk}", 2, version="1")
    assert tip.sources.get(page=page).version == 1


def test_words_of_a_comment_and_a_question_are_sources_too(as_editor: Client, tip: Tip, editor: User) -> None:
    comment = create_comment(body="Je raccroche. Puis je rappelle.", author=create_user(username="zoe"))
    asked = create_question(text="Faut-il rappeler ?", by=editor)
    choose(as_editor, f"comment-{comment.pk}", 2)
    choose(as_editor, f"question-{asked.pk}")
    assert tip.sources.get(comment=comment).passage == "Puis je rappelle."
    assert tip.sources.get(question=asked).passage == "Faut-il rappeler ?"


@pytest.mark.once
def test_one_that_is_known_adds_none_and_keeps_the_ticks(as_editor: Client, tip: Tip, page: Page) -> None:
    choose(as_editor, f"page-{page.pk}", 5)
    response = as_editor.post(ADD, {"of": f"page-{page.pk}", "sentence": ["2", "5"]})
    assert response.status_code == 422
    assert response.text.count(" checked") == 2
    assert passages(tip, page) == ["Changez-le."]
    assert "déjà une source" in response.text


@pytest.mark.once
@pytest.mark.parametrize("sentences", [[], ["99"], ["x"], ["-1"], ["9" * 30]])
def test_nothing_chosen_adds_nothing(as_editor: Client, tip: Tip, page: Page, sentences: list[str]) -> None:
    response = as_editor.post(ADD, {"of": f"page-{page.pk}", "sentence": sentences})
    assert response.status_code == 422
    assert tip.sources.count() == 1


@pytest.mark.once
@pytest.mark.parametrize("of", ["page-0", "page-x", "comment-999", "question-999", "tip-1", "x", "page-" + "9" * 30])
def test_a_text_that_is_not_there(as_editor: Client, tip: Tip, of: str) -> None:
    assert as_editor.get(ADD, {"of": of}).status_code == 404
    assert as_editor.post(ADD, {"of": of, "sentence": "1"}).status_code == 404


@pytest.mark.parametrize("version", ["0", "3", "x", "9" * 30])
def test_a_version_that_is_not_there(as_editor: Client, tip: Tip, page: Page, version: str) -> None:
    assert as_editor.get(ADD, {"of": f"page-{page.pk}", "version": version}).status_code == 404


@pytest.mark.once
def test_a_hidden_page_is_no_source(as_editor: Client, tip: Tip, page: Page, editor: User) -> None:
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    assert choose(as_editor, f"page-{page.pk}", 2) == 422
    assert tip.sources.count() == 1


def test_what_somebody_withdrew_cannot_be_chosen(as_editor: Client, tip: Tip) -> None:
    author = create_user(username="zoe")
    comment = create_comment(author=author)
    comment.withdraw(by=author)
    assert as_editor.get(ADD, {"of": f"comment-{comment.pk}"}).status_code == 404


def test_it_costs_the_same_however_long_the_text(
    as_editor: Client, tip: Tip, editor: User, django_assert_num_queries
) -> None:
    for title, sentences in (("Courte", 2), ("Longue", 80)):
        body = " ".join(f"La phrase {number} est là." for number in range(sentences))
        page = create_page(title=title, body=body)
        with django_assert_num_queries(5):
            as_editor.get(ADD, {"of": f"page-{page.pk}"})


@pytest.mark.once
def test_a_source_is_taken_away_but_not_the_last(as_editor: Client, tip: Tip, page: Page) -> None:
    choose(as_editor, f"page-{page.pk}", 2)
    first, second = tip.sources.all()
    remove = "/curation/tips/6/sources/remove/"
    as_editor.post(remove, {"source": first.pk})
    assert list(tip.sources.all()) == [second]
    response = as_editor.post(remove, {"source": second.pk}, follow=True)
    assert "ajoutez-en d’abord un autre" in response.text
    assert list(tip.sources.all()) == [second]


@pytest.mark.once
@pytest.mark.parametrize("source", ["", "x", "0", "9" * 30])
def test_a_source_of_no_tip_or_of_another_is_not_taken_away(
    as_editor: Client, tip: Tip, editor: User, source: str
) -> None:
    other = create_tip(number=7, by=editor)
    for pk in (source, other.sources.get().pk):
        assert as_editor.post("/curation/tips/6/sources/remove/", {"source": pk}).status_code == 404
    assert other.sources.count() == 1
