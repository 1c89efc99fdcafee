"""The editors' desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from guide.models import Nomination, Section
from tests.factories import create_page, create_theme, create_themes, create_tip, create_user
from tests.guide.conftest import Publish

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_it_is_for_the_editors(as_contributor: Client, client: Client) -> None:
    assert as_contributor.get("/curation/places/").status_code == 403
    assert client.get("/curation/places/")["Location"].startswith("/accounts/login/")


@pytest.mark.once
def test_every_place_leads_to_its_tip_or_when_it_is_free_to_choosing_a_page(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor, title="Raccrochez")
    page = as_editor.get("/curation/places/").text
    assert "1 sur 20" in page
    assert 'href="/curation/tips/6/"' in page
    assert 'href="/curation/places/?place=7#inbox"' in page
    assert "/curation/places/?place=6" not in page


def test_aiming_at_a_free_place_offers_the_pages_that_could_take_it(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor, page=create_page(title="Le faux technicien"))
    theirs = create_page(theme=create_theme(number=2), title="Une page libre")
    create_page(theme=create_theme(number=1), title="Une autre question")
    page = as_editor.get("/curation/places/?place=7").text
    assert f"{theirs.get_absolute_url()}promote/?place=7" in page
    assert "Une autre question" not in page
    assert "faux-technicien/promote/" not in page


@pytest.mark.once
@pytest.mark.parametrize("place", ["6", "99", "²", "-1", "x", "9" * 40])
def test_a_place_that_is_taken_or_none_aims_at_nothing(as_editor: Client, editor: User, place: str) -> None:
    create_tip(number=6, by=editor)
    response = as_editor.get("/curation/places/", {"place": place})
    assert response.status_code == 200
    assert "Une page pour la place" not in response.text


@pytest.mark.once
def test_proposed_pages_wait_with_who_when_and_why_until_they_are_in_the_guide(
    as_editor: Client, editor: User, contributor: User
) -> None:
    create_themes()
    page = create_page(title="Une page proposée")
    two_days_ago = timezone.now() - timedelta(days=2)
    Nomination.objects.nominate(page, by=contributor, reason="Elle sauve une heure.", at=two_days_ago)
    Nomination.objects.nominate(page, by=editor, reason="Claire et courte.")
    text = as_editor.get("/curation/places/").text
    for shown in ("Une page proposée", "Martine L.", "Elle sauve une heure.", "Claire et courte.", "2 jours"):
        assert shown.replace(" ", "\u00a0") in text or shown in text
    assert text.count("Une page proposée</a>") == 1
    create_tip(number=6, page=page, by=editor)
    assert "Elle sauve une heure." not in as_editor.get("/curation/places/").text


@pytest.mark.once
def test_tips_without_a_place_are_kept_in_sight(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor, title="Mis de côté")
    tip.release(by=editor)
    text = as_editor.get("/curation/places/").text
    assert f'href="/curation/tips/id-{tip.pk}/move/"' in text
    assert as_editor.get(f"/curation/tips/id-{tip.pk}/").status_code == 200


@pytest.mark.once
def test_sections_say_whether_they_are_written(as_editor: Client, editor: User) -> None:
    create_themes()
    assert as_editor.get("/curation/places/").text.count(">vide<") == 10
    Section.objects.get(kind="glossary").record_revision(body="Un mot.", author=editor, base_version=1)
    assert as_editor.get("/curation/places/").text.count(">vide<") == 9


@pytest.mark.once
def test_published_editions_show_what_became_of_their_files(
    no_pdf: None, as_editor: Client, editor: User, publish: Publish
) -> None:
    create_tip(number=6, by=editor)
    publish()
    text = as_editor.get("/curation/places/").text
    assert "1 fichier en échec" in text
    assert 'href="/curation/editions/1/"' in text
    assert "Édition 2" in text


@pytest.mark.once
def test_it_costs_the_same_whatever_waits_there(
    as_editor: Client, editor: User, publish: Publish, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    def fill(first: int) -> None:
        for number in range(first, first + 3):
            create_tip(number=number, by=editor)
            page = create_page(title=f"Proposée {number}")
            Nomination.objects.nominate(page, by=create_user(username=f"p{number}"), reason="Pour voir.")
        create_tip(number=first + 3, by=editor).release(by=editor)
        publish()

    fill(1)
    as_editor.get("/curation/places/?place=5")
    with django_assert_max_num_queries(18) as first:
        as_editor.get("/curation/places/?place=5")
    fill(6)
    with django_assert_num_queries(len(first.captured_queries)):
        as_editor.get("/curation/places/?place=5")
