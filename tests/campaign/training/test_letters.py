"""Letters about a seat: what each says, what calendars read of it, and that nothing is told late or twice."""

from __future__ import annotations

import email
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Rhythm, User
from campaign.models import TrainingSession
from campaign.training import letters
from campaign.training.letter_contents import remind_of_sessions
from campaign.training.letters import SessionLetter
from notifications.kinds import NotificationKind
from notifications.mail.composing import prepare_letters
from notifications.mail.delivery import send_letters
from notifications.mail.outbox import Letter
from notifications.models import Notification
from tests.campaign.training.made import create_people, create_session, own
from tests.french import faults_in, lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def people(db: None) -> list[User]:
    return create_people(3)


def delivered(*, at: datetime | None = None) -> list[EmailMessage]:
    """What goes out now, as a mail program reads it."""
    mail.outbox.clear()
    send_letters(Rhythm.AT_ONCE, at=at)
    return [email.message_from_bytes(one.message().as_bytes(), policy=default) for one in mail.outbox]


def delivered_one(**values: Any) -> EmailMessage:
    (letter,) = delivered(**values)
    return letter


def calendar_in(letter: EmailMessage) -> tuple[str, icalendar.Event]:
    """The method that the type of the part names, and the event, of the one part that calendars read."""
    (part,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    read = icalendar.Calendar.from_ical(part.get_content())
    (event,) = read.events
    assert read["method"] == part.get_param("method"), "Outlook reads the type, others the file"
    return str(part.get_param("method")), event


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_confirmation_invites_its_addressee_alone(people: list[User]) -> None:
    session = create_session()
    session.register(people[0])
    letter = delivered_one()
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    method, event = calendar_in(letter)
    assert (method, str(event["attendee"])) == ("REQUEST", f"mailto:{people[0].email}")
    assert (str(event["uid"]), event["sequence"]) == (str(session.uid), 1)
    assert (event.start, event.end) == (session.starts_at, session.ends_at)
    assert str(event["organizer"]) == "mailto:guide@guide.example"
    assert "rrule" not in event
    assert "Lille" in str(event["location"])


def test_whoever_waits_is_told_her_position_and_invited_to_nothing(people: list[User]) -> None:
    session = create_session(capacity=1)
    for person in people:
        session.register(person)
    sent = delivered()
    assert "numéro 2 sur la liste d’attente" in " ".join(text_of(sent[2]).split())
    assert [any(p.get_content_type() == "text/calendar" for p in one.walk()) for one in sent] == [True, False, False]


def test_a_seat_that_is_given_up_is_taken_out_of_one_calendar_and_put_into_another(people: list[User]) -> None:
    session = create_session(capacity=1)
    session.register(people[0])
    session.register(people[1])
    delivered()
    own(session, people[0]).cancel(by=people[0])
    left, promoted = delivered()
    assert (left["to"], promoted["to"]) == (people[0].email, people[1].email)
    method, event = calendar_in(left)
    assert (method, event["sequence"], str(event["status"])) == ("CANCEL", 2, "CANCELLED")
    assert "Vous avez dit que vous ne pouviez pas venir." in text_of(left)
    method, event = calendar_in(promoted)
    assert (method, str(event["uid"])) == ("REQUEST", str(session.uid))
    assert session.get_absolute_url() in text_of(promoted)


def test_the_number_rises_with_whatever_happens_so_that_calendars_follow(people: list[User], editor: User) -> None:
    session = create_session()
    registration = session.register(people[0])
    numbers = [calendar_in(delivered_one())[1]["sequence"]]
    session.change({"room": "Salle Faidherbe"}, by=editor)
    numbers.append(calendar_in(delivered_one())[1]["sequence"])
    registration.cancel(by=editor)
    numbers.append(calendar_in(delivered_one())[1]["sequence"])
    session.register(people[0])
    numbers.append(calendar_in(delivered_one())[1]["sequence"])
    session.cancel(reason="La salle est inondée.", by=editor)
    method, event = calendar_in(last := delivered_one())
    assert (numbers, method, event["sequence"]) == ([1, 2, 3, 4], "CANCEL", 5)
    assert "La salle est inondée." in text_of(last)


def test_a_change_that_no_calendar_shows_is_told_to_nobody(people: list[User], editor: User) -> None:
    session = create_session()
    session.register(people[0])
    delivered()
    session.change({"description": "Apportez **votre** téléphone.", "capacity": 40}, by=editor)
    assert delivered() == []
    assert "<strong>votre</strong>" in session.description_html


def test_a_letter_that_is_overtaken_before_it_goes_out_is_left_out(people: list[User], editor: User) -> None:
    session = create_session()
    session.register(people[0])
    session.change({"place": "Roubaix"}, by=editor)
    assert "Roubaix" in text_of(delivered_one())
    assert set(Letter.objects.values_list("state", flat=True)) == {"empty", "sent"}


def test_nothing_goes_out_once_the_session_has_begun(people: list[User]) -> None:
    session = create_session()
    session.register(people[0])
    assert delivered(at=session.starts_at) == []


def test_letters_speak_the_language_of_each_and_escape_what_was_typed(people: list[User]) -> None:
    people[0].speak("ja")
    session = create_session(title='<script>alert("x")</script>', online_url="https://visio.example/a?b=1&c=2")
    session.register(people[0])
    letter = delivered_one()
    html = letter.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "https://visio.example/a?b=1&c=2" in text_of(letter)
    assert str(letter["subject"])[-1] >= "\u3042" or any(sign > "\u3040" for sign in str(letter["subject"]))
    assert calendar_in(letter)[1]["summary"] == session.title


@pytest.mark.parametrize("what", list(SessionLetter))
def test_each_letter_is_written_as_french_is(people: list[User], editor: User, what: SessionLetter) -> None:
    session = create_session(title="Raccrocher, l’art et la manière")
    registration = session.register(people[0])
    if what == SessionLetter.CANCELLED:
        session.cancel(reason="La salle est inondée.", by=editor)
        registration.refresh_from_db()
    Letter.objects.all().delete()
    letters.write([registration], what, at=timezone.now())
    html = delivered_one().get_body(("html",))
    assert html is not None
    assert [fault for line in lines_of(html.get_content()) for fault in faults_in(line)] == []


def seated(people: list[User], *, begins: datetime) -> TrainingSession:
    session = create_session(at=begins, capacity=1)
    for person in people[:2]:
        session.register(person, at=begins - timedelta(days=9))
    Letter.objects.all().delete()
    return session


@pytest.mark.parametrize(
    ("before", "is_due"),
    [
        (timedelta(hours=48, seconds=1), False),
        (timedelta(hours=48), True),
        (timedelta(hours=24, seconds=1), True),
        (timedelta(hours=24), False),
        (timedelta(hours=-1), False),
    ],
)
def test_the_reminder_goes_to_those_who_have_a_seat_two_days_before(
    people: list[User], before: timedelta, is_due: bool
) -> None:
    session = seated(people, begins=timezone.now() + timedelta(days=9))
    moment = session.starts_at - before
    assert [remind_of_sessions(at=moment) for _ in range(3)] == [int(is_due), 0, 0]
    sent = delivered(at=moment)
    assert [one["to"] for one in sent] == ([people[0].email] if is_due else [])
    assert [part for one in sent for part in one.walk() if part.get_content_type() == "text/calendar"] == []


def test_a_reminder_that_could_not_go_out_in_time_does_not_come(people: list[User]) -> None:
    session = seated(people, begins=timezone.now() + timedelta(days=9))
    remind_of_sessions(at=session.starts_at - timedelta(hours=47))
    assert delivered(at=session.starts_at - timedelta(hours=23)) == []


def test_whoever_has_just_registered_or_comes_no_more_is_not_reminded(people: list[User]) -> None:
    session = seated(people, begins=timezone.now() + timedelta(days=9))
    own(session, people[0]).cancel(by=people[0], at=session.starts_at - timedelta(hours=40))
    Letter.objects.all().delete()
    assert own(session, people[1]).is_registered
    assert remind_of_sessions(at=session.starts_at - timedelta(hours=39)) == 0


def test_a_session_that_is_moved_is_reminded_of_anew(people: list[User], editor: User) -> None:
    session = seated(people, begins=timezone.now() + timedelta(days=9))
    remind_of_sessions(at=session.starts_at - timedelta(hours=47))
    later = {"starts_at": session.starts_at + timedelta(days=7), "ends_at": session.ends_at + timedelta(days=7)}
    session.change(later, by=editor)
    assert remind_of_sessions(at=session.starts_at - timedelta(hours=47)) == 1


def told_to(person: User) -> list[tuple[str, str]]:
    return [(one.kind, one.place_title) for one in Notification.objects.of(person)]


def test_the_bell_rings_for_what_somebody_did_not_do_herself_and_no_second_letter_tells_of_it(
    people: list[User], editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    title = '<script>alert("1")</script>'
    with django_capture_on_commit_callbacks(execute=True):
        session = create_session(capacity=1, title=title)
        first, _second, third = (session.register(person) for person in people)
    assert [told_to(person) for person in people] == [[], [], []]
    with django_capture_on_commit_callbacks(execute=True):
        first.cancel(by=people[0])
    assert [len(told_to(person)) for person in people] == [0, 1, 0]
    assert told_to(people[1])[0][0] == NotificationKind.SEAT_GIVEN
    with django_capture_on_commit_callbacks(execute=True):
        session.change({"room": "Salle des fêtes"}, by=editor)
        third.cancel(by=editor)
        session.cancel(reason="La salle est inondée.", by=editor)
    assert [kind for kind, _title in told_to(people[1])] == ["s_cancelled", "s_changed", "seat_given"]
    assert [kind for kind, _title in told_to(people[2])] == ["s_changed"]
    assert "<script>" not in Notification.objects.of(people[1])[0].sentence_html()
    prepare_letters(Rhythm.AT_ONCE)
    assert not Letter.objects.exclude(key__startswith="session:").exists()


def test_the_way_to_the_code_for_the_door_stands_in_letter_and_calendar(people: list[User]) -> None:
    for room, is_told in (("Salle Vauban", True), ("", False)):
        where = {"speakers": "", "room": room, "address": "", "online_url": "https://meet.example/1"}
        session = create_session(capacity=1, **where)
        first, _second = (session.register(person) for person in people[:2])
        first.cancel(by=people[0])
        letter = next(one for one in delivered() if "elle est à vous" in one["Subject"])
        assert ("montrez le code" in text_of(letter)) == is_told
        assert ("Votre code" in str(calendar_in(letter)[1]["description"])) == is_told


def test_a_letter_names_the_clock_and_says_the_hours_by_her_own_where_it_differs(people: list[User]) -> None:
    User.objects.filter(pk=people[0].pk).update(time_zone="Asia/Tokyo")
    session = create_session(at=datetime(2027, 6, 1, 14, 0, tzinfo=ZoneInfo("Europe/Paris")))
    with timezone.override("Europe/Paris"):
        for person in people[:2]:
            session.register(User.objects.get(pk=person.pk))
        abroad, at_home = (" ".join(text_of(letter).split()) for letter in delivered())
    assert "de 14 h 00 à 16 h 00 (heure de Paris)" in at_home
    assert "À votre heure" not in at_home
    assert "de 14 h 00 à 16 h 00 (heure de Paris)" in abroad
    assert "À votre heure : mardi 1er juin 2027, de 21 h 00 à 23 h 00 (heure de Tokyo)" in abroad.replace("\u00a0", " ")
