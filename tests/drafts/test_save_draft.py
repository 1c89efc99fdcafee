"""Keeping a form over HTTP: by the page's script, and by a button where there is none."""

from __future__ import annotations

import json
from itertools import product
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from drafts.field_texts import LARGEST
from drafts.models import MOST_WAITING, Draft
from tests import factories
from tests.contracts.odd_values import ODD_VALUES

SAVE = "/drafts/save/"


def sent_by_script(body: str = "Un mot", **details: object) -> dict[str, str]:
    fields = {"draft_key": "page:12:edit", "draft_writing": str(uuid4()), "draft_sequence": "1", "draft_base": "0"}
    fields |= {"draft_hand": "one-open-form", "draft_label": "Le faux technicien", "draft_url": "/wiki/delinquants/"}
    return fields | {"fields": json.dumps({"body": body})} | {name: str(value) for name, value in details.items()}


def test_the_answer_says_when_it_was_stored_and_where(as_contributor: Client, contributor: User) -> None:
    fields = sent_by_script()
    answer = as_contributor.post(SAVE, fields).json()
    draft = Draft.objects.waiting_for(contributor).get()
    assert (draft.fields, draft.label, draft.url) == ({"body": "Un mot"}, "Le faux technicien", "/wiki/delinquants/")
    assert (answer["writing"], answer["sequence"], answer["ended"]) == (fields["draft_writing"], 1, False)
    assert answer["saved_at"] == draft.saved_at.isoformat()
    assert answer["told"] == draft.told


def test_a_session_that_expired_is_said_in_one_line(client: Client, contributor: User) -> None:
    answer = client.post(SAVE, sent_by_script())
    assert answer.status_code == 401
    assert len(answer.content) < 100
    assert not Draft.objects.exists()


def test_words_are_never_stored_under_another_persons_name(as_editor: Client, editor: User, contributor: User) -> None:
    answer = as_editor.post(SAVE, sent_by_script(draft_person=contributor.pk))
    assert (answer.status_code, answer.json()) == (409, {"person": editor.public_name})
    assert not Draft.objects.exists()
    assert as_editor.post(SAVE, sent_by_script(draft_person=editor.pk)).status_code == 200


def test_another_device_gets_a_draft_of_its_own(as_contributor: Client, contributor: User) -> None:
    fields = sent_by_script("Au bureau")
    as_contributor.post(SAVE, fields)
    other = sent_by_script("Dans le train", draft_writing=fields["draft_writing"], draft_hand="another")
    answer = as_contributor.post(SAVE, other).json()
    assert answer["writing"] != fields["draft_writing"]
    assert Draft.objects.waiting_for(contributor).count() == 2


def test_what_was_sent_is_not_stored_again(as_contributor: Client, contributor: User) -> None:
    fields = sent_by_script()
    Draft.objects.end(contributor, writing=fields["draft_writing"])  # type: ignore[arg-type]
    answer = as_contributor.post(SAVE, fields).json()
    assert (answer["ended"], answer["told"]) == (True, "")


@pytest.mark.parametrize("fields", ["", "[]", "null", "1", "{", '{"body": 1}', "[" * 100_000, '{"body": "\\ud800"}'])
def test_odd_words_are_refused_with_a_sentence(as_contributor: Client, fields: str) -> None:
    answer = as_contributor.post(SAVE, sent_by_script() | {"fields": fields})
    assert answer.status_code in {200, 422}
    assert answer.status_code == 200 or answer.json()["error"]


def test_odd_values_are_answered(as_contributor: Client) -> None:
    """Each field odd in turn, from the script and from the form without one."""
    whole = {name: quote(value) for name, value in sent_by_script(draft_person="", next="/wiki/").items()}
    for form in (whole, {name: value for name, value in whole.items() if name != "fields"} | {"body": "x"}):
        for name, (what, odd) in product(form, ODD_VALUES.items()):
            body = "&".join(f"{one}={value}" for one, value in (form | {name: odd}).items())
            for path in (SAVE, "/drafts/discard/"):
                answer = as_contributor.generic("POST", path, body, "application/x-www-form-urlencoded")
                assert answer.status_code < 500, f"{path} {name}: {what}"


def test_a_text_that_is_too_long_is_refused_with_a_sentence(as_contributor: Client) -> None:
    answer = as_contributor.post(SAVE, sent_by_script("x" * LARGEST))
    assert answer.status_code == 413
    assert answer.json()["error"]


def test_that_no_more_drafts_can_wait_is_said(as_contributor: Client, contributor: User) -> None:
    for number in range(MOST_WAITING):
        Draft.objects.store(contributor, key="page:12:edit", writing=uuid4(), fields={"body": str(number + 1)})
    answer = as_contributor.post(SAVE, sent_by_script())
    assert answer.status_code == 422
    assert str(MOST_WAITING) in answer.json()["error"]


def test_without_scripts_the_button_stores_the_form_and_leads_back_to_it(
    as_contributor: Client, contributor: User
) -> None:
    writing = str(uuid4())
    fields = {"draft_key": "page:12:edit", "draft_writing": writing, "draft_sequence": "0", "draft_url": "/wiki/?a=1"}
    answer = as_contributor.post(SAVE, fields | {"title": "Un titre", "body": "Un mot", "csrfmiddlewaretoken": "x"})
    assert answer["Location"] == f"/wiki/?a=1&draft={writing}"
    assert Draft.objects.waiting_for(contributor).get().fields == {"title": "Un titre", "body": "Un mot"}
    again = as_contributor.post(SAVE, fields | {"draft_sequence": "1", "body": "Un mot de plus"}, follow=True)
    assert Draft.objects.waiting_for(contributor).get().fields == {"body": "Un mot de plus"}
    assert "brouillon" in again.content.decode().lower()


def test_without_scripts_a_session_that_expired_carries_the_form_along(client: Client, contributor: User) -> None:
    fields = {"draft_key": "page:12:edit", "draft_writing": str(uuid4()), "draft_url": "/wiki/", "body": "Un mot"}
    answer = client.post(SAVE, fields)
    assert answer.status_code == 401
    assert "Un mot" in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", ""]
)
def test_it_never_leads_to_another_site(as_contributor: Client, target: str) -> None:
    fields = {"draft_key": "a", "draft_writing": str(uuid4()), "draft_url": target, "next": target, "body": "Un mot"}
    assert as_contributor.post(SAVE, fields)["Location"] == "/"
    assert as_contributor.post("/drafts/discard/", fields)["Location"] == "/"


def test_a_draft_is_thrown_away(as_contributor: Client, as_editor: Client, contributor: User) -> None:
    draft = Draft.objects.store(contributor, key="a", writing=uuid4(), fields={"body": "Un mot"})
    fields = {"draft_writing": str(draft.writing), "next": "/wiki/"}
    as_editor.post(reverse("drafts:discard_draft"), fields)
    assert Draft.objects.waiting_for(contributor).count() == 1
    assert as_contributor.post(reverse("drafts:discard_draft"), fields)["Location"] == "/wiki/"
    assert not Draft.objects.waiting_for(contributor).exists()


def test_administrators_have_no_list_of_drafts() -> None:
    assert not admin.site.is_registered(Draft)


def test_a_person_is_deleted_with_her_drafts(contributor: User) -> None:
    factories.create_editor()
    Draft.objects.store(contributor, key="a", writing=uuid4(), fields={"body": "Un mot"})
    contributor.delete()
    assert not Draft.objects.exists()
