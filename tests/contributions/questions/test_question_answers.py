"""Pages answer a question: said by anybody, taken back, never a hidden page; and people have the same question."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from contributions.models import Page, Question, QuestionAnswer, SameQuestion
from contributions.questions.answer_flags import put_answers
from contributions.questions.errors import NotYours, OwnQuestion, QuestionHidden
from tests import factories
from tests.contributions.questions.conftest import Ask


def counts(question: Question) -> tuple[int, int]:
    question.refresh_from_db()
    return question.asked_count, question.answer_count


def test_a_page_answers_once_however_often_it_is_said(ask: Ask, page: Page, contributor: User, editor: User) -> None:
    question = ask()
    for person in (contributor, contributor, editor):
        question.answer_with(page, by=person)
    assert counts(question) == (1, 1)
    assert QuestionAnswer.objects.get().by == contributor
    assert not Question.objects.unanswered().exists()


@pytest.mark.once
def test_several_pages_answer(ask: Ask, page: Page, contributor: User) -> None:
    question = ask()
    question.answer_with(page, by=contributor)
    question.answer_with(factories.create_page(title="Une autre"), by=contributor)
    assert counts(question) == (1, 2)


@pytest.mark.once
def test_who_said_it_and_editors_take_it_back(
    ask: Ask, page: Page, contributor: User, colleague: User, editor: User
) -> None:
    question = ask()
    question.answer_with(page, by=contributor)
    with pytest.raises(NotYours):
        question.take_back_answer(page, by=colleague)
    question.take_back_answer(page, by=contributor)
    assert counts(question) == (1, 0)
    question.answer_with(page, by=contributor)
    question.take_back_answer(page, by=editor)
    question.take_back_answer(page, by=editor)
    assert counts(question) == (1, 0)


@pytest.mark.usefixtures("awake")
def test_a_hidden_page_answers_nothing_until_it_is_shown_again(
    ask: Ask, page: Page, contributor: User, editor: User, django_capture_on_commit_callbacks
) -> None:
    question = ask()
    question.answer_with(page, by=contributor)
    with django_capture_on_commit_callbacks(execute=True):
        page.hide(reason="doublon", by=editor)
    assert counts(question) == (1, 0)
    put_answers([question], contributor)
    assert question.shown_answers == []
    put_answers([question], editor)
    assert question.shown_answers == [page]
    with pytest.raises(ValidationError):
        ask("Encore une autre ?").answer_with(page, by=contributor)
    with django_capture_on_commit_callbacks(execute=True):
        page.show(by=editor)
    assert counts(question) == (1, 1)


def test_a_hidden_question_takes_no_answer(ask: Ask, page: Page, contributor: User, editor: User) -> None:
    question = ask()
    question.hide(reason="injure", by=editor)
    with pytest.raises(QuestionHidden):
        question.answer_with(page, by=contributor)
    with pytest.raises(QuestionHidden):
        question.also_ask(by=contributor)


def test_a_person_has_the_same_question_once_and_takes_it_back(ask: Ask, contributor: User, colleague: User) -> None:
    question = ask()
    for _ in range(2):
        question.also_ask(by=contributor)
    assert counts(question) == (2, 0)
    with pytest.raises(OwnQuestion):
        question.also_ask(by=colleague)
    for _ in range(2):
        question.no_longer_ask(by=contributor)
    assert counts(question) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_and_answer_at_once_are_all_counted(transactional_db: None) -> None:
    theme = factories.create_theme()
    asker = factories.create_user(username="lucie")
    question = Question.objects.ask(text="Que faire d’un appel masqué ?", theme=theme, by=asker)
    pages = [factories.create_page(title=f"Page {number}") for number in range(2)]
    people = [factories.create_user(username=f"personne{number}") for number in range(8)]

    def press(place: int) -> None:
        try:
            question.also_ask(by=people[place % len(people)])
            question.answer_with(pages[place % 2], by=people[place % len(people)])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(16)))
    assert SameQuestion.objects.count() == len(people)
    assert counts(question) == (len(people) + 1, 2)
