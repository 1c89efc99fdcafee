"""The button that thanks: in the history, beside a comparison, in the menu of a contribution."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page, Thanks
from tests import factories

pytestmark = pytest.mark.once

HTMX = {"HX-Request": "true"}


@pytest.fixture
def author(db: None) -> User:
    return factories.create_user(username="lucie")


@pytest.fixture
def page(author: User) -> Page:
    page = factories.create_page(author=author)
    factories.edit_page(page, "Raccrochez.", author=author)
    return page


@pytest.fixture
def comment(page: Page, author: User) -> Comment:
    return factories.create_comment(page=page, author=author)


def test_one_press_thanks_and_leads_back_to_the_row(page: Page, as_contributor: Client) -> None:
    history = page.screen_url("history")
    response = as_contributor.post(page.screen_url("thank"), {"version": 2, "thanks": 1, "back": history})
    assert response.headers["Location"] == f"{history}#version-2"
    assert Thanks.objects.get().version == 2
    html = as_contributor.get(history).content.decode()
    assert 'form="thank-not" name="version" value="2" aria-pressed="true"' in html
    assert 'form="thank" name="version" value="1" aria-pressed="false"' in html


def test_another_press_takes_it_back(page: Page, as_contributor: Client) -> None:
    for thanks in (1, 0):
        as_contributor.post(page.screen_url("thank"), {"version": 2, "thanks": thanks})
    assert not Thanks.objects.exists()


def test_nobody_is_offered_to_thank_herself(page: Page, author: User, comment: Comment, sign_in) -> None:
    client = sign_in(author)
    for address in (page.screen_url("history"), page.changes_url(1, 2), comment.get_absolute_url()):
        html = client.get(address).content.decode()
        assert 'aria-pressed="false">' not in html or "thank-" not in html
    client.post(page.screen_url("thank"), {"version": 2})
    assert not Thanks.objects.exists()


def test_a_comparison_of_one_step_offers_it(page: Page, as_contributor: Client) -> None:
    factories.edit_page(page, "Raccrochez vite.", author=page.revision(1).author)
    assert 'id="thank-version-2-button"' in as_contributor.get(page.changes_url(1, 2)).content.decode()
    assert "thank-version" not in as_contributor.get(page.changes_url(1, 3)).content.decode()


def test_a_comment_is_thanked_for_in_place(comment: Comment, as_contributor: Client) -> None:
    assert f'id="thank-comment-{comment.pk}"' in as_contributor.get(comment.get_absolute_url()).content.decode()
    response = as_contributor.post(f"/contributions/{comment.pk}/thank/", {"thanks": 1, "shape": "menu"}, headers=HTMX)
    html = response.content.decode()
    assert 'aria-pressed="true"' in html
    assert "<html" not in html
    assert response.headers["Cache-Control"] == "private, no-store"
    assert Thanks.objects.get().comment == comment


def test_a_refusal_is_worded(comment: Comment, author: User, sign_in) -> None:
    response = sign_in(author).post(f"/contributions/{comment.pk}/thank/", {"thanks": 1}, follow=True)
    assert "Vous avez fait cela vous-même" in response.content.decode()


def test_a_version_that_does_not_exist_is_not_found(page: Page, as_contributor: Client) -> None:
    for version in ("9", "", "x", "0"):
        assert as_contributor.post(page.screen_url("thank"), {"version": version}).status_code == 404


def test_it_leads_nowhere_but_back_into_this_site(page: Page, as_contributor: Client) -> None:
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        response = as_contributor.post(page.screen_url("thank"), {"version": 2, "back": back})
        assert response.headers["Location"].startswith("/wiki/"), back


def test_the_history_of_a_tip_thanks_nobody(page: Page, as_editor: Client) -> None:
    tip = factories.create_tip(page=page)
    assert 'form="thank"' not in as_editor.get(tip.screen_url("history")).content.decode()


def test_the_button_is_read_as_one_sentence(author: User, as_contributor: Client) -> None:
    page = factories.create_page(author=author)
    history = " ".join(re.sub("<[^>]+>", "", as_contributor.get(page.screen_url("history")).text).split())
    assert f"Dire merci à {author.public_name}, version 1" in history
