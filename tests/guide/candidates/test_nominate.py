"""Proposing a page for the guide."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from guide.models import Nomination, Tip
from tests.factories import create_page, create_themes, create_tip, edit_page

pytestmark = pytest.mark.django_db


def test_the_page_waits_with_its_version_and_the_reason(as_contributor: Client, contributor: User) -> None:
    page = create_page()
    edit_page(page, "Repris.")
    response = as_contributor.post(f"{page.get_absolute_url()}nominate/", {"reason": "Elle m’a évité le pire."})
    assert response["Location"] == page.get_absolute_url()
    nomination = Nomination.objects.get()
    assert (nomination.page, nomination.page_version, nomination.nominated_by) == (page, 2, contributor)
    assert nomination.reason == "Elle m’a évité le pire."


def test_whoever_has_proposed_a_page_is_not_deleted_with_her_reason(
    as_administrator: Client, contributor: User
) -> None:
    """How the choice was made rests on it."""
    Nomination.objects.nominate(create_page(), by=contributor, reason="Elle m’a évité le pire.")
    as_administrator.post(reverse("admin:accounts_user_delete", args=[contributor.pk]), {"post": "yes"})
    assert Nomination.objects.get().nominated_by == contributor


def test_a_reason_is_asked_for(as_contributor: Client) -> None:
    page = create_page()
    response = as_contributor.post(f"{page.get_absolute_url()}nominate/", {"reason": "  "})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert not Nomination.objects.exists()


def test_proposing_again_gives_the_newer_reason(as_contributor: Client) -> None:
    page = create_page()
    for reason in ("Un.", "Deux."):
        as_contributor.post(f"{page.get_absolute_url()}nominate/", {"reason": reason})
    assert Nomination.objects.get().reason == "Deux."
    assert "Deux." in as_contributor.get(f"{page.get_absolute_url()}nominate/").text


def test_it_says_when_the_page_is_in_the_guide_already(as_editor: Client, editor: User) -> None:
    page = create_page()
    create_tip(number=6, page=page, by=editor)
    assert "déjà dans le guide\u00a0: conseil 6" in as_editor.get(f"{page.get_absolute_url()}nominate/").text


def test_a_hidden_page_is_not_proposed_by_contributors(as_contributor: Client, editor: User) -> None:
    page = create_page()
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    assert as_contributor.post(f"{page.get_absolute_url()}nominate/", {"reason": "Si."}).status_code == 404
    assert not Nomination.objects.exists()


def test_an_old_address_leads_on(as_contributor: Client, editor: User) -> None:
    page = create_page()
    old = page.get_absolute_url()
    page.move(title="Un autre titre", theme=page.theme, author=editor)
    assert as_contributor.get(f"{old}nominate/")["Location"] == f"{page.get_absolute_url()}nominate/"


@pytest.mark.once
def test_a_passage_is_proposed_in_its_own_words(as_contributor: Client, as_editor: Client) -> None:
    page = create_page(body="Raccrochez. Puis rappelez **par l’annuaire**. Toujours.")
    address = f"{page.get_absolute_url()}nominate/"
    assert "Puis rappelez par l’annuaire." in as_contributor.get(address, {"exact": "rappelez"}).text
    as_contributor.post(address, {"exact": "rappelez", "reason": "Le bon geste."})
    nomination = Nomination.objects.get()
    assert nomination.passage and nomination.passage.exact == "Puis rappelez par l’annuaire."
    assert "Puis rappelez par l’annuaire." in as_editor.get("/curation/places/").text


@pytest.mark.once
def test_a_page_and_its_passages_are_proposed_apart(as_contributor: Client) -> None:
    page = create_page(body="Raccrochez. Puis rappelez.")
    for exact in ("", "Raccrochez", "rappelez", "rappelez"):
        as_contributor.post(f"{page.get_absolute_url()}nominate/", {"exact": exact, "reason": "Oui."})
    assert Nomination.objects.count() == 3


def test_a_passage_that_has_gone_is_not_proposed(as_contributor: Client) -> None:
    page = create_page(body="Raccrochez.")
    response = as_contributor.post(f"{page.get_absolute_url()}nominate/", {"exact": "absent", "reason": "Oui."})
    assert response.status_code == 422
    assert "ne sont plus dans la page" in response.text
    assert not Nomination.objects.exists()


def test_a_tip_can_begin_with_the_passage_that_was_proposed(as_contributor: Client, as_editor: Client) -> None:
    create_themes()
    page = create_page(body="Raccrochez. Puis rappelez **par l’annuaire**. Toujours.")
    as_contributor.post(f"{page.get_absolute_url()}nominate/", {"exact": "rappelez", "reason": "Le bon geste."})
    passage = Nomination.objects.get().passage
    assert passage
    form = as_editor.get(f"{page.get_absolute_url()}promote/", {"passage": passage.pk}).context["form"]
    assert form.initial["body"] == "Puis rappelez **par l’annuaire**."
    sent = {"number": 6, "title": "Rappelez", "body": "Rappelez.", "page_version": 1, "passage": passage.pk}
    as_editor.post(f"{page.get_absolute_url()}promote/", sent | {"seen": 0})
    assert Tip.objects.get().sources.get().passage == "Puis rappelez **par l’annuaire**."
