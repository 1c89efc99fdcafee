"""When: the four phases of the campaign. The second, in which people write, is the contribution window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from campaign.set_up_links import SetUpLink
from campaign.training.models import Registration, RegistrationStep, TrainingSession
from form_rules.dates import check_near

__all__ = ["Phase", "PhaseQuerySet", "Registration", "RegistrationStep", "SetUpLink", "TrainingSession"]


class PhaseQuerySet(models.QuerySet["Phase"]):
    def running_at(self, moment: datetime) -> PhaseQuerySet:
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)

    def keeping_closed(self, moment: datetime) -> PhaseQuerySet:
        """The contribution window, if it is shut at `moment`. Where no window is set, writing is always open."""
        return self.filter(Q(starts_at__gt=moment) | Q(ends_at__lte=moment), kind=Phase.Kind.WRITE)

    def writing_is_open(self, at: datetime | None = None) -> bool:
        return not self.keeping_closed(at or timezone.now()).exists()


class Phase(models.Model):
    class Kind(models.TextChoices):
        INFORM = "inform", pgettext_lazy("phase", "Learn")
        WRITE = "write", pgettext_lazy("phase", "Write")
        CHOOSE = "choose", pgettext_lazy("phase", "Choose")
        PUBLISH = "publish", pgettext_lazy("phase", "Publish")

    kind = models.CharField(_("phase"), max_length=10, choices=Kind.choices, unique=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("A few words, such as “4 videos, 20 sessions”.")
    )

    objects = PhaseQuerySet.as_manager()
    history = HistoricalRecords(history_id_field=models.BigAutoField(), user_related_name="+")
    if TYPE_CHECKING:
        _history_user: Any

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_phase_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        for name in ("starts_at", "ends_at"):
            if moment := getattr(self, name):
                try:
                    check_near(moment, years_back=10, years_ahead=5)
                except ValidationError as refusal:
                    raise ValidationError({name: refusal}) from None
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A phase ends after it starts.")}, code="backwards")

    def decide(self, *, by: AbstractBaseUser | None) -> None:
        """Saves it; the history of the calendar says by whom."""
        self._history_user = by
        with transaction.atomic():
            self.save()

    def remove(self, *, by: AbstractBaseUser | None) -> None:
        """Takes it out of the calendar; its history stays."""
        self._history_user = by
        with transaction.atomic():
            self.delete()

    @property
    def first_day(self) -> date:
        """By the clock of the site."""
        return timezone.localtime(self.starts_at).date()

    @property
    def last_day(self) -> date:
        """The last one of which anything belongs to the phase: the day before a midnight at which it ends."""
        return timezone.localtime(self.ends_at - timedelta(microseconds=1)).date()

    def state(self, at: datetime | None = None) -> str:
        """ "past", "now" or "next", at a moment (default: this one)."""
        moment = at or timezone.now()
        return "past" if self.ends_at <= moment else "now" if self.starts_at <= moment else "next"

    def percent_done(self, at: datetime | None = None) -> int:
        """How much of the phase has gone by, 0 to 100."""
        gone = ((at or timezone.now()) - self.starts_at) / (self.ends_at - self.starts_at)
        return round(100 * min(1.0, max(0.0, gone)))

    def week(self, at: datetime | None = None) -> int:
        """The number of the running week, from 1."""
        return ((at or timezone.now()) - self.starts_at).days // 7 + 1

    @property
    def weeks(self) -> int:
        return -(-(self.ends_at - self.starts_at).days // 7)
