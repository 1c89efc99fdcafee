"""Saying something: where it stands, what it may be, and that the same form says it once."""

from __future__ import annotations

from threading import Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from campaign.calendar.rights import RightClosed
from contributions.comments.kinds import LONGEST, NotStanding
from contributions.models import Comment, Page
from contributions.pages.moderated_page import PageHidden
from tests import factories
from tests.contributions.comments.conftest import Say
from themes.models import Theme


def test_it_stands_under_its_theme_rendered_with_a_first_version(say: Say, theme: Theme, colleague: User) -> None:
    comment = say("Je raccroche.\nJe rappelle.")
    assert list(Comment.objects.for_theme(theme)) == [comment]
    assert (comment.version, comment.kind, comment.excerpt) == (1, "advice", "Je raccroche. Je rappelle.")
    assert "<br" in comment.body_html
    row = comment.revision(1)
    assert (row.author, row.act, row.body) == (colleague, "written", comment.body)


def test_it_stands_under_its_page_and_not_under_the_theme(say: Say, page: Page) -> None:
    comment = say(page=page)
    assert list(Comment.objects.about(page)) == [comment]
    assert not Comment.objects.for_theme(page.theme).exists()


def test_an_answer_stands_where_what_it_answers_stands(say: Say, page: Page) -> None:
    first = say("Pourquoi ?", page=page)
    answer = say("Parce que.", reply_to=first, theme=factories.create_theme(number=1))
    assert (answer.kind, answer.page, answer.theme) == ("answer", page, page.theme)
    assert say("Ah.", reply_to=answer).reply_to == first


def test_one_token_says_it_once(say: Say) -> None:
    token = uuid4()
    assert say(token=token) == say("Tout autre chose.", token=token)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("place", ["theme", "page", "reply_to"])
def test_what_was_said_with_a_token_is_found_wherever_it_was_even_when_nothing_may_be_said_any_more(
    say: Say, theme: Theme, page: Page, place: str
) -> None:
    where = {place: {"theme": theme, "page": page, "reply_to": say("Pourquoi ?", page=page)}[place]}
    token = uuid4()
    comment = say(token=token, **where)
    factories.close_writing()
    assert say("Tout autre chose.", token=token, **where) == comment


def test_a_token_of_somebody_else_gives_nothing_away(say: Say, contributor: User) -> None:
    token = uuid4()
    comment = say(token=token)
    assert say(token=token, author=contributor) != comment


@pytest.mark.django_db(transaction=True)
def test_one_token_sent_at_the_same_time_says_it_once(contributor: User) -> None:
    theme, token, found = factories.create_theme(), uuid4(), []

    def send() -> None:
        found.append(Comment.objects.write(theme=theme, author=contributor, body="Je raccroche.", token=token).pk)
        connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("body", ["", "  \n ", "\x00\u200b"[:1]])
def test_an_empty_text_is_refused(say: Say, body: str) -> None:
    with pytest.raises(ValidationError) as refused:
        say(body)
    assert "body" in refused.value.error_dict


def test_the_limit_is_told_with_the_length(say: Say) -> None:
    say("é" * LONGEST)
    with pytest.raises(ValidationError, match="4001"):
        say("é" * (LONGEST + 1))


def test_a_hostile_text_is_refused_in_words(say: Say) -> None:
    with pytest.raises(ValidationError):
        say("> " * 1900 + "x")


def test_outside_the_window_nothing_is_said(say: Say) -> None:
    factories.close_writing()
    with pytest.raises(RightClosed):
        say()


def test_about_a_hidden_page_nothing_is_said(say: Say, page: Page, editor: User) -> None:
    page.hide(reason="doublon", by=editor)
    with pytest.raises(PageHidden):
        say(page=page)


def test_what_is_said_about_a_hidden_page_is_not_answered(say: Say, page: Page, editor: User) -> None:
    first = say(page=page)
    page.hide(reason="Doublon", by=editor)
    with pytest.raises(PageHidden):
        say(reply_to=first)


def test_what_was_withdrawn_is_not_answered(say: Say, colleague: User) -> None:
    comment = say()
    comment.withdraw(by=colleague)
    with pytest.raises(NotStanding):
        say("Non.", reply_to=comment)


def test_an_odd_kind_is_refused(say: Say) -> None:
    with pytest.raises(ValidationError):
        say(kind="poem")


def test_the_database_holds_an_answer_to_something_it_answers(say: Say) -> None:
    comment = say()
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(kind="answer")
