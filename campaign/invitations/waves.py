"""A wave of invitations, and its life: from a draft to its end, and how fast it really goes."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import PersonQuerySet, User
from accounts.small_groups import FEWEST_PEOPLE
from campaign.invitations.wave_letters import WaveLetter, WaveLetterQuerySet
from campaign.invitations.wave_plans import MIDNIGHT, WavePlan

MEASURED = timedelta(minutes=2)
BEFORE = timedelta(minutes=10)
CLEARLY_SLOWER = 0.8


class HeldUpBy(models.TextChoices):
    SERVER = "server", _("the mail server")
    SITE = "site", _("the site")


class SendingTime:
    """The seconds in which some letters of a wave are sent, and how many of them the mail server takes."""

    def __init__(self, ends: float) -> None:
        self.begun, self.ends = time.monotonic(), ends
        self.letters, self.seconds_of_server = 0, 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends

    @contextmanager
    def of_server(self) -> Iterator[None]:
        """Counts a letter, and the time for which the server has it in its hands."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.letters += 1
            self.seconds_of_server += time.monotonic() - begun

    @property
    def held_up_by(self) -> str:
        """What took most of the time; the empty text where there was enough of it."""
        if not self.is_over or not self.letters:
            return ""
        is_server = self.seconds_of_server * 2 >= time.monotonic() - self.begun
        return (HeldUpBy.SERVER if is_server else HeldUpBy.SITE).value

    @property
    def seconds_a_letter(self) -> float:
        """Of what holds them up: of the server alone, or of all that the site does."""
        seconds = time.monotonic() - self.begun
        if self.held_up_by == HeldUpBy.SERVER:
            seconds = self.seconds_of_server
        return seconds / max(self.letters, 1)


def slower_pace(letters: WaveLetterQuerySet, chosen: int, *, at: datetime) -> int | None:
    """Returns how many of these have gone out a minute lately; None where that is about what was chosen, or they just began."""
    since = at - MEASURED
    if not letters.filter(claimed_at__gt=since - BEFORE, claimed_at__lte=since).exists():
        return None
    minutes = MEASURED / timedelta(minutes=1)
    pace = round(letters.filter(claimed_at__gt=since).count() / minutes)
    return pace if 0 < pace < chosen * CLEARLY_SLOWER else None


# A wave of invitations, and its life: from a draft to its end.


NOT_SCHEDULED: Mapping[str, Any] = {
    "scheduled_by": None,
    "scheduled_at": None,
    "counted_from": None,
    "halted_at": None,
    "problem": "",
}
AT_ONCE = 1_000
FEW = 5


class WaveQuerySet(models.QuerySet["Wave"]):
    def create_draft(
        self, *, words: Mapping[str, Any], by: User, picked: Collection[int] = (), picked_from: str = ""
    ) -> Wave:
        """Writes a new wave, which goes to nobody yet; to be narrowed to those who were picked, if anybody was. Returns it."""
        with transaction.atomic():
            wave = self.create(
                words=dict(words), created_by=by, picked_from=picked_from[:120], only_picked=bool(picked)
            )
            rows = [Wave.picked.through(wave_id=wave.pk, user_id=person) for person in picked]
            Wave.picked.through.objects.bulk_create(rows, batch_size=AT_ONCE)
        return wave

    def to_be_reminded_of(self, people: PersonQuerySet) -> list[Wave]:
        """Returns those that have reached some of these people, and whose reminder can be written; the latest few."""
        reached = WaveLetter.objects.reached().filter(wave=OuterRef("pk"), person__in=people.values("pk"))
        ended = self.filter(Exists(reached), state__in=[Wave.State.DONE, Wave.State.STOPPED], reminds=None)
        return [wave for wave in ended[:FEW] if wave.can_be_reminded]

    def in_hand(self) -> WaveQuerySet:
        """Those for which the worker has something to do."""
        return self.filter(state__in=[Wave.State.GATHERING, Wave.State.RUNNING]).order_by("starts_at", "pk")


