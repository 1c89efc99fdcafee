"""The states of a tip, which of them follow which, and the verbs that lead from one to the next.

Each verb holds the tip's row, so that of two editors one goes on and the other is told; each writes a Step.

What a review has to do when the words of a tip change. Called in the transaction that writes them.

Reminds of reviews that are due: two days before, and on the day. Called by the clock.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import all_who_edit
from accounts.models import User
from common import markup
from contributions.history_models import REARRANGED, RevisionDetails
from guide.reviewing import consents, notify
from guide.reviewing.models import Remark, RemarkedText, ReviewLink, ReviewStep
from guide.reviewing.querysets import ReviewMoved, TextChanged
from guide.tips.models import Tip

State = Tip.State

STEPS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.IN_REVIEW}),
    State.IN_REVIEW: frozenset({State.APPROVED, State.DRAFT}),
    State.APPROVED: frozenset({State.DRAFT}),
}
NOTE_LENGTH = 300


def ask_for_review(
    tip: Tip, *, by: User, due: date | None = None, note: str = "", at: datetime | None = None
) -> ReviewStep:
    """The tip waits for somebody else to read it, until `due` if that is given; the other editors are told."""
    moment = at or timezone.now()
    if due and due < timezone.localdate(moment):
        raise ValidationError({"due": _("This day has passed: choose a later one.")}, code="past")
    with transaction.atomic():
        _hold(tip, State.IN_REVIEW)
        consents.ask(tip, by=by, at=moment)  # a quotation may have stood there before anybody was asked
        step = _go(tip, State.IN_REVIEW, by=by, note=note, at=moment, review_due=due)
        notify.notify_review_requested(step)
    return step


def approve(tip: Tip, *, by: User, seen_version: int, note: str = "", at: datetime | None = None) -> ReviewStep:
    """Somebody who neither wrote the newest version nor asked for the review agrees to `seen_version`, word by word.

    Raises ValidationError that says why not: TextChanged where another version was saved meanwhile, ReviewMoved where another
    editor was first.
    """
    with transaction.atomic():
        _hold(tip, State.APPROVED)
        if tip.version != seen_version:
            raise TextChanged(tip)
        if refusal := why_not_approve(tip, by):
            raise refusal
        step = _go(tip, State.APPROVED, by=by, note=note, at=at or timezone.now())
        notify.notify_approved(step, _concerned(tip))
    return step


def send_back(tip: Tip, *, by: User, note: str, at: datetime | None = None) -> ReviewStep:
    """The tip is a draft again, because of what `note` says; whoever wrote it, and whoever asked, is told."""
    if not markup.clean_text(note).strip():
        raise ValidationError({"note": _("Say what is to be changed.")}, code="empty")
    with transaction.atomic():
        _hold(tip, State.DRAFT, only_from=State.IN_REVIEW)
        concerned = _concerned(tip)
        step = _go(tip, State.DRAFT, by=by, note=note, at=at or timezone.now())
        notify.notify_sent_back(step, concerned)
    return step


def begin_again(tip: Tip, *, by: User | None, at: datetime) -> None:
    """The words of an approved tip have just changed: nobody has approved these. The caller holds the row."""
    if Tip.objects.filter(pk=tip.pk, state=State.APPROVED).exists():
        _go(tip, State.DRAFT, by=by, note="", at=at)


def why_not_approve(tip: Tip, person: User) -> ValidationError | None:
    """Why this person cannot approve the tip as it stands; None where she can."""
    revision = newest_text(tip)
    if revision and revision.history_user_id == person.pk:
        return ValidationError(_("You wrote its newest version yourself: somebody else approves it."), code="own_text")
    asked = last_request(tip)
    if asked and asked.by_id == person.pk:
        return ValidationError(_("You asked for this review: somebody else approves it."), code="own_request")
    return None


def newest_text(text: RemarkedText) -> RevisionDetails | None:
    """The revision that wrote what a text says now: one that only moved it wrote nothing."""
    rows = text.history.with_authors().exclude(act__in=REARRANGED)
    found: RevisionDetails | None = rows.order_by("-version").first()
    return found


def last_request(tip: Tip) -> ReviewStep | None:
    """When its review was asked for last, and by whom."""
    return tip.steps.filter(state=State.IN_REVIEW).select_related("by").first()


def _concerned(tip: Tip) -> set[int]:
    """Who hears what became of a review: whoever wrote the newest version, and whoever asked."""
    revision, asked = newest_text(tip), last_request(tip)
    found = {revision.history_user_id if revision else None, asked.by_id if asked else None}
    return {pk for pk in found if pk is not None}


def _hold(tip: Tip, to: str, *, only_from: str = "") -> None:
    """Holds the row, and brings `tip` to what it is; raises ReviewMoved where no step leads from there to the new state."""
    held = Tip.objects.select_for_update().only("state", "version", "review_due").get(pk=tip.pk)
    tip.state, tip.version, tip.review_due = held.state, held.version, held.review_due
    if to not in STEPS[held.state] or (only_from and held.state != only_from):
        raise ReviewMoved(tip)


def _go(tip: Tip, to: str, *, by: User | None, note: str, at: datetime, review_due: date | None = None) -> ReviewStep:
    note = " ".join(markup.clean_text(note).split())
    if len(note) > NOTE_LENGTH:
        raise ValidationError({"note": _("This is too long: 300 characters at most.")}, code="too_long")
    changes: dict[str, Any] = {"state": to, "review_due": review_due, "reminded_on": None}
    Tip.objects.filter(pk=tip.pk).update(**changes)
    for name, value in changes.items():
        setattr(tip, name, value)
    return ReviewStep.objects.create(tip=tip, state=to, version=tip.version, note=note, by=by, at=at)


def reset_review(tip: Tip, before_html: str, *, by: User | None, at: datetime) -> None:
    """For settings.ON_TIP_REWORDED: resets an approval when the text changes, and asks consent for a new quotation."""
    begin_again(tip, by=by, at=at)
    consents.ask(tip, by=by, at=at)


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
    asked = last_request(tip)
    since = asked.at if asked else timezone.now()
    said = set(Remark.objects.filter(tip=tip, at__gte=since).exclude(by=None).values_list("by", flat=True))
    revision = newest_text(tip)
    out = said | {revision.history_user_id if revision else None, asked.by_id if asked else None}
    guests = ReviewLink.objects.filter(tip=tip, done_at=None).open()
    return (all_who_edit() - out) | set(guests.values_list("made_by", flat=True))
