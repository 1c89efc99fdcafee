"""Who hears of a review: the editors who may read, whoever wrote the tip, whoever is quoted in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Role, User
from notifications.kinds import Kind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.reviewing.models import Consent, Remark, Step
    from guide.tips import Tip


def editors() -> set[int]:
    """Editors, and administrators, who may do what editors do."""
    people = User.objects.having(Role.EDITOR) | User.objects.having(Role.ADMINISTRATOR)
    return set(people.values_list("pk", flat=True))


def tell_to_review(step: Step) -> None:
    _tell(step.tip, editors(), Kind.TO_REVIEW, f"step-{step.pk}", actor=step.by, excerpt=step.note, at=step.at)


def tell_approved(step: Step, concerned: Iterable[int]) -> None:
    _tell(step.tip, concerned, Kind.APPROVED, f"step-{step.pk}", actor=step.by, excerpt=step.note, at=step.at)


def tell_sent_back(step: Step, concerned: Iterable[int]) -> None:
    _tell(step.tip, concerned, Kind.REMARKED, f"step-{step.pk}", actor=step.by, excerpt=step.note, at=step.at)


def tell_remarked(remark: Remark, concerned: Iterable[int]) -> None:
    """Once a day for each reviewer: whoever says ten things at once writes one letter."""
    who = f"link-{remark.link_id}" if remark.link_id else f"by-{remark.by_id}"
    what = f"{who}-{remark.at:%Y-%m-%d}"
    excerpt = remark.body or remark.replacement or ""
    if remark.link:
        excerpt = _("%(name)s: %(words)s") % {"name": remark.link.name, "words": excerpt}
    _tell(remark.tip, concerned, Kind.REMARKED, what, actor=remark.by, excerpt=excerpt, at=remark.at)


def tell_due(tip: Tip, people: Iterable[int], *, today: date) -> None:
    _tell(tip, people, Kind.DUE, f"due-{today:%Y-%m-%d}")


def ask_for_consent(consent: Consent) -> None:
    """Her key says when she was asked: words that come back are asked about again."""
    _tell(
        consent.tip,
        [consent.person_id],
        Kind.CONSENT,
        f"consent-{consent.pk}-{consent.asked_at:%Y%m%d%H%M%S}",
        url=reverse("guide:consent", args=[consent.pk]),
        actor=consent.asked_by,
        excerpt=consent.quote,
        at=consent.asked_at,
    )


def tell_consented(consent: Consent) -> None:
    what = f"consented-{consent.pk}-{consent.answered_at:%Y%m%d%H%M%S%f}"
    _tell(consent.tip, [consent.asked_by_id], Kind.CONSENTED, what, actor=consent.person, at=consent.answered_at)


def _tell(
    tip: Tip,
    people: Iterable[int],
    kind: Kind,
    what: str,
    *,
    actor: User | None = None,
    excerpt: str = "",
    url: str = "",
    at: datetime | None = None,
) -> None:
    details: dict[str, Any] = {"actor": actor, "excerpt": excerpt, "at": at}
    Notification.objects.tell(
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
