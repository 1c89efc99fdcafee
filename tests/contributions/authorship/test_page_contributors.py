"""Who wrote a page, how much of it is left, and where it stands."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Attribution, User
from contributions.models import Authorship, Page
from contributions.moderation.merging.merge import merge_pages
from tests import factories


@pytest.fixture
def author(db: None) -> User:
    return factories.create_user(username="lucie")


@pytest.fixture
def page(author: User, contributor: User) -> Page:
    page = factories.create_page(author=author, body="Je raccroche. Je rappelle.")
    factories.edit_page(
        page, "Je raccroche. Je rappelle.\n\nJe **note** le [numéro](https://example.org/).", author=contributor
    )
    return page


def text_of(client: Client, page: Page, query: str = "") -> str:
    response = client.get(page.screen_url("contributors") + query)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2]


def test_shares_are_shown_in_words_and_as_a_bar(page: Page, as_contributor: Client) -> None:
    text = text_of(as_contributor, page)
    assert '<a href="/contributors/lucie/">Lucie L.</a>' in text
    assert '<progress max="11" value="7" aria-hidden="true">64</progress>' in text
    assert "4 mots" in text
    assert "style=" not in text


def test_one_person_s_passages_are_shown_with_the_version_of_each(page: Page, as_contributor: Client) -> None:
    text = text_of(as_contributor, page, "?person=martine")
    assert "<mark>Je</mark> <strong><mark>note</mark></strong> <mark>le</mark>" in text
    assert "<mark>Je raccroche" not in text
    assert page.changes_url(1, 2).replace("&", "&amp;") in text
    revision = page.revision(2)
    assert text.count(f'href="#brought--{revision.history_id}"') == 1
    assert text.count(f'id="brought--{revision.history_id}"') == 1


@pytest.mark.once
@pytest.mark.parametrize("query", ["?person=personne", "?person=laurent", "?person=%00", "?person="])
def test_somebody_who_wrote_nothing_here_chooses_nothing(
    query: str, page: Page, editor: User, as_contributor: Client
) -> None:
    text = text_of(as_contributor, page, query)
    assert "<mark>" not in text
    assert "Lucie L." in text


def test_whoever_wrote_and_has_nothing_left_is_named_all_the_same(
    page: Page, editor: User, as_contributor: Client
) -> None:
    factories.edit_page(page, "Tout est neuf ici, sans rien devoir.", author=editor)
    text = text_of(as_contributor, page)
    assert "il n’en reste rien" in text
    assert text.index("Laurent C.") < text.index("il n’en reste rien") < text.index("Lucie L.")


@pytest.mark.once
def test_an_anonymous_colleague_is_chosen_by_her_alias_alone(page: Page, author: User, as_editor: Client) -> None:
    author.choose_attribution(Attribution.ANONYMOUS)
    assert "<mark>" not in text_of(as_editor, page, "?person=lucie")
    text = text_of(as_editor, page, f"?person={author.alias}")
    assert "<mark>Je raccroche." in text
    assert "Lucie" not in text
    assert "lucie" not in text


def test_a_colleague_who_is_gone_is_counted(as_contributor: Client) -> None:
    page = factories.create_page(author=None)
    assert "Un ancien collègue" in text_of(as_contributor, page)
    assert "<mark>" in text_of(as_contributor, page, "?person=-")


@pytest.mark.once
def test_a_hidden_page_is_for_editors(page: Page, editor: User, as_contributor: Client, as_editor: Client) -> None:
    page.hide(reason="un nom", by=editor)
    assert as_contributor.get(page.screen_url("contributors")).status_code == 404
    assert as_editor.get(page.screen_url("contributors")).status_code == 200


def test_where_the_worker_is_far_behind_it_says_so_and_shows_no_other_text(
    page: Page, as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_of(as_contributor, page)
    factories.edit_page(page, "Un secret canari, puis autre chose.", author=page.revision(1).author)
    monkeypatch.setattr("contributions.authorship.follow_revisions", lambda *args, **options: False)
    text = text_of(as_contributor, page, "?person=martine")
    assert "Compté jusqu’à la version 2" in text
    assert "<mark>" not in text
    Authorship.objects.all().delete()
    assert "Le compte est en cours" in text_of(as_contributor, page)


@pytest.mark.once
def test_words_from_a_page_that_the_reader_may_not_see_lead_nowhere(
    page: Page, author: User, editor: User, as_contributor: Client
) -> None:
    other = factories.create_page(title="Page cachée", author=author, body="Une phrase venue d’ailleurs.")
    merge_pages(other, page, by=editor, body=f"{page.body}\n\n{other.body}")
    assert "Page cachée" in text_of(as_contributor, page, "?person=lucie")
    Page.objects.filter(pk=other.pk).update(is_hidden=True)
    text = text_of(as_contributor, page, "?person=lucie")
    assert "Page cachée" not in text
    assert "d’une autre page" in text


def test_it_costs_the_same_however_many_wrote(page: Page, as_contributor: Client) -> None:
    def grow() -> None:
        for _number in range(4):
            person = factories.create_user(username=f"personne{User.objects.count()}")
            factories.edit_page(page, f"{page.body}\n\nUne phrase de {person.pk}.", author=person)

    def count() -> int:
        caches["template_fragments"].clear()
        with CaptureQueriesContext(connection) as queries:
            text_of(as_contributor, page, "?person=lucie")
        return len(queries)

    grow()
    text_of(as_contributor, page)
    few = count()
    grow()
    text_of(as_contributor, page)
    assert count() == few <= 8
