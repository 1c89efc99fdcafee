"""Reminds of reviews that are due: two days before, and on the day. Called by the clock."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone

from accounts.access import all_who_edit
from guide.reviewing import notify, steps
from guide.reviewing.models import Remark, ReviewLink
from guide.tips.models import Tip

DAYS_BEFORE = 2


def remind_what_is_due(today: date | None = None) -> int:
    """Tells whoever has not answered; returns of how many tips. The date on the row lets one worker remind, once a day.

    A run that was missed on the day itself is made good on the next one: what is late is reminded of once.
    """
    today = today or timezone.localdate()
    soon = today + timedelta(days=DAYS_BEFORE)
    first = Q(reminded_on=None, review_due__lte=soon)
    second = Q(reminded_on__lt=today, review_due__lte=today) & Q(reminded_on__lt=F("review_due"))
    waiting = Tip.objects.filter(first | second, state=Tip.State.IN_REVIEW)
    return sum(_remind(tip, today) for tip in waiting.defer("body", "body_html"))


def _remind(tip: Tip, today: date) -> bool:
    same = Tip.objects.filter(pk=tip.pk, state=Tip.State.IN_REVIEW, reminded_on=tip.reminded_on)
    if not same.update(reminded_on=today):
        return False
    notify.notify_due(tip, _who_has_not_answered(tip), today=today)
    return True


def _who_has_not_answered(tip: Tip) -> set[int]:
    """The editors who neither wrote it, nor asked, nor said anything about it since; and whoever let a reviewer in by a link
    that is open and was not said to be done with: a guest has no address to be written to.
    """
    asked = steps.last_request(tip)
    since = asked.at if asked else timezone.now()
    said = set(Remark.objects.filter(tip=tip, at__gte=since).exclude(by=None).values_list("by", flat=True))
    revision = steps.newest_text(tip)
    out = said | {revision.history_user_id if revision else None, asked.by_id if asked else None}
    guests = ReviewLink.objects.filter(tip=tip, done_at=None).open()
    return (all_who_edit() - out) | set(guests.values_list("made_by", flat=True))
