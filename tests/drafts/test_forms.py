"""A form that keeps what is typed: its hidden fields, the draft that is put back, and its end when the text is saved."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contributions.models import Page
from drafts.models import Draft
from guide.models import Edition
from tests import factories

pytestmark = pytest.mark.once


@pytest.fixture
def page(contributor: User) -> Page:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    return page


def hidden(answer: object) -> dict[str, str]:
    """The fields that name the draft of a form, and say what it was loaded from."""
    html = answer.content.decode()  # type: ignore[attr-defined]
    return dict(re.findall(r'<input type="hidden" name="(draft_\w+|loaded)" value="([^"]*)"', html))


def store(person: User, key: str, **fields: str) -> Draft:
    return Draft.objects.store(person, key=key, writing=uuid4(), fields=fields)


def test_each_opening_of_a_form_is_a_sitting_of_its_own(as_contributor: Client, page: Page) -> None:
    address = page.screen_url("nominate")
    first, second = (hidden(as_contributor.get(address)) for _time in range(2))
    assert first["draft_key"] == second["draft_key"] == f"page:{page.pk}:nominate"
    assert first["draft_writing"] != second["draft_writing"]
    assert (first["draft_sequence"], first["draft_url"], first["draft_label"]) == ("0", address, page.title)


def test_the_newest_waiting_draft_is_put_back(as_contributor: Client, contributor: User, page: Page) -> None:
    store(contributor, f"page:{page.pk}:nominate", reason="Une vieille raison")
    draft = store(contributor, f"page:{page.pk}:nominate", reason="Une raison")
    answer = as_contributor.get(page.screen_url("nominate"))
    assert 'value="Une raison"' in answer.content.decode()
    assert draft.told in answer.content.decode()
    assert (hidden(answer)["draft_writing"], hidden(answer)["draft_sequence"]) == (str(draft.writing), "1")


def test_the_draft_that_the_address_asks_for_is_put_back(as_contributor: Client, contributor: User, page: Page) -> None:
    older = store(contributor, f"page:{page.pk}:nominate", reason="Une vieille raison")
    store(contributor, f"page:{page.pk}:nominate", reason="Une raison")
    answer = as_contributor.get(f"{page.screen_url('nominate')}?draft={older.writing}")
    assert 'value="Une vieille raison"' in answer.content.decode()
    assert hidden(answer)["draft_url"] == page.screen_url("nominate")


def test_nobody_is_given_the_draft_of_another_person(as_editor: Client, contributor: User, page: Page) -> None:
    draft = store(contributor, f"page:{page.pk}:nominate", reason="Une raison")
    answer = as_editor.get(f"{page.screen_url('nominate')}?draft={draft.writing}")
    assert "Une raison" not in answer.content.decode()
    assert hidden(answer)["draft_writing"] != str(draft.writing)


@pytest.mark.parametrize("asked", ["", "x", "1", "é" * 36, "0c2f9f2e-0000-4000-8000-000000000000", "0" * 36])
def test_an_address_that_asks_for_no_draft_gives_the_form(asked: str, as_contributor: Client, page: Page) -> None:
    assert as_contributor.get(f"{page.screen_url('nominate')}?draft={asked}").status_code == 200


def test_a_form_that_comes_back_goes_on_with_its_sitting(as_contributor: Client, page: Page) -> None:
    fields = hidden(as_contributor.get(page.screen_url("nominate"))) | {"draft_sequence": "4"}
    answer = as_contributor.post(page.screen_url("nominate"), fields | {"reason": "x" * 400})
    assert answer.status_code == 422
    assert (hidden(answer)["draft_writing"], hidden(answer)["draft_sequence"]) == (fields["draft_writing"], "4")
    assert "data-posted" in answer.content.decode()


def forms(page: Page, editor: User) -> dict[str, tuple[str, str, dict[str, str]]]:
    """The small forms of the site: its address, the key of its draft, and what is sent."""
    tip = factories.create_tip(number=6, page=page, by=editor)
    tip.record_revision(body="Un autre conseil.", author=editor, base_version=1)
    edition = Edition.objects.in_preparation()
    places = {f"places_{row.theme.number}": str(row.count) for row in edition.places.rows}
    return {
        "move": (page.screen_url("move"), f"page:{page.pk}:move", {"title": "Un titre", "theme": str(page.theme_id)}),
        "hide": (page.screen_url("hide"), f"page:{page.pk}:hide", {"reason": "Une raison"}),
        "nominate": (page.screen_url("nominate"), f"page:{page.pk}:nominate", {"reason": "Une raison"}),
        "revert": (
            f"{page.screen_url('revert')}?version=1",
            f"page:{page.pk}:revert:1",
            {"version": "1", "summary": "mot"},
        ),
        "undo": (f"{page.screen_url('undo')}?version=2", f"page:{page.pk}:undo:2", {"version": "2", "summary": "mot"}),
        "tip revert": (
            f"{tip.screen_url('revert')}?version=1",
            f"tip:{tip.pk}:revert:1",
            {"version": "1", "summary": "mot"},
        ),
        "tip undo": (f"{tip.screen_url('undo')}?version=2", f"tip:{tip.pk}:undo:2", {"version": "2", "summary": "mot"}),
        "edition": (
            reverse("guide:edition", args=[edition.number]),
            f"edition:{edition.pk}:settings",
            places | {"title": "Un titre", "subtitle": "Un autre", "summary": "Un résumé"},
        ),
    }


NAMES = ["move", "hide", "nominate", "revert", "undo", "tip revert", "tip undo", "edition"]


@pytest.mark.parametrize("name", NAMES)
def test_every_small_form_puts_its_draft_back_and_ends_it_when_it_is_saved(
    name: str, page: Page, editor: User, as_editor: Client
) -> None:
    address, key, fields = forms(page, editor)[name]
    words = {field: value for field, value in fields.items() if field not in {"theme", "version", "page"}}
    typed = {field: f"{value} de plus" if not value.isdecimal() else value for field, value in words.items()}
    draft = store(editor, key, **typed)
    answer = as_editor.get(address)
    assert hidden(answer)["draft_writing"] == str(draft.writing)
    assert all(value in answer.content.decode() for value in typed.values())
    saved = as_editor.post(address.partition("?")[0], fields | hidden(answer))
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert (draft.fields, draft.ended_at is not None) == ({}, True)


def test_a_draft_says_when_it_was_stored(contributor: User) -> None:
    at = datetime(2026, 7, 14, 10, 42, tzinfo=ZoneInfo("Europe/Paris"))
    draft = Draft.objects.store(contributor, key="a", writing=uuid4(), fields={"body": "Un mot"}, at=at)
    assert draft.told == "Brouillon gardé le 14\u00a0juillet à 10\u00a0h\u00a042"
