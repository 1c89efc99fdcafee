"""What was asked for sessions and in their rooms: taken over from one that is over, still being answered in one that is on."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from accounts.models import User
from campaign.models import QuestionRoom, TrainingSession
from contributions.models import Question
from contributions.questions.room_questions import TakeOver, take_over
from demo.session_content import SessionQuestionContent, read_session_questions
from demo.stage import Stage

BEFOREHAND = "beforehand"
ASKED = timedelta(days=56, hours=10)
INTO_THE_SESSION = timedelta(minutes=10)


def ask_in_sessions(stage: Stage) -> None:
    rooms: defaultdict[tuple[str, int], list[SessionQuestionContent]] = defaultdict(list)
    for number, told in enumerate(read_session_questions()):
        if told.state == BEFOREHAND:
            _ask_beforehand(told, number, stage)
        else:
            rooms[told.place, told.day].append(told)
    for (place, day), asked in rooms.items():
        _ask_in_room(_session(place, day, stage), asked, stage)


def _session(place: str, day: int, stage: Stage) -> TrainingSession:
    """The one of that day, or of the days after it: none but that of today is on a weekend."""
    there = TrainingSession.objects.filter(place=place, starts_at__gte=stage.at(timedelta(days=day - 1)))
    return there.earliest("starts_at")


def _ask_beforehand(told: SessionQuestionContent, number: int, stage: Stage) -> None:
    question = Question.objects.ask(
        text=told.question,
        theme=stage.themes[told.theme],
        by=stage.people[told.asked_by],
        origin="session",
        session=_session(told.place, told.day, stage),
        at=stage.at(ASKED + timedelta(minutes=17 * number)),
    )
    _answer(question, told, stage)


def _ask_in_room(session: TrainingSession, asked: list[SessionQuestionContent], stage: Stage) -> None:
    """One after the other; the room of a session that is on is moderated, what was asked in one that is over taken over."""
    room = QuestionRoom.objects.open_for(session)
    for place, told in enumerate(asked):
        if told.state == "waiting":
            room.moderate(is_moderated=True)
        at = session.starts_at + INTO_THE_SESSION + timedelta(minutes=2 * place)
        for voter in range(told.votes):
            question = room.ask(told.question, voter=f"{place} {voter}", at=at)
        if told.state == "hidden":
            room.hide(question.pk)
        elif told.state == "answered":
            room.mark_answered(question.pk, at=at + timedelta(minutes=5))
        elif told.state == "current":
            room.pin(question.pk)
    if session.is_over():
        _take_over(session, asked, stage)


def _take_over(session: TrainingSession, asked: list[SessionQuestionContent], stage: Stage) -> None:
    told = {one.question: one for one in asked if one.state != "hidden"}
    rooms = QuestionRoom.objects.get(session=session).questions.filter(text__in=told)
    wanted = [TakeOver(one.pk, stage.themes[told[one.text].theme]) for one in rooms]
    for question in take_over(session, wanted, by=stage.people["Laurent Chevalier"]):
        _answer(question, told[question.text], stage)


def _answer(question: Question, told: SessionQuestionContent, stage: Stage) -> None:
    for name in told.answered_by:
        page = stage.pages[name]
        helper = User.objects.get(pk=page.byline[0]["id"])
        question.answer_with(page, by=helper, at=max(question.created_at + timedelta(hours=20), page.created_at))
