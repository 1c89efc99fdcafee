"""What was asked in a room becomes questions of the site: once, under a theme, and without a person."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from campaign.models import QuestionRoom, RoomQuestion
from contributions.models import Question
from contributions.questions.errors import NotYours
from contributions.questions.room_questions import TakeOver, take_over
from tests import factories
from tests.campaign.training.rooms import open_room, session_path

pytestmark = pytest.mark.django_db
TEXT = "Comment savoir si un message est un vrai ?"


def asked(room: QuestionRoom, text: str = TEXT, *, votes: int = 1) -> RoomQuestion:
    for number in range(votes):
        question = room.ask(text, voter=f"{number}")
    return RoomQuestion.objects.get(pk=question.pk)


@pytest.mark.once
def test_all_are_taken_over_with_one_click_and_one_theme(as_editor: Client, editor: User) -> None:
    room = open_room()
    first, second = asked(room, votes=5), asked(room, "Et au téléphone ?")
    theme, path = factories.create_theme(), session_path(room.session, "take-over")
    assert TEXT in as_editor.get(path).text
    answer = as_editor.post(path, {"theme": theme.pk, "take": [first.pk, second.pk]})
    assert answer.headers["Location"] == room.session.get_absolute_url()
    question = Question.objects.get(room_question=first)
    assert (question.session, question.origin, question.theme) == (room.session, "session", theme)
    assert (question.asked_by, question.entered_by, question.created_at) == (None, editor, first.asked_at)
    assert question.asked_count == 5
    assert Question.objects.count() == 2
    as_editor.post(path, {"theme": theme.pk, "take": [first.pk, second.pk]})
    assert Question.objects.count() == 2
    assert TEXT not in as_editor.get(path).text
    assert TEXT in as_editor.get(room.session.get_absolute_url()).text


@pytest.mark.once
def test_each_may_have_its_own_theme_and_without_one_nothing_is_taken(as_editor: Client) -> None:
    room = open_room()
    first, second = asked(room), asked(room, "Et au téléphone ?")
    other, path = factories.create_theme(number=3), session_path(room.session, "take-over")
    sent = {"theme": "", f"theme-{first.pk}": other.pk, "take": [first.pk, second.pk]}
    answer = as_editor.post(path, sent)
    assert answer.status_code == 422
    assert "Choisissez une question de la campagne" in answer.text
    assert "selected" in answer.text
    assert not Question.objects.exists()
    as_editor.post(path, sent | {"take": [first.pk]})
    assert Question.objects.get().theme == other


def test_one_joins_what_was_asked_before_with_its_votes(as_editor: Client, contributor: User) -> None:
    known = Question.objects.ask(text=f"{TEXT[:-2]} message ?", theme=factories.create_theme(), by=contributor)
    room = open_room()
    again = asked(room, votes=4)
    path = session_path(room.session, "take-over")
    assert known.get_absolute_url() in as_editor.get(path).text
    as_editor.post(path, {"theme": known.theme_id, "take": [again.pk], f"same-{again.pk}": known.pk})
    known.refresh_from_db()
    assert Question.objects.get(room_question=again).duplicate_of == known
    assert known.asked_count == 5
    assert known.get_absolute_url() in as_editor.get(room.session.get_absolute_url()).text


def test_what_was_hidden_is_not_taken_over(as_editor: Client) -> None:
    room = open_room()
    hidden = asked(room)
    room.hide(hidden.pk)
    path = session_path(room.session, "take-over")
    assert TEXT not in as_editor.get(path).text
    as_editor.post(path, {"theme": factories.create_theme().pk, "take": [hidden.pk, "x", "999"]})
    assert not Question.objects.exists()


def test_nor_is_a_question_of_another_room(editor: User) -> None:
    room, other = open_room(), open_room(speakers="")
    there = asked(other)
    assert take_over(room.session, [TakeOver(there.pk, factories.create_theme())], by=editor) == []


def test_it_is_for_organisers(contributor: User) -> None:
    with pytest.raises(NotYours):
        take_over(open_room().session, [], by=contributor)
