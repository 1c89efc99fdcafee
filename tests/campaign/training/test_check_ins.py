"""Who is in the room: acts that arrive twice, late, in any order, from several devices."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from campaign.models import CheckIn, RegistrationStep, TrainingSession
from campaign.training import check_ins
from campaign.training.attendance import drawn_code, entry_code, list_of
from campaign.training.check_ins import CheckInAct
from tests import factories
from tests.campaign.training.made import create_people, create_session, own

KEY = "15fe41e2-8f61-4cb7-801f-436f421528c2"
pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def session() -> TrainingSession:
    """It began half an hour ago; two have a seat, one waits."""
    found = create_session(in_days=10, capacity=2)
    before = found.starts_at - timedelta(days=30)
    for person in create_people(3):
        found.register(person, at=before)
    now = timezone.now().replace(microsecond=0)
    TrainingSession.objects.filter(pk=found.pk).update(starts_at=now - 30 * MINUTE, ends_at=now + 90 * MINUTE)
    found.refresh_from_db()
    return found


def person(name: str) -> User:
    return User.objects.get(username=name)


def act(registration: Any = None, *, minutes: int = 0, is_in: bool = True, name: str = "") -> CheckInAct:
    """An act so many minutes ago."""
    return CheckInAct(
        key=uuid4(),
        at=timezone.now() - minutes * MINUTE,
        is_in=is_in,
        registration=registration and registration.pk,
        name=name,
    )


def test_an_act_that_is_sent_twice_counts_once(session: TrainingSession, editor: User) -> None:
    first = act(own(session, person("personne0")), minutes=5)
    for _time in range(2):
        assert check_ins.note(session, [first, first], by=editor) == {}
    found = own(session, person("personne0"))
    assert found.came_at == first.at
    assert CheckIn.objects.count() == 1
    assert [step.by for step in found.steps.filter(act="came")] == [editor]


def test_acts_of_two_devices_say_the_same_in_whatever_order_they_arrive(session: TrainingSession, editor: User) -> None:
    registration = own(session, person("personne0"))
    acts = [act(registration, minutes=9), act(registration, minutes=7, is_in=False), act(registration, minutes=3)]
    for order in itertools.permutations(acts):
        CheckIn.objects.all().delete()
        for one in order:
            check_ins.note(session, [one], by=editor)
        assert own(session, person("personne0")).came_at == acts[2].at


def test_the_earlier_of_two_check_ins_counts(session: TrainingSession, editor: User) -> None:
    registration = own(session, person("personne0"))
    earlier, later = act(registration, minutes=9), act(registration, minutes=4)
    check_ins.note(session, [later], by=editor)
    check_ins.note(session, [earlier], by=editor)
    assert own(session, person("personne0")).came_at == earlier.at


def test_whoever_waits_and_comes_has_a_seat_until_it_was_a_mistake(session: TrainingSession, editor: User) -> None:
    waiting = own(session, person("personne2"))
    assert waiting.is_waiting
    check_ins.note(session, [act(waiting, minutes=2)], by=editor)
    assert own(session, person("personne2")).is_registered
    check_ins.note(session, [act(waiting, is_in=False)], by=editor)
    found = own(session, person("personne2"))
    assert found.is_waiting
    assert found.came_at is None
    assert [step.act for step in found.steps.all()[:2]] == ["not_came", "came"]


def test_somebody_without_a_registration_is_found_by_her_name(session: TrainingSession, editor: User) -> None:
    factories.create_user(username="zoe", first_name="Zoé", last_name="Éluard")
    check_ins.note(session, [act(name="Zoé Éluard")], by=editor)
    assert own(session, person("zoe")).came_at
    assert not session.check_ins.filter(registration=None).exists()


def test_a_name_that_nobody_has_waits_to_be_matched(session: TrainingSession, editor: User) -> None:
    check_ins.note(session, [act(name="  <script>  Dupont ", minutes=3)], by=editor)
    typed = session.check_ins.get(registration=None)
    assert typed.name == "<script> Dupont"
    found = check_ins.match(typed, person("personne2"), by=editor)
    assert found.came_at == typed.at
    assert not CheckIn.objects.exclude(name="").exists()


def test_nobody_is_checked_in_at_another_session(session: TrainingSession, editor: User) -> None:
    other = create_session(in_days=0.5, speakers="")
    refused = check_ins.note(other, [wrong := act(own(session, person("personne0")))], by=editor)
    assert list(refused) == [wrong.key]
    assert own(session, person("personne0")).came_at is None


def test_nobody_is_checked_in_long_before_or_at_a_cancelled_session(editor: User) -> None:
    early = create_session(in_days=1.5)
    with pytest.raises(ValidationError, match="24"):
        check_ins.note(early, [], by=editor)
    TrainingSession.objects.filter(pk=early.pk).update(cancelled_at=timezone.now())
    with pytest.raises(ValidationError):
        check_ins.note(early, [], by=editor, at=early.starts_at)


def test_what_is_noted_after_the_end_has_no_time_of_its_own(session: TrainingSession, editor: User) -> None:
    after = session.ends_at + timedelta(days=1)
    registration = own(session, person("personne0"))
    noted = CheckInAct(key=uuid4(), at=after, registration=registration.pk)
    check_ins.note(session, [noted], by=editor, at=after)
    assert own(session, person("personne0")).came_at == session.starts_at


def test_giving_a_seat_up_after_all_takes_the_check_in_along(editor: User) -> None:
    session = create_session(in_days=0.5)
    registration = session.register(person := factories.create_user(username="tot"), by=editor)
    check_ins.note(session, [act(registration)], by=editor)
    own(session, person).cancel(by=person)
    assert own(session, person).came_at is None


def test_a_code_is_signed_and_of_one_session(session: TrainingSession) -> None:
    registration = own(session, person("personne0"))
    code = entry_code(registration)
    assert code.startswith(f"{session.pk}.{registration.pk}.")
    assert len({entry_code(row) for row in session.registrations.all()}) == 3
    assert code.rpartition(".")[2] != entry_code(own(session, person("personne1"))).rpartition(".")[2]
    drawn = drawn_code(registration)
    assert drawn.startswith("<svg")
    assert "style" not in drawn


def test_the_list_has_no_name_of_whoever_gave_her_seat_up(session: TrainingSession, editor: User) -> None:
    session.registrations.filter(person=person("personne1")).update(state="cancelled")
    lines = {line["id"]: line for line in list_of(session)["people"]}
    gone = lines[own(session, person("personne1")).pk]
    assert set(gone) == {"id", "code", "state"}
    assert sum("name" in line for line in lines.values()) == 2


def sent(client: Client, session: TrainingSession, acts: Any) -> Any:
    return client.post(
        f"/sessions/{session.pk}/check-in/acts/", {"acts": acts if isinstance(acts, str) else json.dumps(acts)}
    )


def test_a_device_says_how_long_ago_it_was_for_its_clock_may_be_wrong(
    session: TrainingSession, as_editor: Client
) -> None:
    registration = own(session, person("personne0"))
    row = {"key": str(uuid4()), "registration": registration.pk, "is_in": True, "age": 600_000}
    answer = sent(as_editor, session, [row])
    assert answer.json()["refused"] == {}
    came_at = own(session, person("personne0")).came_at
    assert came_at
    assert 9 * MINUTE < timezone.now() - came_at < 11 * MINUTE
    assert next(line for line in answer.json()["people"] if line["id"] == registration.pk)["came"]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.once
@pytest.mark.parametrize(
    "acts",
    [
        "",
        "[",
        "{}",
        "[1]",
        "[{}]",
        '[{"key": "x", "is_in": true, "age": 1}]',
        f'[{{"key": "{KEY}", "is_in": true, "age": -1, "name": "Zoé"}}]',
        f'[{{"key": "{KEY}", "is_in": true, "age": 1, "registration": 99999999999999999999}}]',
        f'[{{"key": "{KEY}", "is_in": true, "age": 1, "name": "a\\u0000b"}}]',
        f'[{{"key": "{KEY}", "is_in": false, "age": 1, "name": "\\ud800"}}]',
        f'[{{"key": "{KEY}", "is_in": true, "age": 1e400, "name": "Zoé"}}]',
        f'[{{"key": "{KEY}", "is_in": true, "age": NaN, "name": "Zoé"}}]',
        f'[{{"key": "{KEY}", "is_in": true, "age": 1, "registration": -1e400}}]',
        json.dumps([{}] * 501),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(session: TrainingSession, as_editor: Client, acts: str) -> None:
    answer = sent(as_editor, session, acts)
    assert answer.status_code == 422
    assert answer.json()["problem"]
    assert not CheckIn.objects.exists()


def test_only_organisers_see_the_page_and_its_list(session: TrainingSession, as_contributor: Client) -> None:
    for path in ("", "list/", "worker.js"):
        assert as_contributor.get(f"/sessions/{session.pk}/check-in/{path}").status_code == 403
    assert sent(as_contributor, session, "[]").status_code == 403


@pytest.mark.once
def test_the_page_itself_names_nobody_who_comes_and_may_use_the_camera(
    session: TrainingSession, as_editor: Client
) -> None:
    User.objects.filter(username="personne0").update(last_name="Introuvable")
    answer = as_editor.get(f"/sessions/{session.pk}/check-in/")
    assert "Introuvable" not in answer.text
    assert "Introuvable" in as_editor.get(f"/sessions/{session.pk}/check-in/list/").text
    assert answer["Permissions-Policy"] == "camera=(self)"
    assert "camera=()" in as_editor.get(f"/sessions/{session.pk}/")["Permissions-Policy"]


def test_the_worker_stands_below_the_page(session: TrainingSession, as_editor: Client) -> None:
    answer = as_editor.get(f"/sessions/{session.pk}/check-in/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"check-in " in answer.content


def test_her_code_stands_on_her_page_and_with_her_sessions(editor: User, client: Client) -> None:
    session = create_session(in_days=3)
    person = factories.create_user(username="celle")
    session.register(person)
    client.force_login(person)
    for path in (f"/sessions/{session.pk}/", "/sessions/mine/"):
        assert 'class="qr"' in client.get(path).text
    client.force_login(editor)
    assert 'class="qr"' not in client.get(f"/sessions/{session.pk}/").text


def test_what_is_noted_is_one_step_each(session: TrainingSession, editor: User) -> None:
    registration = own(session, person("personne0"))
    check_ins.note(session, [act(registration, minutes=4), act(registration, minutes=2)], by=editor)
    assert RegistrationStep.objects.filter(registration=registration, act="came").count() == 1
