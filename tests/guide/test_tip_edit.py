"""Editing a tip."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Tip
from tests.factories import create_page, create_tip, create_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EDIT = "/curation/tips/6/edit/"


@pytest.fixture
def tip(editor: User, contributor: User) -> Tip:
    page = create_page(author=contributor)
    return create_tip(number=6, by=editor, page=page, title="Raccrochez", body="Une phrase.\n\nUne autre.")


def sent(**changes: Any) -> dict[str, Any]:
    values = {"title": "Raccrochez", "body": "Une phrase.\n\nUne autre.", "summary": "", "base_version": "1"}
    return values | {"quote": "", "quoted_person": ""} | changes


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden"(?: form="writing")? name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_title_text_and_sentence_are_saved_with_what_was_changed(
    as_editor: Client, tip: Tip, contributor: User
) -> None:
    changes = {"body": "Un *mot*.", "summary": "plus court", "quote": "Dit.", "quoted_person": contributor.pk}
    response = as_editor.post(EDIT, sent(title="Raccrochez vite", **changes))
    assert response["Location"] == "/curation/tips/6/"
    tip.refresh_from_db()
    assert (tip.title, tip.quote, tip.quoted_person) == ("Raccrochez vite", "Dit.", contributor)
    assert "<em>mot</em>" in tip.body_html
    assert tip.revision(2).summary == "plus court"


def test_only_those_who_wrote_its_pages_can_be_quoted(as_editor: Client, tip: Tip) -> None:
    stranger = create_user(username="ines")
    page = as_editor.get(EDIT).text
    assert "Martine L." in page
    assert "Ines" not in page
    response = as_editor.post(EDIT, sent(quote="Dit.", quoted_person=stranger.pk))
    assert response.status_code == 422
    tip.refresh_from_db()
    assert tip.version == 1


def test_a_sentence_without_its_colleague_is_refused_beside_the_field(as_editor: Client, tip: Tip) -> None:
    response = as_editor.post(EDIT, sent(body="Repris.", quote="Dit."))
    assert response.status_code == 422
    assert 'id="id_quoted_person_error"' in response.text
    assert "Repris.</textarea>" in response.text
    tip.refresh_from_db()
    assert tip.version == 1


@pytest.mark.parametrize(("changes", "field"), [({"title": " "}, "title"), ({"body": "\n"}, "body")])
def test_what_is_missing_is_said_beside_its_field(
    as_editor: Client, tip: Tip, changes: dict[str, str], field: str
) -> None:
    response = as_editor.post(EDIT, sent(**changes))
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text


def test_edits_of_different_passages_are_merged(as_editor: Client, tip: Tip) -> None:
    karim = create_user(username="karim")
    tip.revise(title=tip.title, body="Une phrase.\n\nUne autre, reprise.", author=karim, base_version=1)
    as_editor.post(EDIT, sent(body="Une phrase, reprise.\n\nUne autre."))
    tip.refresh_from_db()
    assert tip.body == "Une phrase, reprise.\n\nUne autre, reprise."


def test_a_conflict_shows_both_texts_and_carries_the_sentence_along(
    as_editor: Client, tip: Tip, contributor: User
) -> None:
    karim = create_user(username="karim")
    tip.revise(title=tip.title, body="Une phrase de lui.\n\nUne autre.", author=karim, base_version=1)
    mine = sent(body="Une phrase à moi.\n\nUne autre.", quote="Dit.", quoted_person=contributor.pk)
    response = as_editor.post(EDIT, mine)
    assert response.status_code == 409
    assert "Karim L." in response.text
    carried = hidden(response.text)
    assert (carried["quote"], carried["quoted_person"]) == ("Dit.", str(contributor.pk))
    chosen = as_editor.post(EDIT, mine | carried | {"choose": "0:mine", "choice": "both", "body": "Tout."})
    assert chosen.status_code == 200
    assert hidden(chosen.text)["quote"] == "Dit."
    as_editor.post(EDIT, carried | {"body": "Une phrase à nous.\n\nUne autre."} | {"title": "Raccrochez"})
    tip.refresh_from_db()
    assert (tip.body, tip.quote) == ("Une phrase à nous.\n\nUne autre.", "Dit.")


@pytest.mark.parametrize("version", ["99", "0", "x", ""])
def test_a_version_from_the_future_saves_nothing_and_keeps_the_text(as_editor: Client, tip: Tip, version: str) -> None:
    response = as_editor.post(EDIT, sent(body="Repris.", base_version=version))
    assert response.status_code == 422
    assert "Repris.</textarea>" in response.text
    tip.refresh_from_db()
    assert tip.version == 1


def test_the_same_edit_sent_twice_makes_one_version(as_editor: Client, tip: Tip) -> None:
    for _ in range(2):
        as_editor.post(EDIT, sent(body="Repris."))
    tip.refresh_from_db()
    assert tip.version == 2


def test_an_edit_reaches_the_tip_that_it_began_with_wherever_it_stands_by_now(
    as_editor: Client, tip: Tip, editor: User
) -> None:
    other = create_tip(number=7, by=editor, title="Un autre conseil")
    address = tip.screen_url("edit")
    assert f'href="{address}"' in as_editor.get("/curation/tips/6/").text
    tip.move_to(7, by=editor)
    as_editor.post(address, sent(body="Repris."))
    tip.refresh_from_db()
    other.refresh_from_db()
    assert (tip.number, tip.body) == (7, "Repris.")
    assert (other.number, other.title) == (6, "Un autre conseil")


def test_a_preview_shows_the_text_and_what_changes_and_saves_nothing(as_editor: Client, tip: Tip) -> None:
    fragment = as_editor.post("/curation/tips/6/preview/", sent(body="Une *phrase*.\n\nUne autre."))
    assert "<em>phrase</em>" in fragment.text
    assert "<html" not in fragment.text
    page = as_editor.post(EDIT, sent(body="Une *phrase*.", preview="1"))
    assert "<em>phrase</em>" in page.text
    assert "Une *phrase*.</textarea>" in page.text
    tip.refresh_from_db()
    assert tip.version == 1


def test_a_form_sent_twice_makes_one_revision_however_its_title_is_spaced(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    sent = {"title": "Raccrochez  puis\nrappelez", "body": "Un autre conseil.", "base_version": "1"}
    for _time in range(2):
        assert as_editor.post(tip.screen_url("edit"), sent).status_code == 302
    tip.refresh_from_db()
    assert (tip.version, tip.title) == (2, "Raccrochez puis rappelez")
