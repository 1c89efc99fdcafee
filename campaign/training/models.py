"""A training session, or the conference: what it is about, where and when, and how many can come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from campaign.languages import first_language
from campaign.site_settings.current import first_language_words
from campaign.training import letters, seats
from campaign.training.check_ins import CheckIn
from campaign.training.letters import SessionLetter
from campaign.training.querysets import TrainingSessionQuerySet
from campaign.training.registrations import Registration, RegistrationStep
from campaign.training.slides import Slides
from campaign.training.speakers import speaks_elsewhere
from common import markup
from common.forms.fields import check_near
from common.html import sentence
from common.words.dates import full_day, time_of_day
from common.words.digit_grouping import Figure
from common.words.time_zones import differs_at, site_clock

__all__ = ["CheckIn", "Registration", "RegistrationStep", "Slides", "TrainingSession"]

MOST_SEATS = 5_000
FROZEN = timedelta(hours=24)
SHOWN_IN_CALENDARS = ("title", "place", "room", "address", "online_url", "starts_at", "ends_at", "speakers")


class TrainingSession(models.Model):
    """One meeting. `sequence` counts the changes that calendars of people who come have to follow."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("training session")
        CONFERENCE = "conference", _("conference")

    kind = models.CharField(
        pgettext_lazy("of a session", "kind"), max_length=10, choices=Kind.choices, default=Kind.TRAINING
    )
    title = models.CharField(_("title"), max_length=150)
    place = models.CharField(
        pgettext_lazy("where people meet", "place"),
        max_length=80,
        help_text=_("The town, or “Online”: the list is narrowed by it."),
    )
    room = models.CharField(_("room"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    online_url = models.URLField(
        _("link of the online meeting"),
        max_length=500,
        blank=True,
        help_text=_("Only people who have a seat see it."),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    speakers = models.CharField(
        _("speakers"), max_length=300, blank=True, help_text=_("Their names, with commas between them.")
    )
    capacity = models.PositiveIntegerField(
        pgettext_lazy("of a session", "seats"),
        validators=[
            MinValueValidator(1, _("One seat at least.")),
            MaxValueValidator(Figure(MOST_SEATS), _("At most %(limit_value)s seats.")),
        ],
    )
    reserved = models.PositiveIntegerField(
        _("of these, reserved"),
        default=0,
        help_text=_("For people whom organisers add. Nobody takes one of these by registering."),
    )
    description = models.TextField(_("description"), blank=True)
    description_html = models.TextField(editable=False, blank=True)
    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    guest_count = models.PositiveIntegerField(
        _("others who came"),
        default=0,
        validators=[MaxValueValidator(Figure(MOST_SEATS), _("At most %(limit_value)s people."))],
        help_text=_("People without an account here, as a number."),
    )
    attended_count = models.PositiveIntegerField(_("people who came"), null=True, blank=True, editable=False)
    summary = models.TextField(_("summary"), blank=True)
    summary_html = models.TextField(editable=False, blank=True)

    objects = TrainingSessionQuerySet.as_manager()
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(),
        user_related_name="+",
        excluded_fields=["description_html", "summary_html"],
    )

    if TYPE_CHECKING:
        _history_user: Any
        _history_date: datetime
        registered_count: int  # these four are of `with_counts` and `with_own_state`
        reserved_count: int
        waiting_count: int
        own_state: str | None
        seated_count: int  # these two are of `with_attendance`
        came_count: int

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at"], name="sessions_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="a_session_has_a_seat"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("capacity")), name="no_more_seats_are_reserved_than_there_are"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:session", args=[self.pk])

    def clean(self) -> None:
        """Raises ValidationError with a sentence for each field that will not do."""
        wrong: dict[str, Any] = {}
        for name in ("starts_at", "ends_at"):
            if moment := getattr(self, name):
                try:
                    check_near(moment, years_back=10, years_ahead=5)
                except ValidationError as refusal:
                    wrong[name] = refusal
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            wrong.setdefault("ends_at", _("A session has to end after it starts."))
        if self.capacity and self.reserved is not None and self.reserved > self.capacity:
            wrong["reserved"] = _("That is more than there are seats.")
        if self.starts_at and self.ends_at and not wrong and (other := speaks_elsewhere(self)):
            words = gettext("%(name)s speaks at the same time at “%(title)s”.")
            wrong["speakers"] = sentence(words, name=other["name"], title=first_language_words(other["title"]))
        if not (self.address or self.room or self.online_url):
            wrong["room"] = _("Say where: a room, an address, or the link of an online meeting.")
        if wrong:
            raise ValidationError(wrong)

    # The verbs.

    def plan(self, *, by: User | None, at: datetime | None = None) -> None:
        """Saves a new session. Raises ValidationError, and markup.RenderRefused."""
        if self.starts_at and self.starts_at <= (at or timezone.now()):
            raise ValidationError({"starts_at": _("This time has passed.")}, code="past")
        if at is not None:
            self._history_date = at
        self._save(by=by)

    def change(self, values: Mapping[str, Any], *, by: User | None, at: datetime | None = None) -> None:
        """Saves these values; whoever comes or waits is told of what calendars show, and seats that this makes are given.

        Raises ValidationError, and markup.RenderRefused.
        """
        with self.held() as now:
            moment = at or timezone.now()
            changed = {name for name, value in values.items() if getattr(now, name) != value}
            for name, value in values.items():
                setattr(now, name, value)
            if "starts_at" in changed and now.starts_at <= moment:
                raise ValidationError({"starts_at": _("This time has passed.")}, code="past")
            is_news = bool(changed & set(SHOWN_IN_CALENDARS)) and now.is_open(moment)
            now.sequence += is_news
            now._save(by=by)
            if is_news:
                letters.write(now.registrations.coming(), SessionLetter.CHANGED, at=moment, by=by)
            seats.promote(now, at=moment)
        self.refresh_from_db()

    def cancel(self, *, reason: str, by: User | None, at: datetime | None = None) -> None:
        """It does not take place: whoever comes or waits is told why.

        Raises ValidationError without a reason, and for a session that is cancelled already or over.
        """
        if not reason.strip():
            raise ValidationError({"reason": _("Say why: whoever wanted to come reads it.")}, code="empty")
        with self.held() as now:
            moment = at or timezone.now()
            if now.cancelled_at or now.is_over(moment):
                raise ValidationError(_("This session is cancelled already, or over."), code="too_late")
            now.cancelled_at, now.cancel_reason = moment, markup.typeset(reason.strip(), first_language())[:500]
            now.sequence += 1
            now._history_user = by
            now.save()
            letters.write(now.registrations.coming(), SessionLetter.CANCELLED, at=moment, by=by)
        self.refresh_from_db()

    def register(
        self, person: User, *, by: User | None = None, shows_name: bool = False, at: datetime | None = None
    ) -> Registration:
        """Gives the person a seat, or the last place of the waiting list; `by` is the organiser who adds her.

        Whoever has either already keeps it. Raises ValidationError where nobody can register any more, and
        RightClosed where the calendar has shut it for whoever registers herself.
        """
        return seats.register(self, person, by=by, shows_name=shows_name, at=at)

    @contextmanager
    def held(self) -> Iterator[TrainingSession]:
        """The row as it is now, which nobody else changes, nor its seats, until what is done inside is committed.

        PostgreSQL locks the row; SQLite lets one transaction write at a time, and each begins as one that writes.
        """
        with transaction.atomic():
            yield TrainingSession.objects.select_for_update().get(pk=self.pk)

    def _save(self, *, by: User | None) -> None:
        self.title = markup.typeset_title(markup.one_line(self.title), first_language())
        self.full_clean(exclude=["uid"])
        self.description_html = (
            markup.render(self.description, language=first_language()).html if self.description else ""
        )
        self._history_user = by
        with transaction.atomic():
            self.save()

    # What it is at a moment.

    def is_over(self, at: datetime | None = None) -> bool:
        return self.ends_at <= (at or timezone.now())

    def has_begun(self, at: datetime | None = None) -> bool:
        return self.starts_at <= (at or timezone.now())

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether people can register, or say that they cannot come."""
        return self.cancelled_at is None and not self.has_begun(at)

    def is_frozen(self, at: datetime | None = None) -> bool:
        """Whether it is too late to call somebody from the waiting list, who would not expect it any more."""
        return self.starts_at - FROZEN <= (at or timezone.now())

    @property
    def has_door(self) -> bool:
        """Whether people meet in a room, and not online alone."""
        return bool(self.room or self.address)

    @property
    def day(self) -> date:
        """Its first day, by the clock of the site."""
        return timezone.localtime(self.starts_at).date()

    @property
    def last_day(self) -> date:
        return timezone.localtime(self.ends_at).date()

    @property
    def when(self) -> str:
        """Its days and hours in words, by the clock of the site."""
        values = {"day": full_day(self.day), "begin": time_of_day(self.starts_at), "end": time_of_day(self.ends_at)}
        if self.day == self.last_day:
            return gettext("%(day)s, from %(begin)s to %(end)s") % values
        values["last_day"] = full_day(self.last_day)
        return gettext("From %(day)s at %(begin)s to %(last_day)s at %(end)s") % values

    @property
    def when_by_clock(self) -> str:
        """Its days and hours, and whose clock gives them: that of the site, or another where one is in force."""
        return gettext("%(when)s (%(clock)s)") % {"when": self.when, "clock": site_clock()}

    def when_for(self, person: User) -> str:
        """Its days and hours by the person's own clock; empty where that shows the same as the site's."""
        if not differs_at(person.time_zone, self.starts_at):
            return ""
        with timezone.override(person.time_zone):
            return self.when_by_clock

    @property
    def seats(self) -> seats.Seats:
        return seats.seats_of(self)

    @property
    def speaker_names(self) -> list[str]:
        return [name.strip() for name in self.speakers.split(",") if name.strip()]
