"""What is being typed: by person and form, knowing nothing of what it is for.

A draft belongs to one sitting at one form (`writing`). The same sitting can go on in another tab or on another device,
so that storing only ever replaces words that its sender has seen, or sent: other words go into a draft of their own.

What is due by the clock, and what goes with a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.markup import clean_text
from common.words.dates import day_and_month, elided, time_of_day
from drafts import field_texts
from drafts.field_texts import length_of, words_of
from drafts.presence import Presence as Presence  # a table of this app

MOST_WAITING = 100
RETENTION_DAYS = 180
DAYS_REMEMBERED = 30  # that a sitting has ended, so that words which arrive late are not taken for a new draft
LARGEST_SEQUENCE = 2**53 - 1
ATTEMPTS = 8
END_SITTING = """
    INSERT INTO drafts_draft AS draft (person_id, writing, ended_at, saved_at, key, fields, length, sequence, hand, label, url)
    VALUES (%s, %s, %s, %s, '', '{}', 0, 0, '', '', '')
    ON CONFLICT (person_id, writing) DO UPDATE
    SET ended_at = excluded.ended_at, fields = '{}', length = 0, label = '', url = '' WHERE draft.ended_at IS NULL
"""


class DraftQuerySet(models.QuerySet["Draft"]):
    def waiting_for(self, person: User, key: str | None = None) -> DraftQuerySet:
        """Drafts that have words and were neither sent nor thrown away, the newest first."""
        waiting = self.filter(person=person, ended_at=None, length__gt=0).order_by("-saved_at", "-pk")
        return waiting if key is None else waiting.filter(key=key)

    def is_one_waiting_for(self, person: User, key: str) -> bool:
        """Whether `waiting_for` finds any."""
        return self.waiting_for(person, key).exists()

    def newest_waiting_for(self, person: User, key: str) -> Draft | None:
        """The first of `waiting_for`."""
        return self.waiting_for(person, key).first()

    def newest_of_each(self, person: User, keys: Sequence[str]) -> dict[str, Draft]:
        """Returns the first of `waiting_for` of each form that has one; one query."""
        return {draft.key: draft for draft in self.waiting_for(person).filter(key__in=keys).reverse()}

    def resumed(self, person: User, key: str, writing: UUID) -> Draft | None:
        """The waiting draft of this sitting, if it is hers and of this form."""
        return self.waiting_for(person, key).filter(writing=writing).first()

    def store(
        self,
        person: User,
        *,
        key: str,
        writing: UUID,
        fields: Mapping[str, Any],
        sequence: int = 1,
        base: int | None = None,
        hand: str = "",
        label: str = "",
        url: str = "",
        at: datetime | None = None,
    ) -> Draft:
        """Stores the words of a form and returns where they are.

        They replace those of the same sitting if `sequence` is higher and the sender has seen them (`base`, the sequence
        that it knows) or wrote them itself (`hand`, one open form); without `base` the sequence decides alone. Words that
        may not replace newer ones become a draft of their own. Of a sitting that has ended nothing is stored: the draft
        that is returned says so. Raises ValidationError for what cannot be stored.
        """
        new = Draft(person=person, key=key, writing=writing, sequence=sequence, hand=hand, label=label, url=url)
        new.take_words(fields, at=at or timezone.now())
        for _attempt in range(ATTEMPTS):
            known = self.filter(person=person, writing=new.writing).first()
            if known is None:
                if not new.length or self._begin(new):
                    return new
            elif known.ended_at or known.needs_nothing_of(new):
                return known
            elif not known.may_become(new, base):
                new.writing = uuid5(known.writing, new.hand or str(new.sequence))
            elif self._replace(known, new):
                return new
        raise ValidationError(_("The draft could not be saved just now."), code="busy")

    def _begin(self, new: Draft) -> bool:
        """Stores a new draft; False if somebody else was quicker."""
        self._make_room(new.person)
        try:
            with transaction.atomic():
                new.save(force_insert=True)
        except IntegrityError:
            new.pk = None
            return False
        return True

    def _make_room(self, person: User) -> None:
        """Drops the oldest drafts that were emptied; raises ValidationError where all have words."""
        open_ones = self.filter(person=person, ended_at=None)
        if (count := open_ones.count()) < MOST_WAITING:
            return
        emptied = open_ones.filter(length=0).order_by("saved_at")[: count - MOST_WAITING + 1]
        if not self.filter(pk__in=[draft.pk for draft in emptied]).delete()[0]:
            words = _("You have %(number)s drafts waiting: send some of them, or discard some.")
            raise ValidationError(words % {"number": count}, code="full")

    def _replace(self, known: Draft, new: Draft) -> bool:
        """Compare and swap: only if the draft is still as it was read."""
        unchanged = self.filter(pk=known.pk, sequence=known.sequence, hand=known.hand, ended_at=None)
        values = {name: getattr(new, name) for name in Draft.REPLACED}
        new.pk = known.pk
        return bool(unchanged.update(**values))

    def end(self, person: User, *, writing: UUID, at: datetime | None = None) -> None:
        """The sitting is over, its text sent or thrown away: no word of it stays, and what comes later is ignored."""
        # Where nothing was stored, a row remembers that it is over. One statement, so that one stored in the same instant comes
        # before it or after; the ORM's would write over the moment at which a sitting had ended already.
        moment = connection.ops.adapt_datetimefield_value(at or timezone.now())
        sitting = Draft._meta.get_field("writing").get_db_prep_value(writing, connection)
        with connection.cursor() as cursor:
            cursor.execute(END_SITTING, [person.pk, sitting, moment, moment])

    def forget_old(self, *, at: datetime | None = None) -> int:
        """Removes what nobody has touched for half a year; returns how many drafts that was."""
        now = at or timezone.now()
        untouched = Q(ended_at=None, saved_at__lt=now - timedelta(days=RETENTION_DAYS))
        ended = Q(ended_at__lt=now - timedelta(days=DAYS_REMEMBERED))
        return self.filter(untouched | ended).delete()[0]


class Draft(models.Model):
    """Private: its owner alone reads it."""

    REPLACED = ("key", "fields", "length", "sequence", "hand", "label", "url", "saved_at")

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="drafts", verbose_name=gettext_lazy("person")
    )
    key = models.CharField(gettext_lazy("form of the draft"), max_length=200, blank=True)
    writing = models.UUIDField(gettext_lazy("sitting"), default=uuid4)
    fields = models.JSONField(gettext_lazy("words"), default=dict, blank=True)
    length = models.PositiveIntegerField(gettext_lazy("length"), default=0)
    sequence = models.PositiveBigIntegerField(default=0)
    hand = models.CharField(max_length=64, blank=True)
    label = models.CharField(gettext_lazy("about"), max_length=200, blank=True)
    url = models.CharField(gettext_lazy("address"), max_length=500, blank=True)
    saved_at = models.DateTimeField(gettext_lazy("saved"), default=timezone.now)
    ended_at = models.DateTimeField(gettext_lazy("ended"), null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("draft")
        verbose_name_plural = gettext_lazy("drafts")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "writing"], name="a_sitting_has_one_draft"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(length=0), name="an_ended_draft_has_no_words"),
        ]
        indexes = [
            models.Index(fields=["person", "key"], condition=Q(ended_at=None), name="drafts_that_may_wait"),
        ]

    def __str__(self) -> str:
        """The title that somebody typed for what does not exist yet, else what the form is called."""
        typed = " ".join(self.fields.get("title", "").split()) if self.key.endswith(":new") else ""
        return typed or self.label or self.key

    def take_words(self, fields: Mapping[str, Any], *, at: datetime) -> None:
        """Takes these words as its own, checked; raises ValidationError."""
        self.fields = words_of(fields)
        self.length = length_of(self.fields)
        self.saved_at = at
        self.label = " ".join(clean_text(self.label).split())[: self._longest("label")]
        self.url = self.url if is_local(self.url) and len(self.url) <= self._longest("url") else ""
        self.hand = clean_text(self.hand)[: self._longest("hand")]
        self.clean()

    def clean(self) -> None:
        if not self.key or self.key != clean_text(self.key) or len(self.key) > self._longest("key"):
            raise ValidationError(_("This form has no name by which it could be saved as a draft."), code="odd")
        if not 0 <= self.sequence <= LARGEST_SEQUENCE:
            raise ValidationError(_("This draft has no place in the order of what was typed."), code="odd")

    def _longest(self, name: str) -> int:
        return getattr(Draft._meta.get_field(name), "max_length", None) or 0

    def needs_nothing_of(self, new: Draft) -> bool:
        """Whether it has these words already, or newer ones from the same hand."""
        is_same_hand = bool(new.hand) and new.hand == self.hand
        return self.fields == new.fields or (is_same_hand and self.sequence >= new.sequence)

    def may_become(self, new: Draft, base: int | None) -> bool:
        """Whether these words may take the place of its own."""
        is_same_hand = bool(new.hand) and new.hand == self.hand
        has_seen = base is None or base == self.sequence
        return self.sequence < new.sequence and (is_same_hand or has_seen)

    @property
    def resume_url(self) -> str:
        """Where one goes on with it."""
        return f"{self.url}{'&' if '?' in self.url else '?'}draft={self.writing}" if self.url else ""

    @property
    def opening(self) -> str:
        """The first words."""
        return field_texts.opening(self.fields)

    @property
    def readable(self) -> list[field_texts.DraftFieldText]:
        """What was written, field by field."""
        return field_texts.readable(self.fields)

    @property
    def told(self) -> str:
        """When it was stored, as the form says it."""
        moment, today = timezone.localtime(self.saved_at), timezone.localdate()
        time = time_of_day(moment)
        if moment.date() == today:
            return _("Draft saved at %(time)s") % {"time": time}
        values = {"time": time, "day": day_and_month(moment)}
        return elided(_("Draft saved on %(day)s at %(time)s") % values)


def is_local(url: str) -> bool:
    """Whether the address is a path of this site."""
    return url.startswith("/") and not url.startswith(("//", "/\\")) and url.isprintable()


def delete_expired_drafts() -> int:
    """Removes the drafts that nobody has touched for half a year, and who was at a form; returns how many."""
    return Draft.objects.forget_old() + Presence.objects.forget_old()


def erase_drafts_of(person: User) -> None:
    """Removes what an erased person began to write: nobody else may read it."""
    Draft.objects.filter(person=person).delete()
