"""A wave writes to each of its people once: whatever ends in between, and however many workers send."""

from __future__ import annotations

import time as time_module
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from campaign.invitations import sending, waves
from campaign.invitations.models import OptOut, Wave, WaveLetter
from campaign.invitations.sending import REST, gather, next_letter, send_what_is_due
from campaign.invitations.wave_letters import SILENCE
from notifications.models import Notification
from tests import factories
from tests.campaign.invitations.made import (
    NOON,
    Server,
    create_colleagues,
    create_running_wave,
    create_wave,
    failing,
    organiser,
    states,
)

pytestmark = pytest.mark.django_db


def test_everybody_gets_one_letter_and_the_wave_is_done(server: type[Server]) -> None:
    people = create_colleagues(3)
    wave = create_running_wave(by=organiser())
    for _time in range(3):
        send_what_is_due(at=NOON)
    assert server.taken == [person.email for person in people]
    wave.refresh_from_db()
    assert (wave.state, states(wave)) == ("done", ["sent"] * 3)


def test_after_each_letter_there_is_a_moment_in_which_others_can_write(
    server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite a save would wait for all letters otherwise: whoever waits looks for the lock ten times a second."""
    create_colleagues(3)
    wave = create_running_wave(by=organiser())
    rests: list[tuple[float, int]] = []
    monkeypatch.setattr(time_module, "sleep", lambda seconds: rests.append((seconds, states(wave).count("sent"))))
    send_what_is_due(at=NOON)
    assert rests == ([(REST, 1), (REST, 2), (REST, 3)] if connection.vendor == "sqlite" else [])
    assert REST > 0.01  # two transactions with their waits for the disk


@pytest.mark.parametrize("death", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("moment", ["on_letter", "after_letter"])
def test_a_worker_that_ends_between_the_marks_leaves_one_uncertain_letter_and_the_rest_goes_out(
    death: type[BaseException], moment: str, server: type[Server]
) -> None:
    people = create_colleagues(3)
    wave = create_running_wave(by=organiser())
    setattr(server, moment, failing(death()))
    with pytest.raises(death):
        send_what_is_due(at=NOON)
    server.on_letter = server.after_letter = None
    assert states(wave) == ["sending", "waiting", "waiting"]
    send_what_is_due(at=NOON)
    late = NOON + SILENCE + timedelta(seconds=1)
    WaveLetter.objects.settle_lost(at=late)
    send_what_is_due(at=late)
    assert states(wave) == ["uncertain", "sent", "sent"]
    assert server.taken[-2:] == [person.email for person in people[1:]]
    assert server.taken.count(people[0].email) == (1 if moment == "after_letter" else 0)
    wave.refresh_from_db()
    assert wave.state == "done"


def test_an_organiser_sends_an_uncertain_letter_again_knowingly(server: type[Server]) -> None:
    (person,) = create_colleagues(1)
    wave = create_running_wave(by=organiser())
    server.on_letter = failing(SMTPServerDisconnected())
    send_what_is_due(at=NOON)
    server.on_letter = None
    send_what_is_due(at=NOON)
    assert (states(wave), server.taken) == (["uncertain"], [])
    wave.letters.get().send_again()
    send_what_is_due(at=timezone.now().replace(year=2028, hour=10))
    assert (states(wave), server.taken) == (["sent"], [person.email])


def test_a_worker_that_comes_back_late_says_what_became_of_its_letter() -> None:
    create_colleagues(1)
    wave = create_running_wave(by=organiser())
    letter = next_letter(wave.pk, at=NOON)
    assert letter is not None
    WaveLetter.objects.settle_lost(at=NOON + timedelta(hours=1))
    assert states(wave) == ["uncertain"]
    letter.was_sent(at=NOON)
    assert states(wave) == ["sent"]


def test_a_server_that_is_away_leaves_all_to_wait(server: type[Server]) -> None:
    create_colleagues(2)
    wave = create_running_wave(by=organiser())
    server.on_open = failing(ConnectionRefusedError(111, "Connection refused"))
    send_what_is_due(at=NOON)
    wave.refresh_from_db()
    assert states(wave) == ["waiting", "waiting"]
    assert "Connection refused" in wave.problem
    server.on_open = None
    send_what_is_due(at=NOON + timedelta(minutes=1))
    assert states(wave) == ["waiting", "waiting"], "the server is left alone for some minutes"
    send_what_is_due(at=NOON + timedelta(minutes=4))
    wave.refresh_from_db()
    assert (states(wave), wave.problem) == (["sent", "sent"], "")


def test_a_refusal_for_the_moment_is_tried_again_and_one_for_good_is_not(server: type[Server]) -> None:
    create_colleagues(1)
    wave = create_running_wave(by=organiser())
    server.on_letter = failing(SMTPRecipientsRefused({"x": (451, b"later")}))
    send_what_is_due(at=NOON)
    assert states(wave) == ["waiting"]
    server.on_letter = failing(SMTPRecipientsRefused({"x": (550, b"no such user")}))
    send_what_is_due(at=NOON)
    assert states(wave) == ["waiting"]  # it is not due yet
    send_what_is_due(at=NOON + timedelta(minutes=6))
    assert states(wave) == ["refused"]
    assert wave.letters.get().problem == "550 no such user"


def test_who_was_stopped_opted_out_or_lost_her_address_meanwhile_is_left_out(server: type[Server]) -> None:
    stopped, out, nowhere, there = create_colleagues(4)
    wave = create_running_wave(by=organiser())
    User.objects.filter(pk=stopped.pk).update(is_active=False)
    User.objects.filter(pk=nowhere.pk).update(email="")
    OptOut.objects.create(person=out)
    send_what_is_due(at=NOON)
    assert states(wave) == ["left_out", "opted_out", "left_out", "sent"]
    assert server.taken == [there.email]


@pytest.mark.parametrize("verb", ["pause", "stop"])
def test_nothing_goes_out_after_a_pause_or_a_stop(verb: str, server: type[Server]) -> None:
    create_colleagues(2)
    wave = create_running_wave(by=organiser())
    getattr(wave, verb)()
    send_what_is_due(at=NOON)
    assert server.taken == []
    if verb == "pause":
        wave.go_on()
        send_what_is_due(at=NOON)
        assert len(server.taken) == 2
    else:
        assert states(wave) == ["left_out", "left_out"]


def test_a_wave_for_which_there_was_no_time_goes_on_at_once_and_notes_what_took_so_long(
    server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_colleagues(20)
    wave = create_running_wave(by=organiser())
    monkeypatch.setattr(sending, "SECONDS", 3.0)
    clock = [0.0]
    for module in (sending, waves):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=lambda _seconds: None))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    server.on_letter = staticmethod(lambda _address: clock.append(clock.pop() + 0.7))
    assert sending.send_for_a_while()
    wave.refresh_from_db()
    assert wave.held_up_by == "server"
    assert wave.seconds_a_letter == pytest.approx(0.7)
    server.on_letter = None
    assert not sending.send_for_a_while()
    wave.refresh_from_db()
    assert wave.held_up_by == ""


@pytest.mark.once
def test_no_minute_sees_more_letters_than_were_chosen(server: type[Server]) -> None:
    create_colleagues(40)
    create_running_wave(by=organiser(), letters_a_minute=7)
    moments: list[datetime] = []
    for second in range(0, 240, 10):
        at = NOON + timedelta(seconds=second)
        moments += [at] * send_what_is_due(at=at)
    for first in moments:
        assert sum(first <= one < first + timedelta(minutes=1) for one in moments) <= 7
    assert len(moments) == 28


@pytest.mark.parametrize("day", [datetime(2027, 3, 28), datetime(2027, 10, 31)], ids=["spring", "autumn"])
def test_hours_are_those_of_the_site_over_both_changes_of_the_clock(day: datetime, server: type[Server]) -> None:
    paris = ZoneInfo("Europe/Paris")
    create_colleagues(10)
    wave = create_running_wave(by=organiser(), starts_at=day.replace(tzinfo=paris))
    second = timedelta(seconds=1)
    opens, closes = (datetime.combine(day, time(hour), tzinfo=paris) for hour in (8, 18))
    assert send_what_is_due(at=opens - second) == 0
    assert wave.hours.next_opening(opens - second) == opens
    assert wave.hours.next_opening(closes) == opens.replace(day=1, month=11) if day.month == 10 else True
    assert not wave.hours.are_open(closes)
    assert wave.hours.are_open(closes - second)
    assert send_what_is_due(at=opens) == 10


@pytest.mark.parametrize(
    ("day", "expected"), [(datetime(2027, 3, 28), 1), (datetime(2027, 10, 31), 3)], ids=["spring", "autumn"]
)
def test_an_hour_that_is_skipped_or_comes_twice(day: datetime, expected: int) -> None:
    """From 1 to 3 at night: one hour in spring, three in autumn."""
    wave = create_wave(begin=time(1), until=time(3))
    midnight = day.replace(tzinfo=ZoneInfo("Europe/Paris")).timestamp()
    moments = [datetime.fromtimestamp(midnight + 60 * minute, tz=ZoneInfo("UTC")) for minute in range(6 * 60)]
    assert sum(wave.hours.are_open(at) for at in moments) == expected * 60


def test_a_weekday_that_is_not_chosen_is_waited_out() -> None:
    wave = create_wave(weekdays=[0])
    opening = wave.hours.next_opening(NOON)
    assert opening is not None
    assert timezone.localtime(opening).strftime("%A %H:%M") == "Monday 08:00"


def test_nothing_goes_out_before_the_wave_begins(server: type[Server]) -> None:
    create_colleagues(1)
    create_running_wave(by=organiser(), starts_at=NOON + timedelta(minutes=1))
    assert send_what_is_due(at=NOON) == 0
    assert send_what_is_due(at=NOON + timedelta(minutes=1)) == 1


@pytest.mark.once
def test_fifteen_thousand_people_are_fixed_by_few_statements() -> None:
    create_colleagues(15_000)
    wave = create_wave()
    by = organiser()
    with CaptureQueriesContext(connection) as queries:
        wave.schedule(by=by, at=NOON)
        gather(wave)
    assert wave.letters.count() == 15_000
    assert len(queries) <= 16 * 7
    wave.refresh_from_db()
    assert wave.state == "running"


def test_noting_its_people_can_be_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.invitations.sending.BATCH", 4)
    create_colleagues(10)
    wave = create_wave()
    wave.schedule(by=organiser(), at=NOON)
    monkeypatch.setattr("campaign.invitations.sending._insert", _insert_once(monkeypatch))
    with pytest.raises(KeyboardInterrupt):
        gather(wave)
    assert wave.letters.count() == 4
    monkeypatch.undo()
    send_what_is_due(at=NOON)
    assert wave.letters.count() == 10
    assert not wave.letters.filter(state="waiting").exists()


def _insert_once(monkeypatch: pytest.MonkeyPatch):
    from campaign.invitations.sending import _insert

    done: list[int] = []

    def insert(*args):
        if done:
            raise KeyboardInterrupt
        done.append(1)
        return _insert(*args)

    return insert


def test_too_many_refusals_halt_the_wave_and_organisers_are_told(server: type[Server], settings) -> None:
    settings.BOUNCES_COUNTED_FROM = 5
    create_colleagues(20)
    editor, _admin = organiser(), factories.create_administrator(email="")
    wave = create_running_wave(by=editor)
    server.on_letter = failing(SMTPRecipientsRefused({"x": (550, b"no such user")}))
    send_what_is_due(at=NOON)
    wave.refresh_from_db()
    assert (wave.state, wave.halted_at, states(wave).count("refused")) == ("paused", NOON, 5)
    assert set(Notification.objects.values_list("person__username", "kind")) == {
        ("laurent", "wave_halted"),
        ("karim", "wave_halted"),
    }
    server.on_letter = None
    wave.go_on(at=NOON + timedelta(minutes=2))
    send_what_is_due(at=NOON + timedelta(minutes=2))
    assert states(wave).count("sent") == 15


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_to_nobody_twice(server: type[Server]) -> None:
    create_colleagues(40)
    wave = create_running_wave(by=organiser())

    def work(_number: int) -> None:
        try:
            for _time in range(4):
                send_what_is_due(at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert len(server.taken) == len(set(server.taken)) == 40
    assert set(states(wave)) == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_a_letter_is_marked_on_the_disk_before_the_server_hears_of_it(server: type[Server]) -> None:
    create_colleagues(1)
    wave = create_running_wave(by=organiser())
    seen: list[str] = []

    def look(_address: str) -> None:
        assert not transaction.get_connection().in_atomic_block
        seen.extend(states(wave))

    server.on_letter = staticmethod(look)
    send_what_is_due(at=NOON)
    assert seen == ["sending"]
    assert Wave.objects.get().state in {"running", "done"}
