"""A page takes a place of the guide."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page
from guide.models import Nomination, Tip
from tests.factories import create_page, create_themes, create_tip, create_user, edit_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BODY = "Il se présente bien.\n\n## Ensuite\n\nIl insiste."


def address(page: Page) -> str:
    return f"{page.get_absolute_url()}promote/"


def sent(**changes: Any) -> dict[str, Any]:
    return {"number": "7", "title": "Raccrochez", "body": "Puis rappelez.", "page_version": "1", "seen": "0"} | changes


def checked(html: str) -> list[str]:
    return re.findall(r'name="number" value="(\d+)"[^>]* checked', html)


@pytest.fixture
def page(db: None) -> Page:
    create_themes()
    return create_page(body=BODY)


def test_it_offers_the_page_s_title_and_opening_and_the_first_free_place_of_its_theme(
    as_editor: Client, editor: User, page: Page
) -> None:
    create_tip(number=6, by=editor)
    text = as_editor.get(address(page)).text
    assert f"{page.title}</textarea>" in text
    assert "Il se présente bien.</textarea>" in text
    assert "<p>Il se présente bien.</p>" in text
    assert checked(text) == ["7"]
    assert text.index('name="number" value="6"') < text.index('name="number" value="1"')
    assert re.search(r'value="6"[^>]* disabled', text)


def test_the_first_source_is_read_in_words_with_the_names_of_today(as_editor: Client, db: None) -> None:
    create_themes()
    create_user(username="marie", first_name="Marie", last_name="Durand")
    page = create_page(body="Merci à @marie, qui m'a **tout** appris.")
    source = as_editor.get(address(page)).text.partition('class="passage"')[2].partition("</blockquote>")[0]
    assert "Merci à @Marie D., qui m’a tout appris." in source


def test_a_page_of_headings_alone_can_be_promoted(as_editor: Client, db: None) -> None:
    create_themes()
    page = create_page(body="## Raccrocher\n\n## Rappeler")
    assert "## Rappeler</textarea>" in as_editor.get(address(page)).text
    assert as_editor.post(address(page), sent()).status_code == 302
    assert Tip.objects.get().sources.count() == 1


def test_a_passage_that_has_gone_is_told_above_the_form(
    as_editor: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guide.views.candidates.boards._words_proposed", lambda *_page: "Rien de tel.")
    refused = as_editor.post(address(page), sent(passage="1"))
    assert refused.status_code == 422
    assert "Ce passage ne se trouve pas dans la version 1 de la page." in refused.text


def test_a_place_that_was_aimed_at_is_chosen(as_editor: Client, page: Page) -> None:
    assert checked(as_editor.get(address(page) + "?place=9").text) == ["9"]
    assert checked(as_editor.get(address(page) + "?place=99").text) == ["6"]


def test_the_reasons_of_those_who_proposed_it_are_shown(as_editor: Client, contributor: User, page: Page) -> None:
    Nomination.objects.nominate(page, by=contributor, reason="Elle sauve une heure.")
    assert "Elle sauve une heure." in as_editor.get(address(page)).text


def test_it_becomes_a_tip_at_the_version_that_was_read(as_editor: Client, editor: User, page: Page) -> None:
    edit_page(page, "Tout autre chose.")
    response = as_editor.post(address(page), sent())
    tip = Tip.objects.get()
    assert response["Location"] == "/curation/tips/7/"
    assert (tip.number, tip.title, tip.body) == (7, "Raccrochez", "Puis rappelez.")
    assert (tip.sources.get().version, tip.sources.get().passage) == (1, "Il se présente bien.")
    assert tip.revision(1).author == editor


def test_who_comes_second_keeps_what_was_typed_and_chooses_another_place(
    as_editor: Client, editor: User, page: Page
) -> None:
    create_tip(number=7, by=editor, title="Arrivé avant")
    response = as_editor.post(address(page), sent(title="Le mien", body="Mon texte."))
    assert response.status_code == 409
    for shown in ("Laurent C.", "Arrivé avant", "Rien n’est perdu", "Le mien</textarea>", "Mon texte.</textarea>"):
        assert shown in response.text
    assert checked(response.text) == []
    assert re.search(r'value="7"[^>]* disabled', response.text)
    assert Tip.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "id_title"),
        ({"title": "x" * 151}, "id_title"),
        ({"body": ""}, "id_body"),
        ({"number": ""}, "id_number"),
        ({"number": "21"}, "id_number"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    as_editor: Client, page: Page, changes: dict[str, str], field: str
) -> None:
    response = as_editor.post(address(page), sent(**changes))
    assert response.status_code == 422
    assert f'id="{field}_error"' in response.text
    assert not Tip.objects.exists()


@pytest.mark.parametrize("version", ["99", "0", "-1", "x", "9" * 30])
def test_a_version_that_does_not_exist_promotes_nothing(as_editor: Client, page: Page, version: str) -> None:
    response = as_editor.post(address(page), sent(page_version=version))
    assert response.status_code == 422
    assert "Puis rappelez.</textarea>" in response.text
    assert not Tip.objects.exists()


def test_a_page_hidden_meanwhile_gives_the_text_back(as_editor: Client, editor: User, page: Page) -> None:
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    response = as_editor.post(address(page), sent())
    assert response.status_code == 422
    assert "Puis rappelez.</textarea>" in response.text
    assert not Tip.objects.exists()


def test_a_page_that_has_a_tip_says_so_and_offers_to_be_a_source_of_another(
    as_editor: Client, editor: User, page: Page
) -> None:
    create_tip(number=6, by=editor, page=page)
    other = create_tip(number=11, by=editor)
    text = as_editor.get(address(page)).text
    assert "déjà dans le guide\u00a0: conseil 6" in text
    link = re.search(rf'href="(/curation/tips/id-{other.pk}/sources/add/\?of=page-{page.pk})"', text)[1]
    assert page.title in as_editor.get(link).text


def test_a_preview_saves_nothing(as_editor: Client, page: Page) -> None:
    response = as_editor.post(address(page), sent(body="Un *mot*.", preview="1"))
    assert "<em>mot</em>" in response.text
    assert "Un *mot*.</textarea>" in response.text
    assert not Tip.objects.exists()


def test_signs_that_cannot_be_stored_are_dropped(as_editor: Client, page: Page) -> None:
    as_editor.post(address(page), sent(title="Rac\0crochez", body="Puis\u202e rappelez.\0"))
    tip = Tip.objects.get()
    assert (tip.title, tip.body) == ("Raccrochez", "Puis rappelez.")


def test_contributors_do_not_promote(as_contributor: Client, page: Page) -> None:
    assert as_contributor.post(address(page), sent()).status_code == 403
    assert not Tip.objects.exists()
