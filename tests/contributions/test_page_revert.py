"""Going back to a version."""

import pytest
from django.test import Client

from accounts.models import User
from contributions.history_models import Act
from contributions.models import Page
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(db: None) -> Page:
    page = factories.create_page(body="Le premier texte.")
    factories.edit_page(page, "Le deuxième texte.")
    return page


def revert(page: Page) -> str:
    return f"{page.get_absolute_url()}revert/"


def test_it_asks_first_and_changes_nothing(as_contributor: Client, page: Page) -> None:
    html = as_contributor.get(revert(page), {"version": 1}, headers={"accept-language": "en"}).content.decode()
    assert "a version 3 is added" in html
    assert '<input type="hidden" name="version" value="1"' in html
    page.refresh_from_db()
    assert page.version == 2


def test_the_older_text_is_a_new_version(as_contributor: Client, contributor: User, page: Page) -> None:
    response = as_contributor.post(revert(page), {"version": 1, "summary": "c’était mieux"})
    assert response["Location"] == page.get_absolute_url()
    page.refresh_from_db()
    revision = page.revision(3)
    assert page.body == "Le premier texte."
    assert (revision.act, revision.about_version, revision.summary) == (Act.REVERTED, 1, "c’était mieux")
    assert revision.author == contributor


def test_sent_twice_it_adds_one_version(as_contributor: Client, page: Page) -> None:
    for _ in range(2):
        assert as_contributor.post(revert(page), {"version": 1}).status_code == 302
    page.refresh_from_db()
    assert page.version == 3


@pytest.mark.parametrize("version", ["9", "0", "x", "", "99999999999999999999"])
def test_a_version_that_does_not_exist_is_not_found(as_contributor: Client, page: Page, version: str) -> None:
    assert as_contributor.get(revert(page), {"version": version}).status_code == 404
    assert as_contributor.post(revert(page), {"version": version}).status_code == 404


def test_outside_the_window_it_says_so_and_keeps_the_summary(as_contributor: Client, page: Page) -> None:
    factories.close_writing()
    response = as_contributor.post(
        revert(page), {"version": 1, "summary": "ma raison"}, headers={"accept-language": "en"}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "Writing is closed" in html
    assert "ma raison" in html


def test_a_hidden_page_is_not_there(as_contributor: Client, editor: User, page: Page) -> None:
    page.hide(reason="doublon", by=editor)
    assert as_contributor.post(revert(page), {"version": 1}).status_code == 404
