"""Questions of training sessions: asked beforehand, and followed both ways: session, question, page, tip."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.models import TrainingSession
from contributions.models import Question
from contributions.questions.errors import NotYours
from contributions.questions.room_questions import TakeOver, take_over
from tests import factories
from tests.campaign.training.made import create_session
from tests.campaign.training.rooms import open_room

pytestmark = pytest.mark.django_db
TEXT = "Peut-on copier une voix avec trente secondes de vidéo ?"


def asked(by: User, *, in_days: float, place: str = "Lille", text: str = TEXT, **fields: object) -> Question:
    session = create_session(in_days=in_days, place=place, speakers="", **fields)
    return Question.objects.ask(text=text, theme=factories.create_theme(), by=by, origin="session", session=session)


@pytest.mark.once
def test_whoever_sees_a_session_asks_a_question_for_it(as_contributor: Client, contributor: User) -> None:
    session = create_session(in_days=9)
    page = as_contributor.get(session.get_absolute_url())
    assert f"/questions/ask/?session={session.pk}" in page.text
    form = as_contributor.get(f"/questions/ask/?session={session.pk}")
    assert session.get_absolute_url() in form.text
    sent = {"text": TEXT, "theme": factories.create_theme().pk, "session": session.pk, "origin": "employee"}
    as_contributor.post("/questions/ask/", sent)
    question = Question.objects.get()
    assert (question.session, question.origin, question.asked_by) == (session, "session", contributor)
    assert TEXT in as_contributor.get(session.get_absolute_url()).text
    assert "pour la séance" in as_contributor.get(question.get_absolute_url()).text


def test_the_session_is_still_there_after_similar_questions_were_shown(
    as_contributor: Client, contributor: User, editor: User
) -> None:
    Question.objects.ask(text=TEXT, theme=factories.create_theme(), by=editor)
    session = create_session(in_days=9)
    sent = {"text": TEXT.replace("une voix", "la voix"), "theme": factories.create_theme().pk, "session": session.pk}
    answer = as_contributor.post("/questions/ask/", sent)
    assert f'name="session" value="{session.pk}"' in answer.text
    as_contributor.post("/questions/ask/", sent | {"sure": "1"})
    assert Question.objects.get(session=session).asked_by == contributor


@pytest.mark.once
def test_an_editor_gives_a_question_its_session_and_takes_it_away(as_editor: Client, contributor: User) -> None:
    session = create_session(in_days=9)
    question = Question.objects.ask(text=TEXT, theme=factories.create_theme(), by=contributor)
    path = f"{question.get_absolute_url()}edit/"

    def chosen(value: object) -> TrainingSession | None:
        sent = {"text": TEXT, "theme": question.theme_id, "origin": "employee", "session": value}
        assert (
            as_editor.post(path, sent | {"loaded": as_editor.get(path).context["form"]["loaded"].value()}).status_code
            == 302
        )
        question.refresh_from_db()
        return question.session

    assert chosen(session.pk) == session and question.origin == "session"
    assert TEXT in as_editor.get(session.get_absolute_url()).text
    assert chosen("") is None
    with pytest.raises(NotYours):
        question.put_in_session(session, by=contributor)


@pytest.mark.once
def test_a_question_of_a_room_stays_with_its_session(as_editor: Client, editor: User) -> None:
    room = open_room()
    asked = room.ask(TEXT, voter="1")
    (question,) = take_over(room.session, [TakeOver(asked.pk, factories.create_theme())], by=editor)
    assert 'name="session"' not in as_editor.get(f"{question.get_absolute_url()}edit/").text
    question.put_in_session(None, by=editor)
    assert Question.objects.get().session == room.session


@pytest.mark.once
@pytest.mark.parametrize("session", ["0", "-1", "x", "9" * 30, "999"])
def test_a_session_that_is_not_there_is_no_session(session: str, as_contributor: Client) -> None:
    assert as_contributor.get(f"/questions/ask/?session={session}").status_code == 200
    assert as_contributor.get(f"/questions/?session={session}").status_code == 200
    answer = as_contributor.post(
        "/questions/ask/", {"text": TEXT, "theme": factories.create_theme().pk, "session": session}
    )
    assert answer.status_code == 422


@pytest.mark.once
def test_it_says_where_and_when_it_was_asked(as_contributor: Client, contributor: User) -> None:
    question = asked(contributor, in_days=-40, place="<script>Lille")
    told = " ".join(as_contributor.get(question.get_absolute_url()).text.split())
    assert f'en séance : <a href="{question.session.get_absolute_url()}">&lt;script&gt;Lille, le ' in told
    Question.objects.update(asked_by=None)
    assert "posée en séance" in as_contributor.get(question.get_absolute_url()).text


@pytest.mark.once
def test_a_session_a_page_and_a_tip_lead_to_each_other(as_editor: Client, editor: User) -> None:
    question = asked(editor, in_days=-40)
    page = factories.create_page(author=editor)
    tip = factories.create_tip(number=6, page=page, by=editor)
    question.answer_with(page, by=editor)
    session = question.session.get_absolute_url()
    told = as_editor.get(session).text
    assert question.get_absolute_url() in told
    assert page.get_absolute_url() in told
    assert tip.get_absolute_url() in told
    for path in (page.get_absolute_url(), tip.get_absolute_url()):
        assert session in as_editor.get(path).text, path
        assert question.get_absolute_url() in as_editor.get(path).text, path


@pytest.mark.once
def test_a_page_says_so_no_longer_once_the_place_of_the_session_is_another(
    as_contributor: Client, editor: User
) -> None:
    question = asked(editor, in_days=20)
    page = factories.create_page(author=editor)
    question.answer_with(page, by=editor)
    Question.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert "Lille" in as_contributor.get(page.get_absolute_url()).text
    question.session.change({"place": "Arras"}, by=editor)
    told = as_contributor.get(page.get_absolute_url()).text
    assert "Arras" in told
    assert "Lille" not in told


def test_the_list_is_narrowed_by_session_with_what_was_joined(as_contributor: Client, editor: User) -> None:
    first = Question.objects.ask(text="Une tout autre question ?", theme=factories.create_theme(), by=editor)
    here = asked(editor, in_days=-3)
    asked(editor, in_days=-6, place="Rouen", text="Et au téléphone, que dire ?")
    narrowed = f"/questions/?session={here.session_id}"
    assert as_contributor.get(narrowed).context["questions"] == [here]
    here.join(first, by=editor)
    assert as_contributor.get(narrowed).context["questions"] == [first]
    here.hide(reason="Une erreur.", by=editor)
    assert as_contributor.get(narrowed).context["questions"] == []
