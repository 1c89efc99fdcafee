"""The button: pressed and pressed again, with and without scripts, beside everything that can be followed."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Page, Question, Watch
from contributions.templatetags.watch_tags import SHAPES
from contributions.watches.querysets import watch_url
from tests import factories

pytestmark = pytest.mark.once

LIVE = {"HX-Request": "true"}


@pytest.fixture
def page(editor: User) -> Page:
    return factories.create_page(author=editor)


def test_the_button_says_whether_it_is_pressed(as_contributor: Client, page: Page, contributor: User) -> None:
    before = as_contributor.get(page.get_absolute_url()).content.decode()
    assert f'id="watch-page-{page.pk}-button" type="submit" aria-pressed="false"' in before
    answer = as_contributor.post(watch_url(page), {"watch": "1"}, headers=LIVE)
    assert 'aria-pressed="true"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    after = as_contributor.get(page.get_absolute_url()).content.decode()
    assert f'id="watch-page-{page.pk}-button" type="submit" aria-pressed="true"' in after
    as_contributor.post(watch_url(page), {"watch": "0"}, headers=LIVE)
    assert not Watch.objects.is_watching(page, contributor)


def test_without_scripts_one_comes_back_to_where_one_was(as_contributor: Client, page: Page) -> None:
    answer = as_contributor.post(watch_url(page), {"watch": "1"})
    assert answer.headers["Location"] == page.get_absolute_url()
    answer = as_contributor.post(watch_url(page), {"watch": "0", "shape": "list"})
    assert answer.headers["Location"] == "/watchlist/"


def test_beside_a_list_the_button_says_what_it_does(as_contributor: Client, page: Page) -> None:
    answer = as_contributor.post(watch_url(page), {"watch": "0", "shape": "list"}, headers=LIVE)
    html = answer.content.decode()
    assert "aria-pressed" not in html
    assert 'name="watch" value="1"' in html
    assert page.title in html  # for those who hear it


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("value", ["0", "1"])
def test_enter_finds_one_button_to_press(as_contributor: Client, page: Page, shape: str, value: str) -> None:
    answer = as_contributor.post(watch_url(page), {"watch": value, "shape": shape}, headers=LIVE)
    assert answer.content.decode().count("<button") == answer.content.decode().count('type="submit"') == 1


def test_a_theme_a_thread_a_question_and_a_person_have_one_too(
    as_contributor: Client, page: Page, contributor: User, editor: User
) -> None:
    comment = factories.create_comment(page=page, author=editor)
    question = Question.objects.ask(text="Faut-il répondre ?", theme=page.theme, by=editor)
    for what in (page.theme, comment, question, editor):
        answer = as_contributor.post(watch_url(what), {"watch": "1"}, headers=LIVE)
        assert 'aria-pressed="true"' in answer.content.decode()
        assert Watch.objects.is_watching(what, contributor)
    assert 'aria-pressed="true"' in as_contributor.get(page.theme.get_absolute_url()).content.decode()
    assert f"watch-comment-{comment.pk}" in as_contributor.get(page.get_absolute_url()).content.decode()


def test_oneself_is_refused_in_words(as_contributor: Client, contributor: User) -> None:
    answer = as_contributor.post(watch_url(contributor), {"watch": "1"}, headers=LIVE)
    assert 'role="alert"' in answer.content.decode()
    assert not Watch.objects.exists()


def test_what_one_may_not_read_is_not_there_to_follow(as_contributor: Client, page: Page, editor: User) -> None:
    page.hide(reason="Doublon", by=editor)
    assert as_contributor.post(watch_url(page), {"watch": "1"}).status_code == 404
    editor.is_active = False
    editor.save()
    assert as_contributor.post(watch_url(editor), {"watch": "1"}).status_code == 404


def test_an_anonymous_colleague_is_followed_by_her_alias_alone(as_contributor: Client, editor: User) -> None:
    editor.choose_attribution("anonymous")
    assert as_contributor.post(f"/contributors/{editor.username}/watch/", {"watch": "1"}).status_code == 404
    as_contributor.post(f"/contributors/{editor.alias}/watch/", {"watch": "1"})
    assert Watch.objects.get().followed == editor
