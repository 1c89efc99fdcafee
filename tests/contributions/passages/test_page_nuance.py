"""Nuancing a passage: the screen that works without scripts, and the small form of the margin."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page, Passage
from drafts.models import Draft
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIVE = {"HX-Request": "true"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body="Raccrochez. Puis rappelez par l’annuaire.\n\n" + "Une autre phrase. " * 70)


def nuance(page: Page) -> str:
    return page.screen_url("nuance")


def test_without_words_the_sentences_of_the_page_are_listed(as_contributor: Client, page: Page) -> None:
    text = as_contributor.get(nuance(page)).text
    assert 'value="Puis rappelez par l’annuaire."' in text
    assert text.count('type="radio"') == 60
    assert as_contributor.get(nuance(page), {"page": 2}).text.count('type="radio"') == 12


def test_words_lead_to_the_form_with_their_whole_sentence(as_contributor: Client, page: Page) -> None:
    response = as_contributor.get(nuance(page), {"exact": "rappelez"})
    assert 'name="exact" value="Puis rappelez par l’annuaire."' in response.text
    assert not Passage.objects.exists()


def test_words_that_are_not_there_lead_to_the_list_and_say_why(as_contributor: Client, page: Page) -> None:
    response = as_contributor.get(nuance(page), {"exact": "absent"})
    assert "ne sont plus dans la page" in response.text
    assert 'type="radio"' in response.text


def test_a_nuance_stands_under_the_page_about_its_passage(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    response = as_contributor.post(nuance(page), {"exact": "rappelez", "body": "Pas le soir."})
    comment = Comment.objects.get()
    assert response["Location"] == f"{page.get_absolute_url()}?sent={comment.pk}#comment-{comment.pk}"
    assert (comment.kind, comment.author, comment.page) == ("nuance", contributor, page)
    assert comment.passage and comment.passage.exact == "Puis rappelez par l’annuaire."
    shown = as_contributor.get(page.get_absolute_url()).text
    assert f'id="passage-{comment.passage.pk}"' in shown


def test_sent_twice_it_is_said_once(as_contributor: Client, page: Page) -> None:
    form = {"exact": "rappelez", "body": "Pas le soir.", "token": "6f1b6c9e-53b5-4b53-9d6b-2a0f6f7f0c11"}
    for _ in range(2):
        as_contributor.post(nuance(page), form)
    assert Comment.objects.count() == 1


def test_an_empty_nuance_is_asked_for_again(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(nuance(page), {"exact": "rappelez", "body": " "})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text


def test_where_the_sentence_was_changed_meanwhile_the_text_is_given_back(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, "Un tout autre texte.")
    response = as_contributor.post(nuance(page), {"exact": "Puis rappelez par l’annuaire.", "body": "Pas le soir."})
    assert response.status_code == 422
    assert "Pas le soir." in response.text
    assert "ne sont plus dans la page" in response.text
    assert not Comment.objects.exists()


def test_a_page_hidden_meanwhile_gives_the_text_back_and_says_nothing_of_its_own(
    as_contributor: Client, page: Page, editor: User
) -> None:
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    response = as_contributor.post(nuance(page), {"exact": "annuaire", "body": "Pas le soir."})
    assert response.status_code == 422
    assert "Pas le soir." in response.text
    assert "Puis rappelez" not in response.text
    assert as_contributor.get(nuance(page)).status_code == 404


def test_when_writing_is_closed_the_form_says_so(as_contributor: Client, page: Page) -> None:
    factories.close_writing()
    assert 'name="body"' not in as_contributor.get(nuance(page), {"exact": "rappelez"}).text
    response = as_contributor.post(nuance(page), {"exact": "rappelez", "body": "Pas le soir."})
    assert response.status_code == 422
    assert "Pas le soir." in response.text


def test_in_place_the_margin_comes_back_with_the_nuance(as_contributor: Client, page: Page) -> None:
    form = as_contributor.get(nuance(page), {"exact": "rappelez"}, headers=LIVE)
    assert form.text.lstrip().startswith("<form")
    response = as_contributor.post(nuance(page), {"exact": "rappelez", "body": "Pas le soir."}, headers=LIVE)
    assert '<aside class="margin"' in response.text
    assert "C’est dit." in response.text
    assert "HX-Request" in response["Vary"]
    assert "no-store" in response["Cache-Control"]


def test_what_was_begun_waits_for_the_passage_however_it_was_chosen(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    first = as_contributor.get(nuance(page), {"exact": "rappelez"})
    key = first.context["chosen"].draft_key
    factories.store_draft(contributor, key=key, body="Pas le soir.")
    assert "Pas le soir." in as_contributor.get(nuance(page), {"exact": "par l’annuaire"}).text
    assert "Pas le soir." not in as_contributor.get(nuance(page), {"exact": "Raccrochez"}).text
    assert Draft.objects.count() == 1


def test_a_withdrawn_nuance_leaves_the_margin(as_contributor: Client, contributor: User, page: Page) -> None:
    as_contributor.post(nuance(page), {"exact": "rappelez", "body": "Pas le soir."})
    Comment.objects.get().withdraw(by=contributor)
    assert 'id="passage-' not in as_contributor.get(page.get_absolute_url()).text


def test_the_nuance_of_a_passage_that_has_gone_stands_in_the_talk_with_its_words(
    as_contributor: Client, page: Page
) -> None:
    as_contributor.post(nuance(page), {"exact": "rappelez", "body": "Pas le soir."})
    factories.edit_page(page, "Un tout autre texte.")
    shown = as_contributor.get(page.get_absolute_url()).text
    assert 'id="passage-' not in shown
    assert "Ce passage n’est plus dans la page" in shown
    assert "Puis rappelez par l’annuaire." in shown
