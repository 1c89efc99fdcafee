"""Who hears of a review: the editors who may read, whoever wrote the tip, whoever is quoted in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import all_who_edit
from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.reviewing.models import Consent, Remark, RemarkAnswer, ReviewStep
    from guide.tips.models import Tip


def notify_review_requested(step: ReviewStep) -> None:
    _notify(
        step.tip,
        all_who_edit(),
        NotificationKind.TO_REVIEW,
        f"step-{step.pk}",
        actor=step.by,
        excerpt=step.note,
        at=step.at,
    )


def notify_approved(step: ReviewStep, concerned: Iterable[int]) -> None:
    _notify(
        step.tip, concerned, NotificationKind.APPROVED, f"step-{step.pk}", actor=step.by, excerpt=step.note, at=step.at
    )


def notify_sent_back(step: ReviewStep, concerned: Iterable[int]) -> None:
    _notify(
        step.tip, concerned, NotificationKind.REMARKED, f"step-{step.pk}", actor=step.by, excerpt=step.note, at=step.at
    )


def notify_remarked(remark: Remark, concerned: Iterable[int]) -> None:
    """Once a day for each reviewer: whoever says ten things at once writes one letter."""
    who = f"link-{remark.link_id}" if remark.link_id else f"by-{remark.by_id}"
    what = f"{who}-{remark.at:%Y-%m-%d}"
    kind = NotificationKind.REMARKED if remark.tip else NotificationKind.COURSE_REMARKED
    excerpt = remark.body or remark.replacement or ""
    if remark.link:
        excerpt = _("%(name)s: %(words)s") % {"name": remark.link.name, "words": excerpt}
    _notify_of_remark(remark, concerned, kind, what, actor=remark.by, excerpt=excerpt, at=remark.at)


def notify_answered(answer: RemarkAnswer) -> None:
    """Whoever said it, where she has an account."""
    _notify_of_answer(answer, set(), NotificationKind.REMARK_ANSWERED, answer.words)


def notify_reopened(answer: RemarkAnswer, concerned: Iterable[int]) -> None:
    """Whoever said it, and `concerned`."""
    _notify_of_answer(answer, concerned, NotificationKind.REMARK_REOPENED, answer.remark.body)


def _notify_of_answer(answer: RemarkAnswer, concerned: Iterable[int], kind: NotificationKind, excerpt: str) -> None:
    people = {pk for pk in (*concerned, answer.remark.by_id) if pk is not None}
    what = f"answer-{answer.pk}"
    _notify_of_remark(answer.remark, people, kind, what, actor=answer.by, excerpt=excerpt, at=answer.at)


def _notify_of_remark(remark: Remark, people: Iterable[int], kind: NotificationKind, what: str, **details: Any) -> None:
    """`details`: `actor`, `excerpt` and `at`."""
    text = remark.text
    if remark.tip is not None:
        _notify(remark.tip, people, kind, what, **details)
        return
    Notification.objects.notify(
        people,
        kind=kind,
        place=f"coursetext:{text.pk}",
        place_title=text.title,
        url=text.get_absolute_url(),
        key=f"guide.coursetext:{text.pk}:{what}",
        **details,
    )


def notify_due(tip: Tip, people: Iterable[int], *, today: date) -> None:
    _notify(tip, people, NotificationKind.DUE, f"due-{today:%Y-%m-%d}")


def notify_consent_requested(consent: Consent) -> None:
    """Her key says when she was asked: words that come back are asked about again."""
    _notify(
        consent.tip,
        [consent.person_id],
        NotificationKind.CONSENT,
        f"consent-{consent.pk}-{consent.asked_at:%Y%m%d%H%M%S}",
        url=reverse("guide:consent", args=[consent.pk]),
        actor=consent.asked_by,
        excerpt=consent.quote,
        at=consent.asked_at,
    )


def notify_consented(consent: Consent) -> None:
    what = f"consented-{consent.pk}-{consent.answered_at:%Y%m%d%H%M%S%f}"
    _notify(
        consent.tip,
        [consent.asked_by_id],
        NotificationKind.CONSENTED,
        what,
        actor=consent.person,
        at=consent.answered_at,
    )


def _notify(
    tip: Tip,
    people: Iterable[int],
    kind: NotificationKind,
    what: str,
    *,
    actor: User | None = None,
    excerpt: str = "",
    url: str = "",
    at: datetime | None = None,
) -> None:
    details: dict[str, Any] = {"actor": actor, "excerpt": excerpt, "at": at}
    Notification.objects.notify(
        people,
        kind=kind,
        place=_place_of(tip),
        place_title=tip.title,
        url=url or tip.get_absolute_url(),
        key=f"guide.tip:{tip.pk}:{what}",
        **details,
    )


def _place_of(tip: Tip) -> str:
    """What stands behind its last colon is what it is called: its number, or a dash."""
    return f"guide:{tip.pk}:–" if tip.number is None else f"guide:{tip.number}"
