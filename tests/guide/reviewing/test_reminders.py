"""Reviews that are due: two days before, and on the day, once each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from guide.models import ReviewLink, Tip
from guide.reviewing import remarks, steps
from guide.reviewing.steps import remind_what_is_due
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.guide.reviewing.conftest import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(tip: Tip, editor: User, other: User, third: User) -> date:
    day = timezone.localdate() + timedelta(days=5)
    steps.ask_for_review(tip, by=editor, due=day)
    return day


def reminded() -> list[str]:
    rows = Notification.objects.filter(kind=NotificationKind.DUE).order_by("pk")
    return list(rows.values_list("person__username", flat=True))


def test_who_has_not_answered_is_reminded_two_days_before_and_on_the_day(due: date) -> None:
    told = [remind_what_is_due(due - timedelta(days=before)) for before in (4, 3, 2, 2, 1, 0, 0, -1)]
    assert told == [0, 0, 1, 0, 0, 1, 0, 0]
    assert reminded() == ["nadia", "paul"] * 2


def test_a_day_on_which_nothing_ran_is_made_good_once(due: date) -> None:
    assert [remind_what_is_due(due + timedelta(days=after)) for after in (3, 4)] == [1, 0]


@pytest.mark.once
def test_who_has_said_something_is_not_reminded(due: date, tip: Tip, other: User) -> None:
    remarks.remark(tip, about=sentence(tip, 1), version=1, body="Bien.", by=other)
    remind_what_is_due(due)
    assert reminded() == ["paul"]


def test_of_a_guest_whoever_made_her_link_is_reminded_until_she_has_finished(
    due: date, tip: Tip, editor: User, other: User
) -> None:
    link, _token = ReviewLink.objects.make(tip, name="Service juridique", days=30, by=editor)
    remind_what_is_due(due - timedelta(days=2))
    assert sorted(reminded()) == ["laurent", "nadia", "paul"]
    link.say_done()
    remind_what_is_due(due)
    assert sorted(reminded()) == ["laurent", "nadia", "nadia", "paul", "paul"]


def test_what_is_no_longer_in_review_reminds_nobody(due: date, tip: Tip, other: User) -> None:
    steps.approve(tip, by=other, seen_version=1)
    assert remind_what_is_due(due) == 0


def test_a_review_without_a_day_reminds_nobody(in_review: Tip) -> None:
    assert remind_what_is_due() == 0
