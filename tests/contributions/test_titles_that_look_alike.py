"""A title that a reader would take for another page's is asked about once, wherever a page gets its title."""

from __future__ import annotations

import pytest
from django.test import Client

from contributions.models import Page
from tests import factories
from tests.sending import loaded

OTHER = "-Le m\u043et de passe-"  # a Cyrillic o between hyphens


@pytest.fixture
def page(contributor) -> Page:
    return factories.create_page(title="Le mot de passe", author=contributor)


def asks(client: Client, address: str, fields: dict[str, str], page: Page) -> dict[str, str]:
    """The form that comes back, with its question; what is sent to answer it."""
    response = client.post(address, fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert "ressemble à celui-ci" in html and f'href="{page.get_absolute_url()}"' in html
    assert f'name="keeps_title" value="{OTHER}"' in html
    return fields | {"keeps_title": OTHER}


def test_a_new_page_asks_first_and_keeps_what_was_typed(page, as_contributor) -> None:
    address = f"/wiki/{page.theme.slug}/new/"
    fields = {"title": OTHER, "body": "Une phrase à garder."}
    assert "Une phrase à garder." in as_contributor.post(address, fields).content.decode()
    again = asks(as_contributor, address, fields, page)
    assert Page.objects.count() == 1
    assert as_contributor.post(address, again).status_code == 302
    assert Page.objects.filter(title=OTHER).exists()


def test_the_answer_is_good_for_the_title_that_was_asked_about(page, as_contributor) -> None:
    fields = {"title": "Le mot de passe !", "body": "Un mot.", "keeps_title": OTHER}
    assert as_contributor.post(f"/wiki/{page.theme.slug}/new/", fields).status_code == 422


def test_an_edited_title_and_a_move_ask_first(page, as_contributor, contributor) -> None:
    moved = factories.create_page(title="Autre", author=contributor)
    edit = {"title": OTHER, "body": moved.body, "base_version": "1"}
    asks(as_contributor, moved.screen_url("edit"), edit, page)
    fields = {"title": OTHER, "theme": str(moved.theme.pk)}
    fields["loaded"] = loaded(as_contributor, moved.screen_url("move"), fields)["loaded"][0]
    again = asks(as_contributor, moved.screen_url("move"), fields, page)
    assert as_contributor.post(moved.screen_url("move"), again).status_code == 302
    moved.refresh_from_db()
    assert moved.title == OTHER


def test_a_page_opened_with_a_comment_asks_first(page, as_contributor, contributor) -> None:
    comment = factories.create_comment(author=contributor, theme=page.theme)
    again = asks(as_contributor, f"{comment.get_absolute_url()}take-up/", {"title": OTHER}, page)
    assert as_contributor.post(f"{comment.get_absolute_url()}take-up/", again).status_code == 302


def test_a_page_that_keeps_its_title_is_asked_nothing(page, as_contributor, contributor) -> None:
    other = Page.objects.write(theme=page.theme, title=OTHER, body="Un mot.", author=contributor)
    fields = {"title": OTHER, "body": "Un autre mot.", "base_version": "1"}
    assert as_contributor.post(other.screen_url("edit"), fields).status_code == 302


def test_a_hidden_page_is_not_given_away(page, as_contributor, editor) -> None:
    page.hide(reason="Un nom.", by=editor)
    fields = {"title": OTHER, "body": "Un mot."}
    assert as_contributor.post(f"/wiki/{page.theme.slug}/new/", fields).status_code == 302
