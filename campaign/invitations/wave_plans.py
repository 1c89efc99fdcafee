"""The part of a wave that its organisers decide: its words, its audience, when it is sent, at which hours, how fast."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.invitations.audience import BY_BROWSER, Audience
from campaign.invitations.wave_letters import WaveLetterQuerySet
from campaign.site_settings.current import current_settings
from common import markup
from common.words.dates import time_of_day, weekday
from common.words.digit_grouping import Figure, grouped
from common.words.text_lists import side_by_side

WEEK = range(7)  # Monday is 0
A_MONDAY = date(2024, 1, 1)
MIDNIGHT = time()


@dataclass(frozen=True)
class SendingHours:
    """`until` itself is outside; midnight stands for the end of the day."""

    weekdays: Collection[int]
    begin: time
    until: time

    def are_open(self, at: datetime) -> bool:
        local = timezone.localtime(at)
        clock = local.time()
        return local.weekday() in self.weekdays and self.begin <= clock and self._is_before_end(clock)

    def next_opening(self, at: datetime) -> datetime | None:
        """Returns the moment itself within the hours, else that at which they begin again; None without any day."""
        if self.are_open(at):
            return at
        today = timezone.localtime(at).date()
        days = (today + timedelta(days=ahead) for ahead in range(8))
        openings = (
            timezone.make_aware(datetime.combine(day, self.begin)) for day in days if day.weekday() in self.weekdays
        )
        return next((opening for opening in openings if opening > at), None)

    @property
    def words(self) -> str:
        """Returns its days and hours as a sentence has them."""
        days = side_by_side(name_of_weekday(day) for day in sorted(self.weekdays))
        hours = {"begin": time_of_day(_at(self.begin)), "end": time_of_day(_at(self.until))}
        return _("%(days)s, from %(begin)s to %(end)s") % {"days": days, **hours}

    def _is_before_end(self, clock: time) -> bool:
        return self.until == MIDNIGHT or clock < self.until


def name_of_weekday(day: int) -> str:
    return weekday(A_MONDAY + timedelta(days=day))


def _at(clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(A_MONDAY, clock))


# What a wave says in one language.


@dataclass(frozen=True)
class WaveWords:
    """`language` is the one that they are in, which is not always the one that was asked for."""

    language: str
    subject: str = ""
    body: str = ""
    html: str = ""

    @classmethod
    def of(cls, words: Mapping[str, Any], language: str) -> WaveWords:
        """Returns those in this language; in the first one of the site where they are missing."""
        found = language if is_whole(words, language) else current_settings().interface_language
        return cls(found, **words.get(found, {}))


def is_whole(words: Mapping[str, Any], language: str) -> bool:
    """Whether both subject and text are there."""
    here = words.get(language, {})
    return bool(here.get("subject") and here.get("body"))


def missing_languages(words: Mapping[str, Any]) -> list[str]:
    """The languages of the site in which people read those of the first one, by their codes."""
    return [code for code, _name in settings.LANGUAGES if not is_whole(words, code)]


def ordered_languages() -> list[tuple[str, Any]]:
    """The languages of the site with their names, its first one first."""
    first = current_settings().interface_language
    return sorted(settings.LANGUAGES, key=lambda pair: pair[0] != first)


def rendered_words(subject: str, body: str, *, language: str) -> dict[str, str]:
    """Returns what a wave holds of one language. Raises markup.RenderRefused."""
    subject = markup.typeset_title(markup.one_line(subject), language)
    html = markup.render(body, language=language).html if body else ""
    return {"subject": subject, "body": body, "html": html}


def proposed_words() -> dict[str, dict[str, str]]:
    """Returns a letter to people whose accounts are new, in each language of the site, for an organiser to change."""
    return {code: _proposed(code) for code, _name in settings.LANGUAGES}


def _proposed(language: str) -> dict[str, str]:
    with translation.override(language):
        subject = _("You are invited to “%(title)s”") % {"title": current_settings().name}
        body = _(
            "Here you can read what your colleagues have written, improve it, and add what you know yourself: a few "
            "lines are enough."
        )
        return rendered_words(subject, body, language=language)


# The part of a wave that its organisers decide: its words, its audience, when it is sent and how fast.


FASTEST = 1_000  # letters a minute


class WavePlan(models.Model):
    """`words` has subject, text and its HTML by language."""

    words = models.JSONField(gettext_lazy("words"), default=dict, editable=False)
    sites = models.JSONField(gettext_lazy("places of work"), default=list, blank=True)
    departments = models.JSONField(gettext_lazy("departments"), default=list, blank=True)
    languages = models.JSONField(gettext_lazy("languages"), default=list, blank=True)
    picked = models.ManyToManyField(
        User, related_name="+", editable=False, verbose_name=gettext_lazy("people who were chosen")
    )
    picked_from = models.CharField(
        gettext_lazy("imported list that they are of"), max_length=120, blank=True, editable=False
    )
    only_picked = models.BooleanField(gettext_lazy("only to those who were chosen"), default=False)
    leaves_out_invited = models.BooleanField(gettext_lazy("leave out who was invited before"), default=True)
    reminds = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reminders",
        verbose_name=gettext_lazy("reminds the people of"),
    )
    starts_at = models.DateTimeField(gettext_lazy("begins"), null=True, blank=True)
    letters_a_minute = models.PositiveIntegerField(
        gettext_lazy("letters a minute"),
        default=60,
        validators=[
            MinValueValidator(1, gettext_lazy("One letter a minute at least.")),
            MaxValueValidator(Figure(FASTEST), gettext_lazy("At most %(limit_value)s letters a minute.")),
        ],
    )
    weekdays = models.JSONField(gettext_lazy("days of the week"), default=list)
    begin = models.TimeField(gettext_lazy("from"), default=time(8))
    until = models.TimeField(gettext_lazy("until"), default=time(18))
    previewed_at = models.DateTimeField(gettext_lazy("tried out"), null=True, editable=False)

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
            missing.append(gettext("The letter has no text yet."))
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
