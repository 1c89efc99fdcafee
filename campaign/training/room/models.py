"""The room of a session, what is asked in it, and the votes. No row names a person: see voters.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.training.models import TrainingSession
from campaign.training.room.querysets import (
    CLOSES_AFTER,
    OPENS_BEFORE,
    QuestionRoomQuerySet,
    RoomQuestionQuerySet,
)
from common.markup import one_line
from notifications.mail.absolute_urls import absolute_url

LONGEST = 300
MOST_QUESTIONS = 500  # of those that are shown, or wait to be
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on a wall
CODE_LENGTH = 6


def new_code() -> str:
    return get_random_string(CODE_LENGTH, LETTERS)


class RoomState(Enum):
    """What a room is at a moment."""

    NOT_YET = "not yet"
    OPEN = "open"
    OVER = "over"


class QuestionRoom(models.Model):
    """Where people ask during a session. `version` is another one after each change of what is shown."""

    session = models.OneToOneField(
        TrainingSession, on_delete=models.CASCADE, related_name="+", verbose_name=_("training session")
    )
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code)
    is_moderated = models.BooleanField(_("questions wait until an organiser shows them"), default=False)
    is_paused = models.BooleanField(_("nobody asks or votes for the moment"), default=False)
    current = models.ForeignKey(
        "RoomQuestion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("being answered"),
    )
    version = models.PositiveBigIntegerField(default=0, editable=False)

    objects = QuestionRoomQuerySet.as_manager()

    if TYPE_CHECKING:
        session_id: int
        current_id: int | None
        questions: RoomQuestionQuerySet

    class Meta:
        verbose_name = _("room for questions")
        verbose_name_plural = _("rooms for questions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def path(self) -> str:
        return reverse("training:room", args=[self.session_id, self.code])

    @property
    def short_address(self) -> str:
        """The address that stands on the wall, with its host."""
        return absolute_url(reverse("room_short", args=[self.code]))

    @property
    def code_address(self) -> str:
        """Where the code is typed, as people type it: without https://."""
        return absolute_url(reverse("room_by_code")).partition("//")[2].rstrip("/")

    @property
    def wall_address(self) -> str:
        """The same as people type it: without https://."""
        return "".join(self.wall_parts)

    @property
    def wall_parts(self) -> tuple[str, str]:
        """The host, and what follows it: a line may end between them."""
        host, slash, path = self.short_address.partition("//")[2].rstrip("/").partition("/")
        return host, f"{slash}{path}"

    def state(self, at: datetime | None = None) -> RoomState:
        """Whether one can ask: from an hour before the session begins until two hours after its end."""
        moment = at or timezone.now()
        if self.session.cancelled_at or moment >= self.session.ends_at + CLOSES_AFTER:
            return RoomState.OVER
        return RoomState.OPEN if moment >= self.opens_at else RoomState.NOT_YET

    @property
    def opens_at(self) -> datetime:
        return self.session.starts_at - OPENS_BEFORE

    # The verbs of whoever is in the room: `voter` is a hash, see voters.py.

    def ask(self, text: str, *, voter: str, at: datetime | None = None) -> RoomQuestion:
        """Asks, and votes for it. The same words a second time are a vote for the first question.

        Raises ValidationError for words that will not do, and where the room is closed or full.
        """
        text, moment = _checked(text), at or timezone.now()
        with self._changed() as room:
            if room.state(moment) != RoomState.OPEN:
                raise ValidationError(_("The room is closed: nobody can ask here now."), code="closed")
            room._check_not_paused()
            known = room.questions.exclude(state=RoomQuestion.State.HIDDEN).filter(text=text).first()
            question = known or room._new(text, moment)
            question.take_vote(voter)
        return question

    def vote(self, key: int, *, voter: str) -> None:
        """Votes for a question that is shown; the second vote of one voter changes nothing, nor does an unknown key.

        Raises ValidationError while the room is paused.
        """
        with self._changed() as room:
            room._check_not_paused()
            if question := room.questions.shown().filter(pk=key).first():
                question.take_vote(voter)

    def take_vote_back(self, key: int, *, voter: str) -> None:
        """Raises ValidationError while the room is paused."""
        with self._changed() as room:
            room._check_not_paused()
            if question := room.questions.shown().filter(pk=key).first():
                question.give_vote_back(voter)

    # The verbs of organisers. A key that is none of this room changes nothing.

    def pin(self, key: int) -> None:
        """The question that is being answered, in place of the one before; showing it where it waited."""
        with self._changed() as room:
            if room.questions.filter(pk=key).update(state=RoomQuestion.State.SHOWN, answered_at=None):
                QuestionRoom.objects.filter(pk=room.pk).update(current=key)

    def unpin(self) -> None:
        with self._changed() as room:
            QuestionRoom.objects.filter(pk=room.pk).update(current=None)

    def mark_answered(self, key: int, *, at: datetime | None = None) -> None:
        with self._changed() as room:
            room.questions.filter(pk=key).update(answered_at=at or timezone.now())
            room._let_go(key)

    def mark_unanswered(self, key: int) -> None:
        with self._changed() as room:
            room.questions.filter(pk=key).update(answered_at=None)

    def show(self, key: int) -> None:
        """Everybody in the room sees a question that waited or was hidden."""
        with self._changed() as room:
            room.questions.filter(pk=key).update(state=RoomQuestion.State.SHOWN)

    def hide(self, key: int) -> None:
        with self._changed() as room:
            room.questions.filter(pk=key).update(state=RoomQuestion.State.HIDDEN)
            room._let_go(key)

    def moderate(self, *, is_moderated: bool) -> None:
        """Whether questions wait from now on; those that wait already go on waiting."""
        with self._changed() as room:
            QuestionRoom.objects.filter(pk=room.pk).update(is_moderated=is_moderated)
        self.is_moderated = is_moderated

    def pause(self, *, is_paused: bool) -> None:
        """Whether nobody asks or votes from now on, until the organisers go on."""
        with self._changed() as room:
            QuestionRoom.objects.filter(pk=room.pk).update(is_paused=is_paused)
        self.is_paused = is_paused

    def empty(self) -> int:
        """Hides all that is not answered, nor being answered; what was hidden before is deleted. Returns how many it hid."""
        with self._changed() as room:
            room.questions.hidden().delete()
            rows = room.questions.filter(answered_at=None).exclude(pk=room.current_id or 0)
            return rows.update(state=RoomQuestion.State.HIDDEN)

    def renew_code(self) -> None:
        """The code of before opens nothing any more."""
        with self._changed() as room:
            self.code = new_code()
            QuestionRoom.objects.filter(pk=room.pk).update(code=self.code)

    def _check_not_paused(self) -> None:
        if self.is_paused:
            words = _("The organisers have paused the questions for a moment. Send it again when they go on.")
            raise ValidationError(words, code="paused")

    def _let_go(self, key: int) -> None:
        QuestionRoom.objects.filter(pk=self.pk, current=key).update(current=None)

    def _new(self, text: str, at: datetime) -> RoomQuestion:
        if self.questions.exclude(state=RoomQuestion.State.HIDDEN).count() >= MOST_QUESTIONS:
            words = _(
                "There are so many questions already that there is no room for this one. Try again a little later."
            )
            raise ValidationError(words, code="full")
        state = RoomQuestion.State.WAITING if self.is_moderated else RoomQuestion.State.SHOWN
        return RoomQuestion.objects.create(room=self, text=text, asked_at=at, state=state)

    @contextmanager
    def _changed(self) -> Iterator[QuestionRoom]:
        """A transaction in which the room is nobody else's, and has another version at its end."""
        with transaction.atomic():
            QuestionRoom.objects.filter(pk=self.pk).update(version=F("version") + 1)
            yield QuestionRoom.objects.select_related("session").get(pk=self.pk)


