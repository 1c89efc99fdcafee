"""A thread is settled, and opened again: by any contributor, once, and everybody sees by whom and when."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Attribution, User
from contributions import events
from contributions.models import Comment, Page
from tests.contributions.comments.conftest import Say

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true", "accept-language": "fr"}
FRENCH = {"accept-language": "fr"}


@pytest.fixture
def woken(settings) -> list[events.Event]:
    settings.ON_TEXT_CHANGED = [f"{__name__}.remember"]
    REMEMBERED.clear()
    return REMEMBERED


REMEMBERED: list[events.Event] = []


def remember(change: events.Event) -> None:
    REMEMBERED.append(change)


def test_two_people_at_once_settle_it_once(
    say: Say, contributor: User, editor: User, woken: list[events.Event]
) -> None:
    one = say("Un fil.")
    other = Comment.objects.get(pk=one.pk)
    woken.clear()
    assert (one.resolve(by=contributor), other.resolve(by=editor)) == (True, False)
    assert other.resolved_by == contributor
    assert [change.what for change in woken] == ["resolved"]
    assert (other.reopen(by=editor), one.reopen(by=contributor)) == (True, False)
    assert [change.what for change in woken] == ["resolved", "reopened"]
    assert one.resolved_at is None


def test_an_answer_is_not_settled_by_itself(say: Say, contributor: User) -> None:
    answer = say("Oui.", reply_to=say("Un fil."))
    with pytest.raises(ValidationError):
        answer.resolve(by=contributor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=answer.pk).update(resolved_at=answer.created_at, resolved_by=contributor)


def test_what_was_withdrawn_meanwhile_is_not_settled(say: Say, contributor: User, colleague: User) -> None:
    comment = say("Un fil.")
    Comment.objects.get(pk=comment.pk).withdraw(by=colleague)
    assert not comment.resolve(by=contributor)
    comment.refresh_from_db()
    assert not comment.is_settled


@pytest.mark.once
def test_it_is_folded_on_the_page_with_who_and_when(as_contributor: Client, say: Say, page: Page) -> None:
    comment = say("Un fil réglé.", page=page)
    response = as_contributor.post(f"{comment.get_absolute_url()}resolve/", headers=FRENCH, follow=True)
    assert "<b>Réglé</b> par Martine L., aujourd’hui" in response.content.decode()
    for address in (page.get_absolute_url(), page.screen_url("talk")):
        html = as_contributor.get(address, headers=FRENCH).content.decode()
        assert '<details class="settled">' in html
        assert "par Martine L." in html


@pytest.mark.once
def test_whoever_goes_by_no_name_settles_without_one(
    as_contributor: Client, say: Say, page: Page, contributor: User
) -> None:
    comment = say("Un fil réglé.", page=page)
    comment.resolve(by=contributor)
    contributor.choose_attribution(Attribution.ANONYMOUS)
    html = as_contributor.get(page.screen_url("talk"), headers=FRENCH).content.decode()
    assert "<b>Réglé</b> par un collègue anonyme" in html


def test_in_place_the_thread_comes_back_as_it_stands(as_contributor: Client, say: Say) -> None:
    comment = say("Un fil.")
    html = as_contributor.post(f"{comment.get_absolute_url()}resolve/", headers=LIVE).content.decode()
    assert f'id="comment-{comment.pk}" tabindex="-1" autofocus' in html
    assert "/reopen/" in html
    html = as_contributor.post(f"{comment.get_absolute_url()}reopen/", headers=LIVE).content.decode()
    assert '<details class="settled">' not in html
    assert "/resolve/" in html


def test_a_settled_thread_can_be_answered(as_contributor: Client, say: Say, colleague: User) -> None:
    comment = say("Un fil.")
    comment.resolve(by=colleague)
    as_contributor.post(f"{comment.get_absolute_url()}answer/", {"body": "Encore un mot."})
    comment.refresh_from_db()
    assert comment.answers.count() == 1
    assert comment.is_settled
