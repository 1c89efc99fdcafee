"""Administrators read pages and revisions; history is only ever added to, by the verbs of the site."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Hiding, Page, PageRevision, Redirect
from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only


@pytest.fixture
def page(contributor: User, editor: User) -> Page:
    """A page that was edited, moved and hidden."""
    page = factories.create_page(author=contributor, title="Un titre")
    factories.edit_page(page, "Un autre texte.", author=editor, summary="plus court")
    page.move(title="Un autre titre", theme=page.theme, author=editor)
    page.hide(reason="Un nom de client y figurait.", by=editor)
    return page


def test_pages_and_their_revisions_are_for_administrators_alone(
    page: Page, as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    for thing in (page, page.revision(2), Redirect.objects.get(), Hiding.objects.get()):
        others = [as_editor, as_contributor, Client()]
        assert_for_administrators_alone(as_administrator, others, thing)  # type: ignore[arg-type]


@pytest.mark.once
def test_nothing_of_the_wiki_is_written_from_the_admin(page: Page, as_administrator: Client) -> None:
    for thing in (page, page.revision(2), Redirect.objects.get(), Hiding.objects.get()):
        assert_read_only(as_administrator, thing)  # type: ignore[arg-type]


@pytest.mark.once
def test_a_page_leads_to_the_site_and_to_its_history_there(page: Page, as_administrator: Client) -> None:
    text = as_administrator.get(address(page, "change")).content.decode()
    assert f'href="{page.get_absolute_url()}"' in text
    assert "Voir sur le site" in text
    response = as_administrator.get(address(page, "history"))
    assert response.headers["Location"] == page.screen_url("history")


@pytest.mark.once
def test_the_history_of_a_page_that_does_not_exist_is_not_found(page: Page, as_administrator: Client) -> None:
    assert as_administrator.get(address(Page(pk=999), "history")).status_code == 404


def test_pages_are_found_by_title_and_filtered(page: Page, as_administrator: Client) -> None:
    factories.create_page(title="Une page visible", theme=factories.create_theme(number=1))

    def titles(query: str) -> set[str]:
        return {page.title for page in as_administrator.get(address(Page) + query).context["cl"].queryset}

    assert titles("?q=visible") == {"Une page visible"}
    assert titles("?is_hidden__exact=1") == {"Un autre titre"}
    assert titles(f"?theme__id__exact={page.theme_id}") == {"Un autre titre"}


def test_the_list_of_pages_leads_to_the_revisions_of_each(page: Page, as_administrator: Client) -> None:
    factories.create_page(title="Une autre page")
    link = f"{address(PageRevision)}?id__exact={page.pk}"
    assert f'href="{link}"' in as_administrator.get(address(Page)).content.decode()
    rows = as_administrator.get(link).context["cl"].queryset
    assert {(row.id, row.version) for row in rows} == {(page.pk, 1), (page.pk, 2), (page.pk, 3)}


def test_a_revision_shows_its_text_its_author_and_its_summary(page: Page, as_administrator: Client) -> None:
    revision = page.revision(2)
    text = as_administrator.get(address(revision, "change")).content.decode()  # type: ignore[arg-type]
    assert all(words in text for words in ("Un autre texte.", "Laurent Chevalier", "plus court"))
    assert page.screen_url("revisions/2") in text


@pytest.mark.once
def test_the_list_of_pages_does_not_cost_a_query_a_row(
    page: Page, as_administrator: Client, django_assert_max_num_queries
) -> None:
    as_administrator.get(address(Page))
    for number in range(10):
        factories.create_page(title=f"Page {number}")
    for model in (Page, PageRevision, Redirect, Hiding):
        with django_assert_max_num_queries(12):
            as_administrator.get(address(model))
