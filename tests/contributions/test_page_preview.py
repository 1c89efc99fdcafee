"""A text before it is saved."""

import pytest
from django.test import Client

from contributions.models import Page
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page(body="Un texte.")


def preview(page: Page) -> str:
    return f"{page.get_absolute_url()}preview/"


def test_a_fragment_shows_the_text_and_the_changes(as_contributor: Client, page: Page) -> None:
    response = as_contributor.post(preview(page), {"body": "Un **autre** texte.", "base_version": 1}, headers=ENGLISH)
    html = response.content.decode()
    assert "<html" not in html
    assert "Nothing is saved yet." in html
    assert "<strong>autre</strong>" in html
    assert "<ins>autre</ins>" in html


def test_what_others_saved_meanwhile_is_no_change_of_mine(as_contributor: Client, page: Page) -> None:
    factories.edit_page(page, "Un texte.\n\nDe Karim.")
    html = as_contributor.post(preview(page), {"body": "Un texte.\n\nDe moi.", "base_version": 1}).content.decode()
    assert "De Karim" not in html
    assert "<ins>De moi.</ins>" in html


@pytest.mark.parametrize("version", ["", "x", "99", "-1"])
def test_a_base_version_that_makes_no_sense_is_compared_with_the_page(
    as_contributor: Client, page: Page, version: str
) -> None:
    html = as_contributor.post(preview(page), {"body": "Un autre texte.", "base_version": version}).content.decode()
    assert "<ins>autre</ins>" in html


def test_an_unchanged_text_says_so(as_contributor: Client, page: Page) -> None:
    html = as_contributor.post(
        preview(page), {"body": "Un texte.", "base_version": 1}, headers=ENGLISH
    ).content.decode()
    assert "Nothing so far." in html


@pytest.mark.parametrize("body", ["", "\0", "\u202e"])
def test_an_empty_text_is_no_error(as_contributor: Client, page: Page, body: str) -> None:
    assert as_contributor.post(preview(page), {"body": body, "base_version": 1}).status_code == 200


def test_a_text_that_cannot_be_laid_out_says_why(as_contributor: Client, page: Page) -> None:
    html = as_contributor.post(preview(page), {"body": "> " * 60 + "mot"}, headers=ENGLISH).content.decode()
    assert "nested too deeply" in html


def test_nothing_harmful_comes_through(as_contributor: Client, page: Page) -> None:
    html = as_contributor.post(
        preview(page), {"body": "<script>alert(1)</script> [x](javascript:alert(1))"}
    ).content.decode()
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_it_is_only_posted(as_contributor: Client, page: Page) -> None:
    assert as_contributor.get(preview(page)).status_code == 405


def test_nothing_of_a_hidden_page_is_shown(as_contributor: Client, editor, page: Page) -> None:
    page.hide(reason="doublon", by=editor)
    html = as_contributor.post(
        preview(page), {"body": "Autre chose.", "base_version": 1}, headers=ENGLISH
    ).content.decode()
    assert "Un" not in html.partition("Nothing is saved")[2]
    assert "perhaps it was hidden" in html
