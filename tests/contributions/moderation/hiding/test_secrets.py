"""Words that leaked: found in every version, and hidden together."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import LogEntry, Page
from contributions.moderation.hiding import find, hide_every
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "hunter2-Xyzzy"
ADDRESS = "/curation/secrets/"


@pytest.fixture
def page(contributor: User) -> Page:
    page = factories.create_page(author=contributor, body=f"Le code {SECRET}.")
    factories.edit_page(page, f"Le code {SECRET} encore.", author=contributor)
    factories.edit_page(page, "Le code a changé.", author=contributor, summary=f"retire {SECRET}")
    factories.edit_page(page, "Le code a changé hier.", author=contributor)
    return page


def test_every_version_is_found_in_texts_and_summaries(page: Page) -> None:
    (found,) = find(SECRET)
    assert (found.text, found.versions, found.in_summaries, found.in_present) == (page, (1, 2, 3), True, False)


@pytest.mark.once
def test_all_are_hidden_and_a_second_look_finds_nothing(page: Page, editor: User, as_contributor: Client) -> None:
    assert hide_every(SECRET, reason="Un code", by=editor) == 3
    assert find(SECRET) == []
    assert SECRET not in as_contributor.get(page.screen_url("history")).content.decode()
    assert LogEntry.objects.count() == 3


def test_what_everybody_reads_today_is_named_and_left(page: Page, contributor: User, as_editor: Client) -> None:
    comment = factories.create_comment(body=f"Chez moi c’est {SECRET}.", author=contributor)
    factories.edit_page(page, f"De nouveau {SECRET}.", author=contributor)
    html = as_editor.post(ADDRESS, {"words": SECRET}).content.decode()
    assert page.screen_url("edit") in html
    assert f"/contributions/{comment.pk}/hide/" in html
    as_editor.post(ADDRESS, {"words": SECRET, "reason": "Un code"})
    page.refresh_from_db()
    assert SECRET in page.body
    assert page.history.filter(is_text_hidden=True).count() == 3


@pytest.mark.once
def test_the_screen_asks_finds_and_hides(page: Page, as_editor: Client) -> None:
    assert as_editor.get(ADDRESS).status_code == 200
    assert as_editor.post(ADDRESS, {"words": "x"}).status_code == 422
    found = as_editor.post(ADDRESS, {"words": SECRET})
    assert "1, 2, 3" in found.content.decode()
    assert "no-store" in found["Cache-Control"]
    assert as_editor.post(ADDRESS, {"words": SECRET, "reason": ""}).status_code == 422
    repeated = as_editor.post(ADDRESS, {"words": SECRET, "reason": f"le code {SECRET}"})
    assert repeated.status_code == 422
    assert as_editor.post(ADDRESS, {"words": SECRET, "reason": "Un code"})["Location"] == ADDRESS
    assert page.history.filter(is_text_hidden=True).count() == 3


def test_the_words_are_stored_nowhere(page: Page, as_editor: Client) -> None:
    as_editor.post(ADDRESS, {"words": SECRET, "reason": "Un code"})
    assert not LogEntry.objects.filter(reason__contains=SECRET).exists()
    assert SECRET not in str(list(LogEntry.objects.values_list("details", flat=True)))


def test_contributors_may_not(as_contributor: Client) -> None:
    assert as_contributor.get(ADDRESS).status_code == 403
