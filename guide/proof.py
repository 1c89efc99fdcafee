"""Taking an edition to proof: what is still to be done, the gate for texts that nobody has read, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

import markup
from accounts.models import User
from guide.decisions.models import Matter
from guide.desk.asking import Listed
from guide.desk.waiting import rows_of
from guide.drift.models import Drift
from guide.editions import IN_PREPARATION, AlreadyPublished, Edition
from guide.reviewing import checklist as reviewing
from guide.reviewing.models import Consent
from guide.tips import Tip, current_places

REASON_LENGTH = 300


class Unread(ValidationError):
    """Nobody has read so many texts: a reason is wanted, and is kept."""

    def __init__(self, number: int) -> None:
        words = ngettext_lazy(
            "Nobody has read %(number)s text. Read it first, or say why the guide goes on without it.",
            "Nobody has read %(number)s texts. Read them first, or say why the guide goes on without them.",
            number,
        )
        super().__init__({"unread_reason": ValidationError(words % {"number": number}, code="unread")})
        self.number = number


def unread() -> int:
    """How many texts wait to be read, as the desk counts them: a page is one, whatever versions of it wait."""
    return rows_of(Listed.READ, None).count()


def take_to_proof(edition: Edition, *, by: User | None, unread_reason: str, at: datetime | None) -> None:
    """See `Edition.take_to_proof`."""
    number, reason = unread(), " ".join(markup.clean_text(unread_reason).split())
    if number and not reason:
        raise Unread(number)
    if len(reason) > REASON_LENGTH:
        words = _("Say it in %(most)s signs at most.") % {"most": REASON_LENGTH}
        raise ValidationError({"unread_reason": words}, code="long")
    values: dict[str, Any] = {
        "status": Edition.Status.PROOF,
        "proof_at": at or timezone.now(),
        "proof_by": by,
        "unread_at_proof": number,
        "unread_reason": reason if number else "",
    }
    _set(edition, values)


def back_from_proof(edition: Edition) -> None:
    """See `Edition.back_from_proof`."""
    _set(
        edition,
        {"status": Edition.Status.DRAFT, "proof_at": None, "proof_by": None, "unread_at_proof": 0, "unread_reason": ""},
    )


def _set(edition: Edition, values: dict[str, Any]) -> None:
    if not Edition.objects.filter(pk=edition.pk, status__in=IN_PREPARATION).update(**values):
        raise AlreadyPublished
    for name, value in values.items():
        setattr(edition, name, value)


@dataclass(frozen=True)
class Check:
    """One thing to look at before proof: how often it is wanting, in a sentence, and where it is mended. Of the gate alone
    a reason is wanted where it is not done.
    """

    number: int
    sentence: str
    url: str
    is_gate: bool = False

    @property
    def is_done(self) -> bool:
        return not self.number


def checklist() -> list[Check]:
    """All that is looked at, done or not: seven counts."""
    return list(_checks())


def _checks() -> Iterator[Check]:
    desk = reverse("guide:desk")
    number = unread()
    yield Check(
        number,
        ngettext("%(n)s text that nobody has read", "%(n)s texts that nobody has read", number) % {"n": number},
        desk,
        is_gate=True,
    )
    for number, words, url in (
        (
            Matter.objects.visible().undecided().count(),
            ngettext_lazy("%(n)s text without a decision", "%(n)s texts without a decision", "n"),
            f"{desk}?list=decide",
        ),
        (
            len(current_places()) - Tip.objects.placed().count(),
            ngettext_lazy("%(n)s free place", "%(n)s free places", "n"),
            f"{desk}#board",
        ),
        *_of_tips(),
        (
            len(reviewing.problems_by_tip()),
            ngettext_lazy("%(n)s tip with something to look at", "%(n)s tips with something to look at", "n"),
            reverse("guide:reviews"),
        ),
    ):
        yield Check(number, str(words % {"n": number}), url)


def _of_tips() -> Iterator[tuple[int, Any, str]]:
    placed = Tip.objects.placed()
    alarms = Drift.objects.filter(source__tip__number__isnull=False, answer="").exclude(kind=Drift.Kind.WORDING)
    given = Consent.objects.filter(
        tip=OuterRef("pk"), person=OuterRef("quoted_person"), quote=OuterRef("quote"), state=Consent.State.GIVEN
    )
    for tips, words in (
        (
            placed.exclude(state=Tip.State.APPROVED),
            ngettext_lazy("%(n)s tip that is not approved", "%(n)s tips that are not approved", "n"),
        ),
        (
            placed.filter(sources__in=alarms.values("source")).distinct(),
            ngettext_lazy(
                "%(n)s tip whose source no longer says the same", "%(n)s tips whose sources no longer say the same", "n"
            ),
        ),
        (
            placed.exclude(quote="").exclude(Exists(given)),
            ngettext_lazy("%(n)s quotation without consent", "%(n)s quotations without consent", "n"),
        ),
    ):
        found = list(tips.defer("body", "body_html"))
        yield len(found), words, found[0].get_absolute_url() if found else reverse("guide:desk")
