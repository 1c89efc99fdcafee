"""Who comes to a session, who waits for a seat, and each step of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Attribution, User
from campaign.training import seats
from common.paging import CountOf


class RegistrationState(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("of a person, for a session", "registered")
    WAITING = "waiting", pgettext_lazy("of a person, for a session", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("of a person, for a session", "does not come")


class RegistrationAct(models.TextChoices):
    REGISTERED = "registered", pgettext_lazy("what became of a registration", "registered")
    WAITING = "waiting", pgettext_lazy("what became of a registration", "joined the waiting list")
    PROMOTED = "promoted", pgettext_lazy("what became of a registration", "got a seat that was free")
    CANCELLED = "cancelled", pgettext_lazy("what became of a registration", "does not come")
    CAME = "came", pgettext_lazy("what became of a registration", "came")
    NOT_CAME = "not_came", pgettext_lazy("what became of a registration", "was noted as here by mistake")


# Who comes to a session, who waits for a seat, and each step of it.


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def registered(self) -> RegistrationQuerySet:
        """Those who have a seat, in the order in which they got it."""
        return self.filter(state=RegistrationState.REGISTERED).order_by("queue_number", "pk")

    def waiting(self) -> RegistrationQuerySet:
        """Those who wait, the first to be served first."""
        return self.filter(state=RegistrationState.WAITING).order_by("queue_number", "pk")

    def coming(self) -> RegistrationQuerySet:
        """Those who have a seat, or wait for one."""
        return self.exclude(state=RegistrationState.CANCELLED)

    def of(self, person: User) -> RegistrationQuerySet:
        return self.filter(person=person).select_related("session")

    def with_queue_position(self) -> RegistrationQuerySet:
        """Each with its place on the waiting list, for a list of several sessions."""
        before = Registration.objects.waiting().filter(
            session=OuterRef("session"), queue_number__lt=OuterRef("queue_number")
        )
        return self.annotate(queue_position=CountOf(before, None) + 1)

    def showing_names(self) -> RegistrationQuerySet:
        """Those who have a seat, and wish that colleagues see it."""
        shown = self.registered().filter(shows_name=True, person__is_active=True)
        return shown.exclude(person__attribution=Attribution.ANONYMOUS).select_related("person")


class Registration(models.Model):
    """One person and one session: there is one row, whatever becomes of it. `since` is when it came to its state.

    `queue_number` says who was first: a clock may go back, and two servers have two of them.

    `turn` counts how often she came or went: with the session's own number, it tells calendar programs what is newer.
    `came_at` is when she was checked in at the session.
    """

    session = models.ForeignKey(
        "campaign.TrainingSession", on_delete=models.CASCADE, related_name="registrations", verbose_name=_("session")
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState.choices)
    since = models.DateTimeField(_("since"), default=timezone.now)
    is_on_reserved_seat = models.BooleanField(_("on a reserved seat"), default=False)
    shows_name = models.BooleanField(_("shows their name"), default=False)
    queue_number = models.PositiveBigIntegerField(default=0, editable=False)
    turn = models.PositiveIntegerField(default=0, editable=False)
    came_at = models.DateTimeField(_("checked in"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    if TYPE_CHECKING:
        session_id: int
        person_id: int

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["queue_number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="a_person_has_one_registration_for_a_session"),
            models.CheckConstraint(
                condition=Q(is_on_reserved_seat=False) | Q(state=RegistrationState.REGISTERED),
                name="whoever_is_on_a_reserved_seat_is_registered",
            ),
            models.CheckConstraint(
                condition=Q(came_at=None) | Q(state=RegistrationState.REGISTERED), name="whoever_came_is_registered"
            ),
        ]
        indexes = [models.Index(fields=["session", "state", "queue_number"], name="registrations_in_order")]

    def __str__(self) -> str:
        return f"{self.person}, {self.session}"

    @property
    def is_coming(self) -> bool:
        return self.state != RegistrationState.CANCELLED

    @property
    def is_registered(self) -> bool:
        return self.state == RegistrationState.REGISTERED

    @property
    def is_waiting(self) -> bool:
        return self.state == RegistrationState.WAITING

    @property
    def position(self) -> int:
        """Her place on the waiting list, from 1."""
        before = Registration.objects.filter(session=self.session_id, queue_number__lt=self.queue_number)
        return before.waiting().count() + 1

    def cancel(self, *, by: User | None, at: datetime | None = None) -> None:
        """She does not come: her seat goes to whoever waits, in the same transaction. A second time does nothing.

        `by` is herself, an organiser, or None for the site. Raises ValidationError once the session has begun.
        """
        seats.cancel(self, by=by, at=at)

    def show_name(self, is_shown: bool) -> None:
        """Whether colleagues who look at the session see her name."""
        Registration.objects.filter(pk=self.pk).update(shows_name=is_shown)
        self.shows_name = is_shown

    def step(self, act: str, *, by: User | None, at: datetime) -> None:
        """Notes what has just become of it."""
        RegistrationStep.objects.create(registration=self, act=act, by=by, at=at)


class RegistrationStep(models.Model):
    """What became of a registration, when, and who did it; None where the site gave a seat by itself."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="steps", verbose_name=_("registration")
    )
    act = models.CharField(_("what"), max_length=10, choices=RegistrationAct.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who did it")
    )

    class Meta:
        verbose_name = _("step of a registration")
        verbose_name_plural = _("steps of registrations")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_act_display()}"

    @property
    def is_by_another(self) -> bool:
        """Whether an organiser did it."""
        return self.by is not None and self.by != self.registration.person


# What becomes of the seats of a person whose account is stopped, or who is erased.


def free_seats_of(person: User, *, act: str, by: User, reason: str, at: datetime) -> None:
    """For settings.ON_ACCOUNT_STOPPED: whoever waits gets the seats of an account that is stopped."""
    if act == "stop":
        ahead = Registration.objects.coming().filter(person=person, session__starts_at__gt=at)
        for registration in ahead.select_related("session").order_by("session"):
            registration.cancel(by=by, at=at)


def erase_registrations_of(person: User) -> None:
    """For settings.ON_ERASURE: that she was registered counts, under her pseudonym; what she gave up is forgotten."""
    hers = Registration.objects.filter(person=person)
    hers.exclude(pk__in=hers.registered()).delete()
    hers.update(shows_name=False)
