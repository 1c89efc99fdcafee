"""The button “Useful”, of pages and of contributions."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Endorsement, Page
from tests import factories

pytestmark = pytest.mark.django_db

LIVE = {"HX-Request": "true"}


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page()


@pytest.fixture
def comment(page: Page) -> Comment:
    return Comment.objects.write(
        theme=page.theme, page=page, author=factories.create_user(username="lucie"), body="J’ai raccroché."
    )


def test_pressing_counts_and_pressing_again_takes_back(as_contributor: Client, page: Page, comment: Comment) -> None:
    for what, back in ((page, page.get_absolute_url()), (comment, comment.place_url)):
        address = what.screen_url("endorse")
        assert as_contributor.post(address, {"useful": "1"})["Location"] == back
        assert Endorsement.objects.of(what).count() == 1
        as_contributor.post(address, {"useful": "0"})
        assert Endorsement.objects.of(what).count() == 0


def test_a_double_press_counts_once(as_contributor: Client, page: Page) -> None:
    for _ in range(2):
        as_contributor.post(page.screen_url("endorse"), {"useful": "1"})
    assert Endorsement.objects.count() == 1


def test_in_place_the_button_comes_back_pressed(as_contributor: Client, page: Page, comment: Comment) -> None:
    for what in (page, comment):
        response = as_contributor.post(what.screen_url("endorse"), {"useful": "1"}, headers=LIVE)
        assert 'aria-pressed="true"' in response.text
        assert '<span class="n">1</span>' in response.text
        assert "no-store" in response["Cache-Control"]


@pytest.mark.once
def test_an_author_reads_how_many_and_has_no_button(as_contributor: Client, contributor: User, editor: User) -> None:
    own = factories.create_page(title="La mienne", author=contributor)
    Endorsement.objects.endorse(own, by=editor)
    shown = as_contributor.get(own.get_absolute_url()).text
    assert "utile à 1 collègue" in shown
    assert f"{own.get_absolute_url()}endorse/" not in shown
    response = as_contributor.post(own.screen_url("endorse"), {"useful": "1"}, follow=True)
    assert "C’est vous qui l’avez écrit" in response.text


def test_it_is_only_posted(as_contributor: Client, page: Page) -> None:
    assert as_contributor.get(page.screen_url("endorse")).status_code == 405


def test_what_was_withdrawn_cannot_be_found_useful(as_contributor: Client, comment: Comment) -> None:
    comment.withdraw(by=comment.author)
    assert as_contributor.post(comment.screen_url("endorse"), {"useful": "1"}).status_code == 404
