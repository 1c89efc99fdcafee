"""The calendar: the phases of the campaign."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from campaign.languages import first_language
from common import markup
from common.forms.fields import check_near

LONGEST_NOTE = 120
LONGEST_REASON = 300


class PhaseQuerySet(models.QuerySet["Phase"]):
    def running_at(self, moment: datetime) -> PhaseQuerySet:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=moment), starts_at__lte=moment)


class Phase(models.Model):
    """A part of the campaign: from when to when, what may be done while it runs, and what is said of it.

    What its switches mean is said in `campaign.calendar.rights`. Its moments are half-open: at `ends_at` it is over. People
    are shown the last day, or the last minute, that belongs to it.
    """

    class Kind(models.TextChoices):
        LISTEN = "listen", pgettext_lazy("phase", "Listen")
        INFORM = "inform", pgettext_lazy("phase", "Raise awareness")
        WRITE = "write", pgettext_lazy("phase", "Write")
        CHOOSE = "choose", pgettext_lazy("phase", "Choose")
        PUBLISH = "publish", pgettext_lazy("phase", "Publish")
        TRANSLATE = "translate", pgettext_lazy("phase", "Translate")
        LEARN = "learn", pgettext_lazy("phase", "Learn")
        KEEP_ALIVE = "alive", pgettext_lazy("phase", "Keep alive")
        OTHER = "other", pgettext_lazy("phase", "Something else")

    kind = models.CharField(_("phase"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    note = models.CharField(
        _("note"), max_length=LONGEST_NOTE, blank=True, help_text=_("A few words, such as “4 videos, 20 sessions”.")
    )
    text = models.TextField(_("text"), blank=True)
    text_html = models.TextField(editable=False, blank=True)
    may_write = models.BooleanField(_("people write pages"), default=False)
    may_comment = models.BooleanField(_("people comment"), default=False)
    may_endorse = models.BooleanField(_("people say what is useful"), default=False)
    may_ask = models.BooleanField(_("people ask questions"), default=False)
    may_nominate = models.BooleanField(_("people propose for the guide"), default=False)
    may_register = models.BooleanField(_("people register for sessions"), default=False)

    objects = PhaseQuerySet.as_manager()
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(),
        history_change_reason_field=models.CharField(max_length=LONGEST_REASON, null=True),
        excluded_fields=["text_html"],
        user_related_name="+",
    )
    if TYPE_CHECKING:
        _history_user: Any
        _change_reason: str

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="a_phase_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(kind="other", name=""), name="what_is_no_usual_phase_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())

    def clean(self) -> None:
        for name in ("starts_at", "ends_at"):
            if moment := getattr(self, name):
                try:
                    check_near(moment, years_back=10, years_ahead=5)
                except ValidationError as refusal:
                    raise ValidationError({name: refusal}) from None
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("A phase has to end after it starts.")}, code="backwards")

    def decide(self, *, by: AbstractBaseUser | None, reason: str = "") -> None:
        """Saves it; the history of the calendar says by whom, and why. Raises ValidationError for a text."""
        try:
            self.text_html = self._rendered() if self.text else ""
        except markup.RenderRefused:
            raise ValidationError({"text": _("This text cannot be shown: make it shorter or simpler.")}) from None
        self._history_user, self._change_reason = by, reason
        with transaction.atomic():
            self.save()

    def _rendered(self) -> str:
        """Several of them stand on one screen: each has its own ids."""
        prefix = f"{self.kind}-{self.starts_at:%y%m%d%H%M}-"
        return markup.render(self.text, language=first_language(), prefix=prefix).html

    def remove(self, *, by: AbstractBaseUser | None, reason: str = "") -> None:
        """Takes it out of the calendar; its history stays."""
        self._history_user, self._change_reason = by, reason
        with transaction.atomic():
            self.delete()

    @property
    def note_of_kind(self) -> str:
        """The note that is proposed for its kind, in the language of the reader, where that is what it still says."""
        usual = USUAL_NOTES.get(Phase.Kind(self.kind))
        return str(usual) if usual and self.note in _in_each_language(usual) else ""

    @property
    def first_day(self) -> date:
        """By the clock of the site."""
        return timezone.localtime(self.starts_at).date()

    @property
    def last_moment(self) -> datetime | None:
        """The last one that belongs to the phase, as people are told it: of a midnight at which it ends, the day before."""
        return timezone.localtime(self.ends_at - timedelta(microseconds=1)) if self.ends_at else None

    @property
    def last_day(self) -> date | None:
        return self.last_moment.date() if self.last_moment else None

    def state(self, at: datetime | None = None) -> str:
        """ "past", "now" or "next", at a moment (default: this one)."""
        moment = at or timezone.now()
        if self.ends_at and self.ends_at <= moment:
            return "past"
        return "now" if self.starts_at <= moment else "next"

    def percent_done(self, at: datetime | None = None) -> int:
        """How much of the phase has gone by, 0 to 100; 0 of one that goes on."""
        if self.ends_at is None:
            return 0
        gone = ((at or timezone.now()) - self.starts_at) / (self.ends_at - self.starts_at)
        return round(100 * min(1.0, max(0.0, gone)))

    def week(self, at: datetime | None = None) -> int:
        """The number of the running week, from 1."""
        return ((at or timezone.now()) - self.starts_at).days // 7 + 1

    @property
    def weeks(self) -> int:
        """How many it lasts; 0 of one that goes on."""
        return -(-(self.ends_at - self.starts_at).days // 7) if self.ends_at else 0


USUAL_NOTES = {
    Phase.Kind.LISTEN: _("What people ask already."),
    Phase.Kind.INFORM: _("What it is about, and why now."),
    Phase.Kind.WRITE: _("Everybody says what they know."),
    Phase.Kind.CHOOSE: _("Editors read everything, and choose."),
    Phase.Kind.PUBLISH: _("The guide is checked, and comes out."),
    Phase.Kind.TRANSLATE: _("The guide comes out in other languages."),
    Phase.Kind.LEARN: _("A tip a day."),
    Phase.Kind.KEEP_ALIVE: _("Changes are announced, and the next edition begins."),
}


def _in_each_language(note: Any) -> set[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.add(str(note))
    return found
