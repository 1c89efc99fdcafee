"""Seats: who gets one, who waits, and who is next when one is free."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from campaign.models import RegistrationStep, TrainingSession
from campaign.training.seats import Seats, seats_of
from tests import factories
from tests.campaign.training.made import create_people, create_session, own, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> list[User]:
    return create_people(5)


def fill(session: TrainingSession, people: list[User]) -> None:
    for person in people:
        session.register(person)


def test_the_first_have_a_seat_and_the_others_wait_in_their_order(people: list[User]) -> None:
    session = create_session(capacity=2)
    fill(session, people)
    assert [own(session, person).state for person in people] == ["registered"] * 2 + ["waiting"] * 3
    assert [own(session, person).position for person in people[2:]] == [1, 2, 3]


def test_registering_twice_changes_nothing(people: list[User]) -> None:
    session = create_session(capacity=1)
    fill(session, [*people[:2], *people[:2]])
    assert states(session) == {"personne0": "registered", "personne1": "waiting"}
    assert RegistrationStep.objects.count() == 2


def test_a_seat_that_is_given_up_goes_to_the_first_who_waits_at_once(people: list[User]) -> None:
    session = create_session(capacity=2)
    fill(session, people[:4])
    own(session, people[0]).cancel(by=people[0])
    assert own(session, people[2]).is_registered
    assert own(session, people[3]).position == 1
    acts = own(session, people[2]).steps.values_list("act", "by")
    assert list(acts) == [("promoted", None), ("waiting", people[2].pk)]


def test_whoever_comes_back_is_the_last(people: list[User]) -> None:
    session = create_session(capacity=1)
    fill(session, people[:4])
    own(session, people[1]).cancel(by=people[1])
    session.register(people[1])
    assert [own(session, person).position for person in people[1:4]] == [3, 1, 2]
    assert session.registrations.count() == 4, "one row a person"


def test_a_clock_that_goes_back_lets_nobody_in_before_the_others(people: list[User]) -> None:
    session, now = create_session(capacity=1), timezone.now()
    for person, minutes in zip(people[:4], (0, 3, -60, -90), strict=True):
        session.register(person, at=now + timedelta(minutes=minutes))
    assert [own(session, person).position for person in people[1:4]] == [1, 2, 3]
    positions = session.registrations.waiting().with_queue_position().values_list("person", "queue_position")
    assert [*positions] == [(person.pk, place) for place, person in enumerate(people[1:4], start=1)]
    own(session, people[0]).cancel(by=people[0])
    assert own(session, people[1]).is_registered


def test_somebody_who_leaves_the_waiting_list_frees_no_seat(people: list[User]) -> None:
    session = create_session(capacity=1)
    fill(session, people[:3])
    own(session, people[1]).cancel(by=people[1])
    assert [own(session, one).state for one in people[:3]] == ["registered", "cancelled", "waiting"]


def test_more_places_are_given_in_the_order_of_the_list(people: list[User], editor: User) -> None:
    session = create_session(capacity=1)
    fill(session, people)
    session.change({"capacity": 3}, by=editor)
    assert [own(session, one).state for one in people] == ["registered"] * 3 + ["waiting"] * 2


def test_fewer_places_throw_nobody_out_and_give_no_seat(people: list[User], editor: User) -> None:
    session = create_session(capacity=3)
    fill(session, people)
    session.change({"capacity": 1}, by=editor)
    assert session.registrations.registered().count() == 3
    own(session, people[0]).cancel(by=people[0])
    own(session, people[1]).cancel(by=people[1])
    assert session.registrations.registered().count() == 1
    own(session, people[2]).cancel(by=people[2])
    assert own(session, people[3]).is_registered


def test_reserved_seats_are_for_those_whom_an_organiser_adds(people: list[User], editor: User) -> None:
    session = create_session(capacity=3, reserved=1)
    fill(session, people[:3])
    assert own(session, people[2]).is_waiting
    session.register(people[3], by=editor)
    assert own(session, people[3]).is_on_reserved_seat
    own(session, people[3]).cancel(by=editor)
    assert own(session, people[2]).is_waiting, "a reserved seat goes to nobody who waits"
    session.register(people[2], by=editor)
    assert own(session, people[2]).is_on_reserved_seat, "unless an organiser gives it"


def test_reserving_fewer_seats_overbooks_nothing(people: list[User], editor: User) -> None:
    session = create_session(capacity=2, reserved=1)
    session.register(people[0], by=editor)
    fill(session, people[1:3])
    session.change({"reserved": 0}, by=editor)
    assert session.registrations.registered().count() == 2
    assert own(session, people[2]).is_waiting


@pytest.mark.parametrize(
    ("seats", "free", "reserved"),
    [
        (Seats(10, 2, 8, 0), 0, 2),
        (Seats(10, 2, 4, 1), 5, 1),
        (Seats(10, 0, 10, 3), 0, 0),
        (Seats(5, 0, 8, 0), 0, 0),
        (Seats(8, 4, 8, 0), 0, 0),
    ],
)
def test_how_many_seats_are_free(seats: Seats, free: int, reserved: int) -> None:
    assert (seats.free, seats.free_reserved) == (free, reserved)


@pytest.mark.parametrize(("seconds", "is_called"), [(-1, True), (0, False), (1, False)])
def test_nobody_is_called_in_the_last_24_hours(people: list[User], seconds: int, is_called: bool) -> None:
    session = create_session(capacity=1)
    fill(session, people[:2])
    moment = session.starts_at - timedelta(hours=24) + timedelta(seconds=seconds)
    own(session, people[0]).cancel(by=people[0], at=moment)
    assert own(session, people[1]).is_registered is is_called


def test_a_seat_that_is_free_in_the_last_hours_is_of_whoever_asks_first(people: list[User]) -> None:
    session = create_session(capacity=1)
    fill(session, people[:3])
    late = session.starts_at - timedelta(hours=3)
    own(session, people[0]).cancel(by=people[0], at=late)
    assert session.register(people[2], at=late).is_registered
    assert session.register(people[1], at=late).is_waiting
    assert not session.register(people[3], at=late).is_registered


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_it_is_open_until_it_begins(people: list[User], seconds: int, is_open: bool) -> None:
    session = create_session()
    moment = session.starts_at + timedelta(seconds=seconds)
    registration = session.register(people[0])
    for act in (
        lambda: session.register(people[1], at=moment),
        lambda: registration.cancel(by=people[0], at=moment),
    ):
        if is_open:
            act()
        else:
            with pytest.raises(ValidationError):
                act()


def test_nobody_registers_for_a_session_that_is_cancelled_or_with_a_stopped_account(
    people: list[User], editor: User
) -> None:
    session = create_session()
    people[0].stop(by=editor, reason="Elle est partie.")
    with pytest.raises(ValidationError):
        session.register(people[0])
    session.cancel(reason="La salle est inondée.", by=editor)
    with pytest.raises(ValidationError):
        session.register(people[1])
    assert not session.registrations.exists()


def test_the_row_is_locked_before_anything_is_counted(people: list[User]) -> None:
    session = create_session()
    with CaptureQueriesContext(connection) as queries:
        session.register(people[0])
    first = next(one["sql"] for one in queries if "trainingsession" in one["sql"])
    assert ("FOR UPDATE" in first) is (connection.vendor == "postgresql")


def test_the_database_holds_that_a_person_has_one_registration(people: list[User]) -> None:
    session = create_session()
    session.register(people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        session.registrations.create(person=people[0], state="waiting")


def test_names_are_shown_of_those_who_wish_it_and_have_one(people: list[User]) -> None:
    session = create_session(capacity=3)
    for person in people[:4]:
        session.register(person, shows_name=person != people[1])
    people[2].choose_attribution("anonymous")
    assert [one.person for one in session.registrations.showing_names()] == [people[0]]
    own(session, people[0]).show_name(False)
    assert not session.registrations.showing_names()


def test_counts_of_a_list_are_those_of_the_session(people: list[User], editor: User) -> None:
    session = create_session(capacity=3, reserved=1)
    session.register(people[0], by=editor)
    fill(session, people[1:4])
    listed = TrainingSession.objects.with_counts().get()
    assert seats_of(listed) == seats_of(session) == Seats(3, 1, 3, 1)
    assert listed.waiting_count == 1


def test_a_stopped_account_gives_its_seats_to_those_who_wait_and_an_erased_one_forgets(
    people: list[User], administrator: User
) -> None:
    session, past = create_session(capacity=1), create_session(in_days=-3, speakers="")
    past.register(people[0], shows_name=True, at=past.starts_at - timedelta(days=1))
    fill(session, people[:2])
    people[0].erase(by=administrator, reason="Elle le demande.")
    assert own(session, people[1]).is_registered
    assert not session.registrations.filter(person=people[0]).exists()
    assert [own(past, people[0]).is_registered, own(past, people[0]).shows_name] == [True, False]


def test_opening_an_account_again_gives_no_seat_back(people: list[User], administrator: User) -> None:
    session = create_session(capacity=1)
    fill(session, people[:2])
    people[0].stop(by=administrator, reason="Un doute.")
    people[0].restart(by=administrator)
    assert states(session) == {"personne0": "cancelled", "personne1": "registered"}


def test_whoever_is_registered_is_not_deleted(people: list[User]) -> None:
    create_session(at=timezone.now() + timedelta(days=3)).register(people[0])
    with pytest.raises(ValidationError):
        people[0].delete()
    factories.create_user(username="libre").delete()
