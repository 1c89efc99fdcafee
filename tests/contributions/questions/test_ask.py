"""Asking: in one line, once a form, by whoever may."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from contributions.models import Comment, Question
from contributions.questions.errors import NotAsked, NotYours
from tests.contributions.questions.conftest import FACEBOOK, Ask
from themes.models import Theme


def test_a_question_is_one_line_and_counts_whoever_asks_it(ask: Ask, colleague: User) -> None:
    question = ask("  Dois-je \n devenir ami\tavec mon fils ? ")
    question.refresh_from_db()
    assert question.text == "Dois-je devenir ami avec mon fils ?"
    assert (question.asked_by, question.asked_count, question.answer_count) == (colleague, 1, 0)
    assert list(Question.objects.unanswered()) == [question]


@pytest.mark.once
@pytest.mark.parametrize("text", ["", "  \n ", "???", "x" * 301, "🙂"])
def test_what_is_no_line_of_words_is_refused_beside_its_field(text: str, ask: Ask) -> None:
    with pytest.raises(NotAsked) as refused:
        ask(text)
    assert "text" in refused.value.message_dict


def test_one_form_asks_one_question(ask: Ask) -> None:
    token = uuid4()
    assert ask(token=token) == ask(token=token)
    assert Question.objects.count() == 1


@pytest.mark.parametrize("origin", ["customers", "audit", "agency"])
def test_what_others_asked_only_editors_enter_and_nobody_is_named(origin: str, ask: Ask, editor: User) -> None:
    with pytest.raises(ValidationError):
        ask(origin=origin)
    question = ask(origin=origin, by=editor)
    assert (question.asked_by, question.entered_by, question.asked_count) == (None, editor, 1)


def test_anybody_brings_a_question_back_from_a_session(ask: Ask, colleague: User) -> None:
    assert ask(origin="session").asked_by == colleague


def test_an_origin_that_nobody_knows_is_refused(ask: Ask, editor: User) -> None:
    with pytest.raises(ValidationError):
        ask(origin="nowhere", by=editor)


def test_a_comment_becomes_one_question_of_its_author(
    theme: Theme, colleague: User, contributor: User, editor: User
) -> None:
    comment = Comment.objects.write(theme=theme, author=colleague, body=FACEBOOK)
    with pytest.raises(NotYours):
        Question.objects.ask(text=FACEBOOK, theme=theme, by=contributor, comment=comment)
    question = Question.objects.ask(text=FACEBOOK, theme=theme, by=editor, comment=comment)
    assert question.asked_by == colleague
    assert Question.objects.ask(text="Autre", theme=theme, by=colleague, comment=comment) == question
