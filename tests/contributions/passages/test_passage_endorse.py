"""Agreeing with a passage."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Endorsement, Page, Passage
from tests import factories

pytestmark = pytest.mark.django_db

LIVE = {"HX-Request": "true"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body="Raccrochez. Puis rappelez par l’annuaire.")


def agree(page: Page) -> str:
    return page.screen_url("passages/endorse")


@pytest.mark.once
def test_agreeing_leads_back_to_the_passage_and_says_with_how_many(as_contributor: Client, page: Page) -> None:
    passage = Passage.objects.at(page, exact="rappelez")
    for number in range(2):
        Endorsement.objects.endorse(passage, by=factories.create_user(username=f"collegue{number}"))
    response = as_contributor.post(agree(page), {"exact": "Puis rappelez"}, follow=True)
    assert response.redirect_chain[0][0] == f"{page.get_absolute_url()}#passage-{passage.pk}"
    assert "Vous et 2 collègues" in response.text


def test_it_can_be_taken_back_by_the_number_of_the_passage(as_contributor: Client, page: Page) -> None:
    as_contributor.post(agree(page), {"exact": "rappelez"})
    passage = Passage.objects.get()
    as_contributor.post(agree(page), {"passage": passage.pk, "useful": "0"})
    assert not Endorsement.objects.exists()
    assert "passage-" not in as_contributor.get(page.get_absolute_url()).text.partition("passages-told")[0][-2000:]


def test_in_place_the_margin_comes_back(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(agree(page), {"exact": "rappelez"}, headers=LIVE)
    assert 'aria-pressed="true"' in response.text
    assert "Vous êtes d’accord avec ce passage." in response.text


def test_the_only_author_of_a_page_is_told_why_not(as_contributor: Client, contributor: User) -> None:
    own = factories.create_page(title="La mienne", body="Raccrochez.", author=contributor)
    response = as_contributor.post(agree(own), {"exact": "Raccrochez"}, headers=LIVE)
    assert response.status_code == 422
    assert "C’est vous qui l’avez écrit" in response.text
    assert "C’est vous qui l’avez écrit" in as_contributor.post(agree(own), {"exact": "Raccrochez"}, follow=True).text
    assert not Endorsement.objects.exists()


@pytest.mark.once
def test_words_that_are_not_there_are_refused(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(agree(page), {"exact": "absent"}, headers=LIVE)
    assert (response.status_code, Passage.objects.count()) == (422, 0)


def test_a_passage_of_another_page_is_not_meant(as_contributor: Client, page: Page) -> None:
    other = factories.create_page(title="Une autre", body="Un autre texte.")
    passage = Passage.objects.at(other, exact="Un autre")
    as_contributor.post(agree(page), {"passage": passage.pk})
    assert not Endorsement.objects.exists()


@pytest.mark.once
def test_a_hidden_page_is_not_answered(as_contributor: Client, page: Page, editor: User) -> None:
    page.hide(reason="Doublon", by=editor)
    assert as_contributor.post(agree(page), {"exact": "rappelez"}).status_code == 404


@pytest.mark.once
def test_a_changed_sentence_takes_no_more_agreement_but_keeps_what_it_had(
    as_contributor: Client, page: Page, contributor: User
) -> None:
    as_contributor.post(agree(page), {"exact": "rappelez"})
    factories.edit_page(page, "Raccrochez. Puis ne rappelez pas par l’annuaire.")
    shown = as_contributor.get(page.get_absolute_url()).text
    assert "Ce passage a changé depuis" in shown
    assert "Puis rappelez par l’annuaire." in shown


def test_from_the_question_it_says_so_in_place(as_contributor: Client, page: Page) -> None:
    passage = Passage.objects.at(page, exact="rappelez")
    form = {"passage": passage.pk, "from": "theme"}
    assert "Lire la page" in as_contributor.post(agree(page), form, headers=LIVE).text
    assert as_contributor.post(agree(page), form)["Location"] == page.theme.get_absolute_url()
