"""Whom a wave goes to: people of the site by place of work, department and language, or who were picked; or those whom
another one reached.

Who of those whom a reminder means has come decides, letter by letter, whether hers goes out (`needs_no_reminder`), and nothing
that anybody can see: how many there are would tell who came (docs/topics/figures.md).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q

from accounts.models import PersonQuerySet, User
from campaign.invitations.wave_letters import OptOut, WaveLetter

if TYPE_CHECKING:
    from campaign.invitations.wave_plans import WavePlan

NO_EMAIL = Q(email="")
BY_BROWSER = "browser"
"""Stands for the language of those who chose none."""


@dataclass(frozen=True)
class Audience:
    """Nothing chosen of a kind means everybody. `reminds` narrows it to those whom another wave has reached, `only_picked` to
    the people of an imported list, or who were ticked in the list of people."""

    sites: Sequence[str] = ()
    departments: Sequence[str] = ()
    languages: Sequence[str] = ()
    reminds: WavePlan | None = None
    leaves_out_invited: bool = True
    wave: WavePlan | None = None  # whose own letters do not count as earlier ones
    only_picked: bool = False

    def chosen(self) -> PersonQuerySet:
        """Everybody who is meant, also those to whom nothing can be sent."""
        people = User.objects.get_queryset().filter(is_active=True, erased_at=None)
        languages = ["" if language == BY_BROWSER else language for language in self.languages]
        for name, values in (("site", self.sites), ("department", self.departments), ("language", languages)):
            people = people.filter(**{f"{name}__in": values}) if values else people
        if self.only_picked and self.wave:
            people = people.filter(pk__in=self.wave.picked.order_by().values("pk"))
        return (
            people.filter(Exists(self.reminds.letters.reached().filter(person=OuterRef("pk"))))
            if self.reminds
            else people
        )

    def to_write_to(self) -> PersonQuerySet:
        """Those who get a row. Of a reminder these are all whom its wave has reached: each is looked at when hers is due."""
        if self.reminds is not None:
            return self.chosen()
        people = self.chosen().exclude(NO_EMAIL | _wants_none())
        return people.exclude(self._invited_before()) if self.leaves_out_invited else people

    def counts(self) -> AudienceCounts:
        """How many are meant, and how many of these get nothing. One query."""
        if self.reminds is not None:
            return AudienceCounts(self.chosen().count())
        nothing_arrives = NO_EMAIL | _wants_none()
        wanted: dict[str, Any] = {
            "chosen": Count("pk"),
            "unreachable": Count("pk", filter=nothing_arrives),
            "before": Count("pk", filter=~nothing_arrives & self._invited_before()),
        }
        return AudienceCounts(**self.chosen().aggregate(**wanted), leaves_out_before=self.leaves_out_invited)

    def _invited_before(self) -> Q:
        """By another wave, or alone. Reminders do not count: their people have a letter of another wave, or it came back."""
        letters = WaveLetter.objects.counting_as_invited().filter(person=OuterRef("pk"), wave__reminds=None)
        others = letters.exclude(wave=self.wave.pk) if self.wave else letters
        return Q(invited_at__isnull=False) | Q(Exists(others))


@dataclass(frozen=True)
class AudienceCounts:
    """`unreachable` have no address, or want no invitations; `before` of the others were invited already."""

    chosen: int
    unreachable: int = 0
    before: int = 0
    leaves_out_before: bool = False

    @property
    def letters(self) -> int:
        return self.chosen - self.unreachable - (self.before if self.leaves_out_before else 0)

    @property
    def all_were_invited(self) -> bool:
        """Whether a letter would go out if nobody were left out because she was invited before."""
        return self.leaves_out_before and self.before > 0 and not self.letters


def _wants_none() -> Q:
    return Q(Exists(OptOut.objects.filter(person=OuterRef("pk"))))


def needs_no_reminder(letter: WaveLetter, reminded: WavePlan) -> bool:
    """Whether the person of a reminder has come since the wave, was reminded often enough, or is reached no more."""
    invited = reminded.letters.reached().filter(person=letter.person_id).first()
    if invited is None or invited.sent_at is None or _has_come_since(letter.person, invited.sent_at):
        return True
    reminders = WaveLetter.objects.counting_as_invited().filter(person=letter.person_id).exclude(wave__reminds=None)
    return reminders.exclude(pk=letter.pk).count() >= settings.INVITATION_REMINDERS


def _has_come_since(person: User, sent_at: datetime) -> bool:
    """Also whoever came shortly before the letter: she may be signed in still."""
    still = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return person.last_login is not None and person.last_login >= sent_at - still


def values_of_people(name: str) -> list[str]:
    """The places of work, or departments, that people of the site have."""
    known = User.objects.filter(is_active=True).exclude(**{name: ""})
    return list(known.order_by(name).values_list(name, flat=True).distinct())


def still_there(chosen: Collection[str], known: Sequence[str]) -> list[str]:
    """Known values, and those that were chosen and that nobody has any more: a choice is never dropped silently."""
    return [*known, *sorted(set(chosen) - set(known))]
