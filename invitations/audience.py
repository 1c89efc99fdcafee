"""Whom a wave goes to: people of the site by place of work, department and language; or those of another who have not come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from accounts.models import PersonQuerySet, User
from invitations.opt_outs import OptOut
from invitations.wave_letters import WaveLetter

if TYPE_CHECKING:
    from invitations.wave_plans import WavePlan

NO_EMAIL = Q(email="")
BY_BROWSER = "browser"
"""Stands for the language of those who chose none."""


@dataclass(frozen=True)
class Audience:
    """Nothing chosen of a kind means everybody. `reminds` narrows it to those of another wave who have not come."""

    sites: Sequence[str] = ()
    departments: Sequence[str] = ()
    languages: Sequence[str] = ()
    reminds: WavePlan | None = None
    leaves_out_invited: bool = True
    wave: WavePlan | None = None  # whose own letters do not count as earlier ones

    def chosen(self) -> PersonQuerySet:
        """Everybody who is meant, also those to whom nothing can be sent."""
        people = User.objects.get_queryset().filter(is_active=True, erased_at=None)
        languages = ["" if language == BY_BROWSER else language for language in self.languages]
        for name, values in (("site", self.sites), ("department", self.departments), ("language", languages)):
            people = people.filter(**{f"{name}__in": values}) if values else people
        return people.filter(Exists(_not_come(self.reminds))) if self.reminds else people

    def to_write_to(self) -> PersonQuerySet:
        """Those who get a letter."""
        people = self.chosen().exclude(NO_EMAIL).exclude(_wants_none())
        if self.reminds is not None:
            return people.filter(~Exists(_reminded_enough()))
        return people.filter(~Exists(self._invited_before())) if self.leaves_out_invited else people

    def counts(self) -> AudienceCounts:
        """How many are meant, and how many of these get nothing, and why. One query."""
        left_out = _reminded_enough() if self.reminds else self._invited_before()
        wants_none = _wants_none()
        wanted: dict[str, Any] = {
            "chosen": Count("pk"),
            "opted_out": Count("pk", filter=wants_none),
            "without_address": Count("pk", filter=NO_EMAIL & ~wants_none),
            "before": Count("pk", filter=~NO_EMAIL & ~wants_none & Q(Exists(left_out))),
        }
        counted = self.chosen().aggregate(**wanted)
        return AudienceCounts(**counted, leaves_out_before=self.reminds is not None or self.leaves_out_invited)

    def _invited_before(self) -> QuerySet[WaveLetter]:
        invited = WaveLetter.objects.counting_as_invited().filter(person=OuterRef("pk"))
        return invited.exclude(wave=self.wave.pk) if self.wave else invited


@dataclass(frozen=True)
class AudienceCounts:
    """`before` were invited by another wave, or reminded often enough."""

    chosen: int
    opted_out: int
    without_address: int
    before: int
    leaves_out_before: bool

    @property
    def letters(self) -> int:
        left_out = self.before if self.leaves_out_before else 0
        return self.chosen - self.opted_out - self.without_address - left_out


def _wants_none() -> Q:
    return Q(Exists(OptOut.objects.filter(person=OuterRef("pk"))))


def not_come_since(letters: QuerySet[WaveLetter], last_login: F | None = None) -> QuerySet[WaveLetter]:
    """Of these letters, those whose person has not signed in since; nor shortly before, as she may be signed in still.

    `last_login` says where that stands, if not with the person of the letter.
    """
    still = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    seen = ExpressionWrapper(last_login or F("person__last_login"), output_field=DateTimeField())
    return letters.annotate(seen_at=seen).filter(Q(seen_at=None) | Q(seen_at__lt=F("sent_at") - still))


def _not_come(wave: WavePlan) -> QuerySet[WaveLetter]:
    """Asks no table of people again for each of them: without statistics PostgreSQL read all of it, for each of the letters."""
    return not_come_since(wave.letters.reached().filter(person=OuterRef("pk")), OuterRef("last_login"))


def _reminded_enough() -> QuerySet[Any]:
    """Counts the reminders that a person has, of all waves."""
    reminders = WaveLetter.objects.counting_as_invited().filter(person=OuterRef("pk")).exclude(wave__reminds=None)
    counted = reminders.order_by().values("person").annotate(number=Count("pk"))
    return counted.filter(number__gte=settings.INVITATION_REMINDERS)


def values_of_people(name: str) -> list[str]:
    """The places of work, or departments, that people of the site have."""
    known = User.objects.filter(is_active=True).exclude(**{name: ""})
    return list(known.order_by(name).values_list(name, flat=True).distinct())


def still_there(chosen: Collection[str], known: Sequence[str]) -> list[str]:
    """Known values, and those that were chosen and that nobody has any more: a choice is never dropped silently."""
    return [*known, *sorted(set(chosen) - set(known))]
