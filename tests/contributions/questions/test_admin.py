"""Administrators read questions and all that hangs on them; nothing of it is written from the admin."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import User
from contributions.models import Page, QuestionAnswer, QuestionImport, QuestionWording, SameQuestion
from tests.admin_pages import assert_for_administrators_alone, assert_read_only
from tests.contributions.questions.conftest import Ask


def test_they_are_for_administrators_alone_and_read_only(
    ask: Ask,
    page: Page,
    contributor: User,
    editor: User,
    as_administrator: Client,
    as_editor: Client,
    as_contributor: Client,
) -> None:
    question = ask()
    question.answer_with(page, by=contributor)
    question.also_ask(by=contributor)
    question.reword(text="Autrement ?", theme=question.theme, origin="audit", by=editor)
    prepared = QuestionImport.objects.prepare(b"question;theme;origin\nOu ?;9;audit\n", by=editor)
    things: list[Any] = [
        question,
        QuestionAnswer.objects.get(),
        SameQuestion.objects.get(),
        QuestionWording.objects.get(),
        prepared,
    ]
    for thing in things:
        assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], thing)
        assert_read_only(as_administrator, thing)
