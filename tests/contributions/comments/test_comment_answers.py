"""Long threads fold: the last answers are in sight, the earlier ones come some at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.comments.querysets import LEFT_OPEN, MOST_SHOWN
from contributions.models import Comment, Page
from contributions.views.comments.threads import ANSWERS_AT_ONCE
from tests.contributions.comments.conftest import Say

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true", "accept-language": "fr"}


@pytest.fixture
def opening(say: Say, page: Page) -> Comment:
    return say("Un long fil.", page=page, at=timezone.now() - timedelta(hours=2))


def answer(say: Say, opening: Comment, count: int, first: int = 0) -> None:
    begin = timezone.now() - timedelta(hours=1)
    for number in range(first, first + count):
        say(f"Réponse {number:03}.", reply_to=opening, at=begin + timedelta(seconds=number))


def words(html: str) -> list[int]:
    return [number for number in range(120) if f"Réponse {number:03}." in html]


@pytest.mark.once
def test_a_short_thread_is_in_sight_whole(as_contributor: Client, say: Say, opening: Comment, page: Page) -> None:
    answer(say, opening, MOST_SHOWN)
    assert words(as_contributor.get(page.get_absolute_url()).content.decode()) == list(range(MOST_SHOWN))


@pytest.mark.once
def test_a_long_one_shows_its_last_answers_and_how_many_came_before(
    as_contributor: Client, say: Say, opening: Comment, page: Page
) -> None:
    answer(say, opening, 12)
    for address in (page.get_absolute_url(), page.screen_url("talk")):
        html = as_contributor.get(address, headers={"accept-language": "fr"}).content.decode()
        shown = words(html)
        assert shown == list(range(12 - len(shown), 12))
        assert LEFT_OPEN <= len(shown) <= MOST_SHOWN
        assert f"{12 - len(shown)} réponses plus anciennes" in html


def test_the_earlier_ones_come_some_at_a_time(as_contributor: Client, say: Say, opening: Comment, page: Page) -> None:
    answer(say, opening, 40)
    thread = as_contributor.get(page.screen_url("talk")).context["discussion"].threads[0]
    first = 40 - len(thread.shown_answers)
    address = f"{opening.get_absolute_url()}answers/?{thread.fold_query}"
    html = as_contributor.get(address, headers=LIVE).content.decode()
    assert words(html) == list(range(first - ANSWERS_AT_ONCE, first))
    assert f"{first - ANSWERS_AT_ONCE} réponses plus anciennes" in html
    assert html.count("autofocus") == 1


@pytest.mark.once
def test_without_scripts_they_stand_on_the_screen_of_the_thread(
    as_contributor: Client, say: Say, opening: Comment, page: Page
) -> None:
    answer(say, opening, 40)
    thread = as_contributor.get(page.screen_url("talk")).context["discussion"].threads[0]
    response = as_contributor.get(f"{opening.get_absolute_url()}answers/?{thread.fold_query}", follow=True)
    first = 40 - len(thread.shown_answers)
    assert words(response.content.decode()) == list(range(first - ANSWERS_AT_ONCE, first))


@pytest.mark.once
def test_an_answer_of_long_ago_is_on_its_own_screen(as_contributor: Client, say: Say, opening: Comment) -> None:
    answer(say, opening, 40)
    old = Comment.objects.get(excerpt="Réponse 004.")
    assert words(as_contributor.get(old.get_absolute_url()).content.decode())[-1] == 4


def test_withdrawn_and_hidden_answers_are_neither_counted_nor_shown(
    as_contributor: Client, say: Say, opening: Comment, page: Page, colleague: User, editor: User
) -> None:
    answer(say, opening, 12)
    Comment.objects.get(excerpt="Réponse 001.").withdraw(by=colleague)
    Comment.objects.get(excerpt="Réponse 002.").hide(reason="Un nom", by=editor)
    html = as_contributor.get(page.screen_url("talk"), headers={"accept-language": "fr"}).content.decode()
    assert f"{10 - len(words(html))} réponses plus anciennes" in html
    shown = as_contributor.get(f"{opening.get_absolute_url()}answers/", headers=LIVE).content.decode()
    assert words(shown) == [0, *range(3, 12)]


@pytest.mark.once
def test_a_thread_costs_the_same_however_long_it_is(
    as_contributor: Client, say: Say, opening: Comment, page: Page
) -> None:
    addresses = [page.get_absolute_url(), page.screen_url("talk"), opening.get_absolute_url()]
    addresses.append(f"{opening.get_absolute_url()}answers/")

    def costs() -> list[int]:
        found = []
        for address in addresses:
            for _reading in range(2):  # from the second on, it is answered before its address is resolved
                as_contributor.get(address, headers=LIVE if "answers" in address else {})
            with CaptureQueriesContext(connection) as queries:
                as_contributor.get(address, headers=LIVE if "answers" in address else {})
            found.append(len(queries))
        return found

    answer(say, opening, 30)
    few = costs()
    answer(say, opening, 30, first=30)
    assert costs() == few


@pytest.mark.once
@pytest.mark.parametrize(
    "before", ["", "x", "2026-01-01~1~1", "9999-99-99T00:00:00+00:00~1~1", "~~", "1~1~" + "9" * 30]
)
def test_a_place_that_makes_no_sense_is_the_end(
    as_contributor: Client, say: Say, opening: Comment, before: str
) -> None:
    answer(say, opening, 2)
    response = as_contributor.get(f"{opening.get_absolute_url()}answers/", {"before": before}, headers=LIVE)
    assert words(response.content.decode()) == [0, 1]
