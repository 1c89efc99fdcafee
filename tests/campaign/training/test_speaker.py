"""The questions of a room on the wall and at the organisers' desk."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaign.models import QuestionRoom, RoomQuestion
from tests.campaign.training.made import create_session
from tests.campaign.training.rooms import open_room, session_path

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def asked(room: QuestionRoom, text: str, *, votes: int = 1) -> RoomQuestion:
    for number in range(votes):
        question = room.ask(text, voter=f"{number}")
    return RoomQuestion.objects.get(pk=question.pk)


def texts(client: Client, room: QuestionRoom) -> list[str]:
    return [one.text for one in client.get(session_path(room.session, "speaker")).context["questions"]]


def test_an_organiser_gives_a_session_a_room_once(as_editor: Client) -> None:
    session = create_session()
    desk = session_path(session, "questions")
    assert "Ouvrir une salle" in as_editor.get(desk).text
    assert as_editor.get(session_path(session, "speaker")).headers["Location"] == session_path(session, "questions")
    as_editor.post(desk, {"open": "1", "is_moderated": "1"})
    room = QuestionRoom.objects.get()
    assert room.is_moderated
    as_editor.post(desk, {"open": "1"})
    assert QuestionRoom.objects.get().code == room.code
    assert "<wbr>".join(room.wall_parts) in as_editor.get(desk).text
    as_editor.post(desk, {"moderated": "no"})
    assert not QuestionRoom.objects.get().is_moderated


def test_the_wall_has_the_most_votes_first_and_what_is_answered_last(as_editor: Client) -> None:
    room = open_room()
    few, many = asked(room, "Peu ?", votes=2), asked(room, "Beaucoup ?", votes=9)
    asked(room, "Une ?")
    assert texts(as_editor, room) == ["Beaucoup ?", "Peu ?", "Une ?"]
    as_editor.post(session_path(room.session, "speaker"), {"answered": many.pk})
    assert texts(as_editor, room) == ["Peu ?", "Une ?", "Beaucoup ?"]
    as_editor.post(session_path(room.session, "speaker"), {"unanswered": many.pk, "hide": few.pk})
    assert texts(as_editor, room) == ["Beaucoup ?", "Une ?"]


def test_one_question_is_being_answered_until_it_is_answered(as_editor: Client) -> None:
    room = open_room()
    first, second = asked(room, "Une ?"), asked(room, "Deux ?")
    wall = session_path(room.session, "speaker")
    as_editor.post(wall, {"pin": first.pk})
    as_editor.post(wall, {"pin": second.pk})
    assert as_editor.get(wall).context["current"] == second
    as_editor.post(wall, {"answered": second.pk})
    assert as_editor.get(wall).context["current"] is None
    as_editor.post(wall, {"pin": second.pk})
    second.refresh_from_db()
    assert second.answered_at is None
    as_editor.post(wall, {"hide": second.pk})
    assert as_editor.get(wall).context["current"] is None


@pytest.mark.parametrize("key", ["0", "-1", "x", "9" * 30])
def test_an_act_on_what_is_not_there_changes_nothing(key: str, as_editor: Client) -> None:
    room, other = open_room(), open_room(speakers="")
    there = asked(other, "Ailleurs ?")
    for act in ("pin", "answered", "hide", "show", "unanswered"):
        for odd in (key, str(there.pk)):
            assert as_editor.post(session_path(room.session, "speaker"), {act: odd}).status_code == 302
    there.refresh_from_db()
    assert (there.state, there.answered_at) == ("shown", None)
    assert QuestionRoom.objects.get(pk=room.pk).current is None


def test_the_wall_is_for_organisers(as_contributor: Client) -> None:
    room = open_room()
    for name in ("speaker", "speaker/list", "questions", "questions/list", "take-over"):
        assert as_contributor.get(session_path(room.session, name)).status_code == 403


def test_the_address_and_its_code_stand_on_the_wall(as_editor: Client) -> None:
    room = open_room()
    told = as_editor.get(session_path(room.session, "speaker")).text
    assert "<wbr>".join(room.wall_parts) in told
    assert "<svg viewBox" in told


def test_a_wall_that_is_up_to_date_costs_two_queries(as_editor: Client) -> None:
    room = open_room()
    asked(room, "Une ?")
    path = session_path(room.session, "speaker/list")
    tag = as_editor.get(path).headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert as_editor.get(path, headers={"if-none-match": tag}).status_code == 304
    assert len(queries) <= 2  # the session with the person, and the room
