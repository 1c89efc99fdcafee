"""One tip, read with what it rests on; its history, older texts, comparisons, reverting and undoing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import Attribution, User
from guide.models import Tip
from tests.factories import create_page, create_tip, create_user, edit_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_it_shows_the_text_the_sentence_and_the_passages_with_a_way_to_each(
    as_editor: Client, editor: User, contributor: User
) -> None:
    page = create_page(author=contributor)
    tip = create_tip(number=6, by=editor, page=page)
    edit_page(page, "Repris.")
    other = create_page(title="Une autre", body="Une phrase juste.")
    tip.sources.add_passage(other.revision(1), passage="Une phrase juste.", by=editor)
    tip.quote_person(text="J’ai raccroché.", person=contributor, by=editor)
    text = as_editor.get("/curation/tips/6/").text
    for shown in ("J’ai raccroché.", "Martine L.", "Une phrase juste.", tip.body_html, "la page en est à la 2"):
        assert shown in text
    assert f'href="{page.get_absolute_url()}revisions/1/"' in text
    assert f'href="{other.get_absolute_url()}revisions/1/"' in text


def test_a_passage_is_read_without_its_markup(as_editor: Client, editor: User) -> None:
    page = create_page(body="Il *se présente* : **ne dites rien** à [[Personne|quiconque]].")
    create_tip(number=6, by=editor, page=page, body="Ne dites rien.")
    assert "<p>Il se présente : ne dites rien à quiconque.</p>" in as_editor.get("/curation/tips/6/").text


def test_a_person_who_stays_anonymous_is_not_named(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    tip.quote_person(text="Dit.", person=create_user(username="zoe", attribution=Attribution.ANONYMOUS), by=editor)
    text = as_editor.get("/curation/tips/6/").text
    assert "Zoe" not in text
    assert "Dit." in text


@pytest.mark.parametrize("key", ["7", "0", "999", "1000", "id-999", "id-", "x", "²", "9" * 5000])
def test_a_tip_that_is_not_there(as_editor: Client, editor: User, key: str) -> None:
    create_tip(number=6, by=editor)
    assert as_editor.get(f"/curation/tips/{key}/").status_code == 404


def test_it_costs_the_same_however_many_sources(
    as_editor: Client, editor: User, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    tip = create_tip(number=6, by=editor)

    def add(first: int) -> None:
        for number in range(first, first + 4):
            page = create_page(title=f"Page {number}", author=create_user(username=f"p{number}"))
            tip.sources.add_passage(page.revision(1), passage="Il se présente", by=editor)

    add(1)
    with django_assert_max_num_queries(22) as first:
        as_editor.get("/curation/tips/6/")
    add(5)
    with django_assert_num_queries(len(first.captured_queries)):
        as_editor.get("/curation/tips/6/")


def test_its_history_holds_every_version_with_its_author_and_summary(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor)
    tip.revise(
        title=tip.title, body="Repris.", author=create_user(username="karim"), base_version=1, summary="plus court"
    )
    text = as_editor.get("/curation/tips/6/history/").text
    for shown in ("Version 1", "Version 2", "Laurent C.", "Karim L.", "plus court"):
        assert shown in text


def test_an_older_version_is_read_as_it_stood_with_its_sentence(
    as_editor: Client, editor: User, contributor: User
) -> None:
    tip = create_tip(number=6, by=editor, body="Avant.")
    tip.quote_person(text="Dit alors.", person=contributor, by=editor)
    tip.revise(title=tip.title, body="Après.", author=editor, base_version=2, quote="", quoted_person=None)
    text = as_editor.get("/curation/tips/6/revisions/2/").text
    assert "<p>Avant.</p>" in text
    assert "Dit alors." in text
    assert "Après." not in text
    assert as_editor.get("/curation/tips/6/revisions/99/").status_code == 404
    assert as_editor.get(f"/curation/tips/6/revisions/{'9' * 30}/").status_code == 404


def test_a_comparison_shows_words_place_and_sentence(as_editor: Client, editor: User, contributor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Un mot.")
    tip.revise(title=tip.title, body="Un autre mot.", author=editor, base_version=1)
    tip.move_to(7, by=editor)
    tip.quote_person(text="Dit.", person=contributor, by=editor)
    text = as_editor.get("/curation/tips/7/diff/?older=1&newer=4").text
    for shown in ("<ins>autre", "<del>6</del> <ins>7</ins>", "<ins>Dit.</ins>"):
        assert shown in text
    assert as_editor.get("/curation/tips/7/diff/?older=1&newer=99").status_code == 404


def test_reverting_asks_first_and_adds_a_version(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Avant.")
    tip.revise(title=tip.title, body="Après.", author=editor, base_version=1)
    address = f"/curation/tips/id-{tip.pk}/revert/"
    assert as_editor.get(f"{address}?version=1").status_code == 200
    response = as_editor.post(address, {"version": "1", "summary": "trop court"})
    assert response["Location"] == "/curation/tips/6/"
    tip.refresh_from_db()
    assert (tip.version, tip.body, tip.revision(3).summary) == (3, "Avant.", "trop court")


@pytest.mark.parametrize("version", ["", "0", "99", "x", "9" * 30])
@pytest.mark.parametrize("act", ["revert", "undo"])
def test_a_version_that_does_not_exist_restores_nothing(
    as_editor: Client, editor: User, act: str, version: str
) -> None:
    create_tip(number=6, by=editor)
    assert as_editor.post(f"/curation/tips/6/{act}/", {"version": version}).status_code == 404
    assert Tip.objects.get().version == 1


def test_undoing_what_later_edits_touch_shows_both_texts_and_a_proposal(as_editor: Client, editor: User) -> None:
    tip = create_tip(number=6, by=editor, body="Une phrase.")
    tip.revise(title=tip.title, body="Une phrase reprise.", author=editor, base_version=1)
    tip.revise(title=tip.title, body="Une phrase reprise encore.", author=editor, base_version=2)
    response = as_editor.post("/curation/tips/6/undo/", {"version": "2"})
    assert response.status_code == 409
    action = re.search(r'action="(/curation/tips/[^"]+/edit/)"', response.text)[1]
    saved = as_editor.post(action, {"title": tip.title, "body": "Une phrase encore.", "base_version": "3"})
    assert saved.status_code == 302
    tip.refresh_from_db()
    assert (tip.version, tip.body) == (4, "Une phrase encore.")


def test_the_first_version_cannot_be_undone(as_editor: Client, editor: User) -> None:
    create_tip(number=6, by=editor)
    response = as_editor.post("/curation/tips/6/undo/", {"version": "1"})
    assert response.status_code == 422
    assert Tip.objects.get().version == 1