class Wave(WavePlan):
    """Its people are rows from the moment when it is scheduled."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("a wave", "draft")
        GATHERING = "gathering", pgettext_lazy("a wave", "its people are being noted")
        RUNNING = "running", pgettext_lazy("a wave", "under way")
        PAUSED = "paused", pgettext_lazy("a wave", "paused")
        STOPPED = "stopped", pgettext_lazy("a wave", "stopped")
        DONE = "done", pgettext_lazy("a wave", "done")

    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    scheduled_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("scheduled by")
    )
    scheduled_at = models.DateTimeField(_("scheduled"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    halted_at = models.DateTimeField(_("paused by itself"), null=True, editable=False)
    counted_from = models.DateTimeField(_("returned letters count from"), null=True, editable=False)
    problem = models.CharField(_("problem"), max_length=300, blank=True, editable=False)
    held_up_by = models.CharField(_("held up by"), max_length=6, choices=HeldUpBy, blank=True, editable=False)
    seconds_a_letter = models.FloatField(_("seconds a letter"), default=0.0, editable=False)
    final_counts = models.JSONField(_("counts after its letters were forgotten"), default=dict, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("wave of invitations")
        verbose_name_plural = _("waves of invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=MIDNIGHT) | Q(until__gt=F("begin")), name="hours_of_a_wave_end_after_they_begin"
            ),
            models.CheckConstraint(condition=Q(letters_a_minute__gte=1), name="a_wave_sends_something"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("invitations:wave", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it is scheduled, and nothing of it has been handed to the mail server yet."""
        waits = {self.State.GATHERING, self.State.RUNNING, self.State.PAUSED}
        return self.state in waits and not self.letters.exclude(claimed_at=None).exists()

    @property
    def is_paused(self) -> bool:
        return self.state == self.State.PAUSED

    @property
    def can_be_reminded(self) -> bool:
        """Whether those who have not come can get a reminder; of a few people, their number would tell who they are."""
        is_over = self.state in {self.State.DONE, self.State.STOPPED}
        return is_over and not self.reminds_id and not self.final_counts and self.has_reached_enough

    @property
    def has_reached_enough(self) -> bool:
        """Of fewer people, the number of those who have not come would tell who they are."""
        return self.letters.reached().count() >= FEWEST_PEOPLE

    # The verbs.

    def write(self, words: Mapping[str, Any]) -> None:
        """Saves its words, of a draft alone; it has to be tried out again. Raises ValidationError."""
        self._change(words=dict(words), previewed_at=None)

    def plan(self, values: Mapping[str, Any]) -> None:
        """Saves whom it goes to, when and how fast, of a draft alone. Raises ValidationError."""
        self._change(**values)

    def _change(self, **values: Any) -> None:
        if not self._step({self.State.DRAFT}, **values):
            raise ValidationError(
                gettext("This wave is no longer a draft. Take it back first, while nothing of it has gone out."),
                code="late",
            )

    def write_again(self) -> None:
        """Has a draft go to those who were invited before as well. Raises ValidationError where it is no draft any more."""
        self._change(leaves_out_invited=False)

    def change_pace(self, values: Mapping[str, Any]) -> None:
        """Saves when and how fast it goes on, while it is paused. Raises ValidationError."""
        self._must(self._step({self.State.PAUSED}, **values))

    def was_tried_out(self, *, at: datetime | None = None) -> None:
        """An organiser has got the letter herself."""
        self._step({self.State.DRAFT}, previewed_at=at or timezone.now())

    def schedule(self, *, by: User, at: datetime | None = None) -> None:
        """Fixes its people, in batches, by the worker; it is sent from its beginning on. Raises ValidationError."""
        now = at or timezone.now()
        with transaction.atomic():
            held = Wave.objects.select_for_update().get(pk=self.pk)
            held.check_ready(at=now)
            values = {"scheduled_by": by, "scheduled_at": now, "counted_from": now}
            self._must(self._step({self.State.DRAFT}, state=self.State.GATHERING, **values))

    def take_back(self) -> None:
        """Makes it a draft again, whose people are not fixed any more. Raises ValidationError where it has begun."""
        with transaction.atomic():
            held = Wave.objects.select_for_update().get(pk=self.pk)  # no letter is chosen meanwhile
            self._must(
                held.can_be_taken_back and self._step({self.State(held.state)}, state=self.State.DRAFT, **NOT_SCHEDULED)
            )
            self.letters.all().delete()

    def pause(self) -> None:
        """Raises ValidationError where it is not under way."""
        self._must(self._step({self.State.RUNNING}, state=self.State.PAUSED))

    def halt(self, *, at: datetime) -> bool:
        """Pauses it by itself. Returns False where it was not under way."""
        return self._step({self.State.RUNNING}, state=self.State.PAUSED, halted_at=at)

    def go_on(self, *, at: datetime | None = None) -> None:
        """Letters that came back count anew from here. Raises ValidationError where it is not paused."""
        values = {"halted_at": None, "counted_from": at or timezone.now(), "problem": ""}
        self._must(self._step({self.State.PAUSED}, state=self.State.RUNNING, **values))

    def was_held_up(self, timing: SendingTime) -> None:
        """Notes what took so long, if there was no time for all letters that were due. Of a reminder it would tell who came."""
        if self.reminds_id or not (timing.held_up_by or self.held_up_by):
            return
        values = {"held_up_by": timing.held_up_by, "seconds_a_letter": timing.seconds_a_letter}
        Wave.objects.filter(pk=self.pk).update(**values)

    def stop(self, *, at: datetime | None = None) -> None:
        """Nothing more is sent, for good. Raises ValidationError where it has ended."""
        under_way = {self.State.GATHERING, self.State.RUNNING, self.State.PAUSED}
        with transaction.atomic():
            self._must(self._step(under_way, state=self.State.STOPPED, ended_at=at or timezone.now()))
            self.letters.waiting().update(state=WaveLetter.State.LEFT_OUT)

    def remove(self) -> None:
        """Deletes a draft. Raises ValidationError for what is more than one."""
        self._must(Wave.objects.filter(pk=self.pk, state=self.State.DRAFT).delete()[0] > 0)

    def finish(self, *, at: datetime) -> bool:
        """Ends it where no letter waits, or is in hand. Returns whether it did."""
        in_hand = [WaveLetter.State.WAITING, WaveLetter.State.SENDING]
        if self.letters.filter(state__in=in_hand).exists():
            return False
        return self._step({self.State.RUNNING}, state=self.State.DONE, ended_at=at)

    def open_again(self) -> bool:
        """Has a wave that is done wait for one more letter. Returns False where it was stopped."""
        self._step({self.State.DONE}, state=self.State.RUNNING, ended_at=None)
        return Wave.objects.filter(pk=self.pk, state__in=[self.State.RUNNING, self.State.PAUSED]).exists()

    def begin_reminder(self, *, by: User) -> Wave:
        """Returns a new draft to those of this wave who have not come. Raises ValidationError where there can be none."""
        self._must(self.can_be_reminded)
        copied = {name: getattr(self, name) for name in ("words", "letters_a_minute", "weekdays", "begin", "until")}
        return Wave.objects.create(reminds=self, created_by=by, **copied)

    def _step(self, before: set[Wave.State], **values: Any) -> bool:
        """Changes the row where it is in one of these states. Returns whether it was."""
        if not Wave.objects.filter(pk=self.pk, state__in=before).update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def _must(self, done: bool) -> None:
        if not done:
            raise ValidationError(gettext("This wave has changed since: look at it again."), code="late")
