"""Whom a wave goes to, what is said of them, and who is reminded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from accounts.models import User
from campaign.invitations.audience import Audience, AudienceCounts
from campaign.invitations.models import OptOut, Wave
from campaign.invitations.sending import gather, send_what_is_due
from campaign.invitations.wave_figures import figures_of, settle_and_forget
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


def test_people_are_chosen_by_place_department_and_language() -> None:
    create_colleagues(2, site="Lille", department="Sinistres")
    create_colleagues(3, site="Lyon", department="Sinistres", language="it")
    create_colleagues(4, site="Lyon", department="Juridique")
    for audience, number in [
        (Audience(), 9),
        (Audience(sites=["Lille"]), 2),
        (Audience(sites=["Lille", "Lyon"], departments=["Sinistres"]), 5),
        (Audience(languages=["it"]), 3),
        (Audience(languages=["browser", "en"]), 6),
        (Audience(sites=["Nowhere"]), 0),
    ]:
        assert audience.counts().letters == audience.to_write_to().count() == number


def test_it_is_said_who_of_them_gets_nothing() -> None:
    people = create_colleagues(8)
    User.objects.filter(pk=people[0].pk).update(email="")
    User.objects.filter(pk=people[1].pk).update(is_active=False)
    OptOut.objects.create(person=people[2])
    other = create_wave()
    other.letters.create(person=people[3])
    User.objects.filter(pk=people[4].pk).update(invited_at=NOON)  # by herself
    counts = Audience().counts()
    assert (counts.chosen, counts.unreachable, counts.before) == (7, 2, 2)
    assert counts.letters == 3
    assert Audience(leaves_out_invited=False).counts().letters == 5


def test_a_wave_leaves_out_who_was_invited_before() -> None:
    create_colleagues(3, site="Lille")
    by = organiser()
    create_running_wave(by=by)
    create_colleagues(2, site="Lyon")
    second = create_running_wave(by=by, leaves_out_invited=True)
    assert second.letters.count() == 2


def test_a_place_whose_people_were_all_invited_is_offered_to_be_written_to_again_or_reminded(
    server: type[Server], client: Client
) -> None:
    wave, _people, by = sent_wave()
    client.force_login(by)
    second = create_wave(sites=["Lille"], leaves_out_invited=True)
    screen = client.get(second.get_absolute_url()).content.decode()
    assert "Les 25 personnes ont toutes déjà été invitées" in screen
    assert f'action="{wave.get_absolute_url()}act/"' in screen  # a reminder of those who have not come
    client.post(f"{second.get_absolute_url()}act/", {"act": "write_again"})
    second.refresh_from_db()
    assert second.audience.counts().letters == 25


def test_whoever_got_the_letter_is_invited_until_it_comes_back(server: type[Server]) -> None:
    wave, people, _by = sent_wave()
    assert set(User.objects.filter(pk__in=[one.pk for one in people]).values_list("invited_at", flat=True)) == {NOON}
    wave.letters.get(person=people[0]).came_back("gone")
    assert list(User.objects.filter(invited_at=None)) == [people[0]]


def test_a_reminder_notes_of_nobody_that_she_got_it(server: type[Server]) -> None:
    wave, people, by = sent_wave()
    scheduled_reminder(wave, by)
    send_what_is_due(at=NOON + timedelta(days=1))
    assert set(User.objects.filter(pk__in=[one.pk for one in people]).values_list("invited_at", flat=True)) == {NOON}


def sent_wave(number: int = 25) -> tuple[Wave, list[User], User]:
    people, by = create_colleagues(number, site="Lille"), organiser()
    wave = create_running_wave(by=by)
    send_what_is_due(at=NOON)
    send_what_is_due(at=NOON)
    wave.refresh_from_db()
    assert wave.state == "done"
    return wave, people, by


def scheduled_reminder(wave: Wave, by: User) -> Wave:
    reminder = wave.begin_reminder(by=by)
    reminder.plan({"starts_at": NOON})
    reminder.was_tried_out(at=NOON)
    reminder.schedule(by=by, at=NOON)
    gather(reminder)
    return reminder


def test_a_reminder_goes_to_who_has_not_come_nor_opted_out_nor_bounced(server: type[Server]) -> None:
    wave, people, by = sent_wave()
    User.objects.filter(pk=people[0].pk).update(last_login=NOON + timedelta(days=1))
    User.objects.filter(pk=people[1].pk).update(last_login=NOON - timedelta(days=3))  # may be signed in still
    User.objects.filter(pk=people[2].pk).update(last_login=NOON - timedelta(days=90))
    OptOut.objects.create(person=people[3])
    wave.letters.get(person=people[4]).came_back("gone")
    scheduled_reminder(wave, by)
    server.taken.clear()
    send_what_is_due(at=NOON + timedelta(days=1))
    assert set(server.taken) == {one.email for one in people} - {people[place].email for place in (0, 1, 3, 4)}


def test_who_comes_before_the_reminder_goes_out_gets_none(server: type[Server]) -> None:
    wave, people, by = sent_wave()
    reminder = scheduled_reminder(wave, by)
    User.objects.filter(pk=people[0].pk).update(last_login=NOON + timedelta(days=1))
    server.taken.clear()
    send_what_is_due(at=NOON + timedelta(days=1))
    assert states(reminder) == ["left_out"] + ["sent"] * 24
    assert people[0].email not in server.taken


def test_whoever_is_passed_over_takes_the_time_of_a_letter(server: type[Server]) -> None:
    """Else a reminder that is soon done would say that many have come."""
    wave, people, by = sent_wave()
    User.objects.filter(pk__in=[one.pk for one in people[:20]]).update(last_login=NOON + timedelta(hours=1))
    reminder = scheduled_reminder(wave, by)
    Wave.objects.filter(pk=reminder.pk).update(letters_a_minute=10)
    done = []
    for minute in range(3):
        send_what_is_due(at=NOON + timedelta(days=1, minutes=minute))
        done.append(figures_of(reminder).handed)
    assert done == [10, 20, 25]


def test_a_reminder_waits_for_the_mail_server_whether_or_not_it_has_a_letter(server: type[Server]) -> None:
    wave, people, by = sent_wave()
    User.objects.filter(pk__in=[one.pk for one in people]).update(last_login=NOON + timedelta(hours=1))
    reminder = scheduled_reminder(wave, by)
    server.on_open = failing(OSError("away"))
    send_what_is_due(at=NOON + timedelta(days=1))
    assert figures_of(reminder).handed == 0


@pytest.mark.once
def test_nobody_is_reminded_more_often_than_is_set(settings, server: type[Server]) -> None:
    settings.INVITATION_REMINDERS = 1
    wave, people, by = sent_wave()
    first = wave.begin_reminder(by=by)
    first.letters.create(person=people[0], state="sent", sent_at=NOON)
    scheduled_reminder(wave, by)
    server.taken.clear()
    send_what_is_due(at=NOON + timedelta(days=1))
    assert set(server.taken) == {one.email for one in people[1:]}


@pytest.mark.once
def test_a_wave_to_a_few_people_has_no_reminder() -> None:
    wave, _people, by = sent_wave(19)
    assert not wave.can_be_reminded
    with pytest.raises(ValidationError):
        wave.begin_reminder(by=by)


@pytest.mark.once
def test_who_was_written_to_is_forgotten_after_months_and_the_counts_stay(settings) -> None:
    wave, _people, _by = sent_wave()
    before = figures_of(wave)
    settle_and_forget(at=NOON + timedelta(days=179))
    assert wave.letters.count() == 25
    settle_and_forget(at=NOON + timedelta(days=181))
    wave.refresh_from_db()
    assert wave.letters.count() == 0
    assert figures_of(wave) == before
    assert not wave.can_be_reminded


def test_an_erased_person_leaves_no_address(administrator: User) -> None:
    wave, people, _by = sent_wave()
    OptOut.objects.create(person=people[0])
    people[0].erase(by=administrator, reason="Elle le demande.")
    letter = wave.letters.get(person=people[0])
    assert (letter.state, letter.address) == ("sent", "")
    assert not OptOut.objects.exists()


@pytest.mark.once
def test_how_many_get_nothing_is_said_so_that_it_is_right_of_one_as_well() -> None:
    counts = AudienceCounts(chosen=3, unreachable=2)
    with translation.override("en"):
        told = " ".join(render_to_string("invitations/_counts.html", {"counts": counts, "wave": {}}).split())
    assert "1 person gets a letter." in told
    assert "Recipients: 3. Opted out, or without an e-mail address: 2." in told
