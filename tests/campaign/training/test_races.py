"""Two people for the last seat, five hundred times, with others who come and go beside: never overbooked, the order kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from campaign.models import Registration, RegistrationStep, TrainingSession
from tests.campaign.training.made import create_people

ROUNDS = 500
SOME = 12

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.training.letters.write", lambda *_args, **_values: 0)


def many_sessions(number: int, capacity: int) -> list[TrainingSession]:
    begin = timezone.now() + timedelta(days=9)
    values = {"title": "Une place", "place": "Lille", "room": "A", "capacity": capacity}
    values |= {"starts_at": begin, "ends_at": begin + timedelta(hours=1)}
    return TrainingSession.objects.bulk_create([TrainingSession(**values) for _ in range(number)])


def together(*acts: Callable[[TrainingSession], object], sessions: list[TrainingSession]) -> None:
    """Each act in a thread of its own, on each session at the same time as the others."""
    start = Barrier(len(acts))

    def run(act: Callable[[TrainingSession], object]) -> None:
        try:
            for session in sessions:
                start.wait(60)
                act(TrainingSession(**{f.attname: getattr(session, f.attname) for f in session._meta.concrete_fields}))
        except BaseException:
            start.abort()
            raise
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(run, act) for act in acts]:
            done.result()


def test_of_two_people_one_gets_the_last_seat() -> None:
    people, sessions = create_people(2), many_sessions(ROUNDS, 1)
    together(*(lambda session, one=one: session.register(one) for one in people), sessions=sessions)
    states = dict.fromkeys([session.pk for session in sessions], "")
    for key, state in Registration.objects.order_by("queue_number", "pk").values_list("session", "state"):
        states[key] += state[0]
    assert set(states.values()) == {"rw"}, "one seat each, and who came later waits"


def test_nobody_is_overbooked_or_overtaken_while_others_come_and_go(editor: User) -> None:
    people, sessions = create_people(6), many_sessions(SOME, 2)
    for session in sessions:
        for person in people[:4]:
            session.register(person)

    def leave(person: User) -> Callable[[TrainingSession], object]:
        return lambda session: session.registrations.get(person=person).cancel(by=person)

    together(
        leave(people[0]),
        leave(people[1]),
        lambda session: session.register(people[4]),
        lambda session: session.register(people[5]),
        lambda session: session.change({"capacity": 3}, by=editor),
        sessions=sessions,
    )
    for session in sessions:
        registered = {one.person_id for one in session.registrations.registered()}
        waiting = session.registrations.waiting()
        assert len(registered) == 3, "three seats, all taken, none twice"
        assert {people[2].pk, people[3].pk} <= registered, "those who waited before come first"
        assert len(waiting) == 1
    steps = RegistrationStep.objects.values_list("registration__session", "registration__person", "act").order_by("pk")
    for session in sessions:
        served = [person for key, person, act in steps if key == session.pk and act == "promoted"]
        assert served[:2] == [people[2].pk, people[3].pk]
