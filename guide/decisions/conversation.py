"""What an author answers to a decision about her text, and what the editors answer her: these alone read it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from common import markup
from guide.decisions.models import Decision, DecisionAnswer, Submission
from guide.decisions.notify import authors_of, place_of
from notifications.kinds import NotificationKind
from notifications.models import Notification

LONGEST = DecisionAnswer._meta.get_field("body").max_length or 0


def conversation_about(submission: Submission, reader: User) -> list[DecisionAnswer] | None:
    """What was answered to the decisions about it, the oldest first; None for who is neither its author nor an editor."""
    if not (access.is_editor(reader) or reader.pk in authors_of(submission)):
        return None
    return list(
        DecisionAnswer.objects.filter(decision__submission=submission).select_related("by").order_by("at", "pk")
    )


def to_deal_with() -> QuerySet[DecisionAnswer]:
    """What authors have answered, and no editor has dealt with."""
    return DecisionAnswer.objects.filter(is_from_editors=False, settled_at=None)


def answer(decision: Decision, *, body: str, by: User, at: datetime | None = None) -> DecisionAnswer:
    """Its author answers a decision, or an editor answers her: what she had said is dealt with then. The other side is told.

    Raises PermissionDenied for everybody else, ValidationError for what cannot be said.
    """
    moment, words = at or timezone.now(), _checked(body)
    authors = authors_of(decision.submission)
    is_from_editors = by.pk not in authors or _answers_another(decision, by)
    if is_from_editors and not access.is_editor(by):
        raise PermissionDenied
    with transaction.atomic():
        said = DecisionAnswer.objects.create(
            decision=decision, by=by, at=moment, body=words, is_from_editors=is_from_editors
        )
        if is_from_editors:
            deal_with(decision.submission, at=moment)
        _notify(said, authors if is_from_editors else _editors_for(decision))
    return said


def deal_with(submission: Submission, *, at: datetime | None = None) -> int:
    """What authors answered about it needs nothing more; returns how many answers that was."""
    return to_deal_with().filter(decision__submission=submission).update(settled_at=at or timezone.now())


def _answers_another(decision: Decision, by: User) -> bool:
    """Whether an editor who wrote in the page herself answers another author of it, who waits for that."""
    waits = to_deal_with().filter(decision__submission=decision.submission_id).exclude(by=by)
    return access.is_editor(by) and waits.exists()


def _checked(body: str) -> str:
    words = markup.clean_text(body).strip()
    if not words:
        raise ValidationError({"body": _("Write a few words first.")}, code="empty")
    if len(words) > LONGEST:
        raise ValidationError({"body": _("Say it in %(most)s characters at most.") % {"most": LONGEST}}, code="long")
    return words


def _editors_for(decision: Decision) -> list[int]:
    """Whoever decided, and whoever has answered her before; all the editors where these are gone."""
    answered = DecisionAnswer.objects.filter(decision__submission=decision.submission_id, is_from_editors=True).values(
        "by"
    )
    here = User.objects.filter(is_active=True).exclude(pk__in=authors_of(decision.submission))
    found = set(here.filter(pk=decision.by_id).values_list("pk", flat=True))
    found |= set(here.filter(pk__in=answered).values_list("pk", flat=True))
    return sorted(found or access.editors_to_notify())


def _notify(said: DecisionAnswer, people: list[int]) -> None:
    decision = said.decision
    Notification.objects.notify(
        people,
        kind=NotificationKind.OBJECTED,
        url=f"{decision.get_absolute_url()}#answers",
        key=f"guide.answer:{said.pk}:said",
        actor=said.by,
        excerpt=said.body,
        at=said.at,
        **place_of(decision.submission),
    )
