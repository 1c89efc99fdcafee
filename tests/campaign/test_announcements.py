"""People are told that a phase begins and that writing ends soon: once each, in time or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from accounts.models import Rhythm, User
from campaign.calendar import situation
from campaign.calendar.situation import DAYS_BEFORE, announce_what_is_due
from notifications.mail.delivery import deliver_what_is_due
from notifications.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(kind: str) -> list[str]:
    rows = Notification.objects.filter(kind=kind).order_by("pk")
    return list(rows.values_list("person__username", flat=True))


def test_a_beginning_is_told_to_everybody_with_a_role_and_once(
    contributor: User, editor: User, as_contributor: Client
) -> None:
    factories.create_user(username="stopped", is_active=False)
    factories.create_user(username="nobody", role=None)
    phase = factories.create_phase(kind="choose", note="La rédaction relit <tout>", days_ago=-1)
    assert announce_what_is_due(phase.starts_at - HOUR) == 0
    assert announce_what_is_due(phase.starts_at) == 2
    assert announce_what_is_due(phase.starts_at + HOUR) == 0, "again, by another worker"
    assert told("phase_begins") == [contributor.username, editor.username]
    html = as_contributor.get("/notifications/").text
    assert "Cette phase de la campagne a commencé" in html and "relit &lt;tout&gt;" in html
    one = Notification.objects.filter(person=contributor).get()
    assert one.url == f"/campaign/#phase-{phase.pk}"


@pytest.mark.once
def test_who_was_brought_in_and_not_yet_invited_hears_of_nothing(contributor: User, editor: User) -> None:
    phase = factories.create_phase(kind="choose", days_ago=-1)
    User.objects.update(invited_at=None)
    User.objects.filter(pk=editor.pk).update(last_login=timezone.now())
    assert announce_what_is_due(phase.starts_at) == 1
    assert told("phase_begins") == [editor.username]
    User.objects.update(invited_at=timezone.now())
    assert announce_what_is_due(phase.starts_at + HOUR) == 1, "invited since, within the day"
    assert set(told("phase_begins")) == {contributor.username, editor.username}


def test_a_phase_without_a_name_is_called_as_each_one_s_language_calls_it(contributor: User, editor: User) -> None:
    for person, language in ((contributor, "it"), (editor, "")):
        person.speak(language)
    factories.create_user(username="reads_japanese", language="ja")
    phase = factories.create_phase(kind="choose", name="", days_ago=-1)
    assert announce_what_is_due(phase.starts_at) == 3
    titles = dict(Notification.objects.values_list("person__username", "place_title"))
    expected = {contributor.username: "it", editor.username: "fr", "reads_japanese": "ja"}
    for name, language in expected.items():
        with translation.override(language):
            assert titles[name] == str(phase), language
    assert len(set(titles.values())) == 3


def test_what_had_begun_when_the_calendar_was_first_filled_in_is_told_to_nobody(contributor: User) -> None:
    factories.create_phase(kind="listen", days_ago=0)
    assert announce_what_is_due() == 0
    added = factories.create_phase(kind="choose", days_ago=0)
    assert (announce_what_is_due(), told("phase_begins")) == (1, [contributor.username]), added


def test_what_a_site_that_was_down_has_missed_is_not_told_days_later(contributor: User) -> None:
    phase = factories.create_phase(days_ago=-1, days_left=20)
    assert announce_what_is_due(phase.starts_at + DAY) == 0
    ends_at = phase.ends_at
    assert ends_at is not None
    assert announce_what_is_due(ends_at - DAYS_BEFORE * DAY + DAY) == 0


def test_the_end_of_writing_is_told_three_days_before_and_a_new_one_anew(contributor: User) -> None:
    phase = factories.create_phase(days_ago=9, days_left=9)
    due = phase.ends_at - DAYS_BEFORE * DAY  # type: ignore[operator]
    for moment, expected in ((due - HOUR, 0), (due, 1), (due + HOUR, 0)):
        assert announce_what_is_due(moment) == expected
    phase.ends_at += 7 * DAY  # type: ignore[operator]
    phase.decide(by=None, reason="Une semaine de plus.")
    assert announce_what_is_due(due + 7 * DAY) == 1


def test_an_end_after_which_writing_goes_on_and_one_of_a_short_phase_are_not_told(contributor: User) -> None:
    phase = factories.create_phase(days_ago=9, days_left=9)
    other = factories.create_phase(days_ago=-8, days_left=30)
    due = phase.ends_at - DAYS_BEFORE * DAY  # type: ignore[operator]
    assert announce_what_is_due(due) == 0
    other.delete()
    factories.create_phase(days_ago=-8, days_left=10)
    assert announce_what_is_due(timezone.now() + 7 * DAY) == 0


def test_whoever_was_left_when_it_failed_is_told_by_the_next_run(
    contributor: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = factories.create_phase(kind="choose", days_ago=-1).starts_at
    monkeypatch.setattr(situation, "BATCH", 1)
    notify = Notification.objects.notify
    calls: list[int] = []

    def fail_second(people: tuple[int, ...], **values: object) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError
        return notify(people, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(
        type(Notification.objects), "notify", lambda _self, *args, **values: fail_second(*args, **values)
    )
    with pytest.raises(ConnectionError):
        announce_what_is_due(begins)
    assert announce_what_is_due(begins) == 1
    assert sorted(told("phase_begins")) == sorted([contributor.username, editor.username])


@pytest.mark.parametrize(("rhythm", "letters"), [(Rhythm.AT_ONCE, 1), (Rhythm.NEVER, 0)])
def test_mail_follows_a_choice_of_its_own(contributor: User, rhythm: str, letters: int) -> None:
    User.objects.update(mail_campaign=rhythm, mail_rest=Rhythm.NEVER, mail_personal=Rhythm.NEVER)
    announce_what_is_due(factories.create_phase(kind="choose", days_ago=-1).starts_at)
    deliver_what_is_due()
    assert len(mail.outbox) == letters  # type: ignore[attr-defined]


def test_the_cost_does_not_grow_where_everybody_knows(contributor: User, django_assert_max_num_queries) -> None:
    begins = factories.create_phase(kind="choose", days_ago=-1).starts_at
    announce_what_is_due(begins)
    for number in range(20):
        factories.create_user(username=f"p{number}")
    announce_what_is_due(begins)
    with django_assert_max_num_queries(4):
        announce_what_is_due(begins)
