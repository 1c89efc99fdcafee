"""The part of a wave that its organisers decide: its words, its audience, when it is sent and how fast."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.invitations.audience import BY_BROWSER, Audience
from campaign.invitations.hours import SendingHours
from campaign.invitations.wave_letters import WaveLetterQuerySet
from campaign.invitations.wave_words import WaveWords
from campaign.site_settings.current import current_settings
from common.words.digit_grouping import Figure, grouped

FASTEST = 1_000  # letters a minute


class WavePlan(models.Model):
    """`words` has subject, text and its HTML by language."""

    words = models.JSONField(_("words"), default=dict, editable=False)
    sites = models.JSONField(_("places of work"), default=list, blank=True)
    departments = models.JSONField(_("departments"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    picked = models.ManyToManyField(User, related_name="+", editable=False, verbose_name=_("people who were picked"))
    picked_from = models.CharField(_("imported list that they are of"), max_length=120, blank=True, editable=False)
    only_picked = models.BooleanField(_("only to those who were picked"), default=False)
    leaves_out_invited = models.BooleanField(_("leave out who was invited before"), default=True)
    reminds = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reminders",
        verbose_name=_("reminds the people of"),
    )
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    letters_a_minute = models.PositiveIntegerField(
        _("letters a minute"),
        default=60,
        validators=[
            MinValueValidator(1, _("One letter a minute at least.")),
            MaxValueValidator(Figure(FASTEST), _("At most %(limit_value)s letters a minute.")),
        ],
    )
    weekdays = models.JSONField(_("days of the week"), default=list)
    begin = models.TimeField(_("from"), default=time(8))
    until = models.TimeField(_("until"), default=time(18))
    previewed_at = models.DateTimeField(_("tried out"), null=True, editable=False)

    if TYPE_CHECKING:
        letters: WaveLetterQuerySet

    class Meta:
        abstract = True

    @property
    def subject(self) -> str:
        return self.words_in(current_settings().interface_language).subject

    def words_in(self, language: str) -> WaveWords:
        """Its words in this language; in the first one of the site where they are missing."""
        return WaveWords.of(self.words, language)

    @property
    def language_names(self) -> list[str]:
        """Those of `languages`, as people read them."""
        names = {BY_BROWSER: gettext("As set in their browser"), **dict(settings.LANGUAGES)}
        return [str(names.get(code, code)) for code in self.languages]

    @property
    def hours(self) -> SendingHours:
        return SendingHours(self.weekdays, self.begin, self.until)

    @property
    def audience(self) -> Audience:
        chosen = {name: getattr(self, name) for name in ("sites", "departments", "languages", "only_picked")}
        return Audience(**chosen, reminds=self.reminds, leaves_out_invited=self.leaves_out_invited, wave=self)

    @property
    def picked_words(self) -> str:
        """Who was picked, and how many they are; the empty text where nobody was."""
        if not (number := self.picked.count()):
            return ""
        values = {"name": self.picked_from, "number": grouped(number)}
        if self.picked_from:
            return gettext("Only the new people of the imported list “%(name)s” (%(number)s)") % values
        return gettext("Only the people who were ticked in the list of people (%(number)s)") % values

    def check_ready(self, *, at: datetime | None = None) -> None:
        """Raises ValidationError with what keeps it from being scheduled."""
        missing = []
        if not self.subject or not self.words_in(current_settings().interface_language).body:
            missing.append(gettext("It has no words yet."))
        elif self.previewed_at is None:
            missing.append(gettext("Send the letter to yourself first, and read it."))
        if self.starts_at is None or not self.weekdays:
            missing.append(gettext("Say who it goes to, and when it begins."))
        elif self.starts_at < (at or timezone.now()) - timedelta(days=1):
            missing.append(gettext("The day on which it was to begin is past: choose another one."))
        elif not (counts := self.audience.counts()).letters:
            invited = gettext("Everybody it would go to was invited before.")
            missing.append(invited if counts.all_were_invited else gettext("Nobody would get a letter."))
        if missing:
            raise ValidationError(missing)