def _checked(text: str) -> str:
    line = one_line(text)
    if not any(letter.isalnum() for letter in line):
        raise ValidationError(_("Write your question first."), code="empty")
    if len(line) > LONGEST:
        message = _("This question has %(length)s characters; the limit is %(limit)s.")
        raise ValidationError(message, code="too_long", params={"length": len(line), "limit": LONGEST})
    return line


class RoomQuestion(models.Model):
    """A line that somebody in the room asked, nobody knows who. `vote_count` counts its votes, that of its asker too."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a question", "waiting to be shown")
        SHOWN = "shown", pgettext_lazy("a question", "shown")
        HIDDEN = "hidden", pgettext_lazy("a question", "hidden")

    room = models.ForeignKey(QuestionRoom, on_delete=models.CASCADE, related_name="questions", verbose_name=_("room"))
    text = models.CharField(_("question"), max_length=LONGEST)
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    vote_count = models.PositiveIntegerField(_("votes"), default=0)

    objects = RoomQuestionQuerySet.as_manager()

    if TYPE_CHECKING:
        room_id: int
        has_own_vote: bool

    class Meta:
        verbose_name = _("question asked in a room")
        verbose_name_plural = _("questions asked in a room")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    def take_vote(self, voter: str) -> None:
        """Counts a vote, once a voter. The room is locked by whoever calls."""
        if RoomVote.objects.get_or_create(question=self, voter=voter)[1]:
            RoomQuestion.objects.filter(pk=self.pk).update(vote_count=F("vote_count") + 1)

    def give_vote_back(self, voter: str) -> None:
        if RoomVote.objects.filter(question=self, voter=voter).delete()[0]:
            RoomQuestion.objects.filter(pk=self.pk, vote_count__gt=0).update(vote_count=F("vote_count") - 1)


class RoomVote(models.Model):
    """That a number in a cookie has voted: a hash of it, which is deleted some days after the session."""

    question = models.ForeignKey(
        RoomQuestion, on_delete=models.CASCADE, related_name="votes", verbose_name=_("question")
    )
    voter = models.CharField(_("hash of a random number"), max_length=64)

    class Meta:
        verbose_name = _("vote in a room")
        verbose_name_plural = _("votes in a room")
        constraints = [models.UniqueConstraint(fields=["question", "voter"], name="one_vote_a_question_and_voter")]

    def __str__(self) -> str:
        return f"{self.question_id}"
