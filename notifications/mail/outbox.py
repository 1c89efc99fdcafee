"""The outbox: each letter once, marked before it is handed to the mail server.

A worker can be killed between the two marks: then nobody knows whether the server took the letter. Such a letter is
doubtful, is never sent again by itself, and waits for an administrator.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Rhythm, User

# After a refusal: how long until the next try. When they are used up the letter has failed.
PAUSES = [timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)]
URGENCY = Case(
    When(key__startswith="account:invitation:", then=1),
    When(key__startswith="account:", then=0),
    default=2,
    output_field=models.SmallIntegerField(),
)
"""Somebody sits and waits for a letter about her account: see account_letters.py."""
SILENCE = timedelta(hours=1)  # after which a letter that was handed over, and never heard of again, is doubtful
RETENTION_DAYS = 90


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, rhythm: str, *, at: datetime) -> LetterQuerySet:
        """Those that wait for the mail server: a new password first, then invitations to the site, then the oldest."""
        rows = self.filter(state=Letter.State.WAITING, rhythm=rhythm, next_try_at__lte=at)
        return rows.order_by(URGENCY, "next_try_at", "pk")

    def to_settle(self) -> LetterQuerySet:
        """Those about which an administrator decides."""
        return self.filter(state__in=[Letter.State.DOUBTFUL, Letter.State.FAILED])

    def find_doubtful(self, *, at: datetime | None = None) -> int:
        """Notes that nothing was heard of what was handed over an hour ago; returns how many letters that concerns."""
        lost = self.filter(state=Letter.State.HANDED, handed_at__lt=(at or timezone.now()) - SILENCE)
        return lost.update(
            state=Letter.State.DOUBTFUL, problem=str(_("The program ended before the mail server answered."))
        )

    def send_again(self, *, at: datetime | None = None) -> int:
        """An administrator's decision: those of this selection that are doubtful, or failed, wait again."""
        again = {"state": Letter.State.WAITING, "tries": 0, "problem": "", "next_try_at": at or timezone.now()}
        return self.to_settle().update(**again)

    def take_as_sent(self, *, at: datetime | None = None) -> int:
        """An administrator's decision: those of this selection that are doubtful, or failed, need nothing more."""
        return self.to_settle().update(state=Letter.State.SENT, problem="", sent_at=at or timezone.now())

    def forget_old(self, *, at: datetime | None = None) -> int:
        """Removes letters of three months ago; what an administrator has to settle stays."""
        settled = self.filter(state__in=[Letter.State.SENT, Letter.State.EMPTY])
        return settled.filter(created_at__lt=(at or timezone.now()) - timedelta(days=RETENTION_DAYS)).delete()[0]


class Letter(models.Model):
    """One e-mail to one person. Its words are made when it is sent, of what may be told then; none of them is stored."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        HANDED = "handed", _("handed to the mail server")
        SENT = "sent", _("sent")
        EMPTY = "empty", _("nothing left to say")
        DOUBTFUL = "doubtful", _("doubtful")
        FAILED = "failed", _("refused by the mail server")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="letters", verbose_name=_("person"))
    key = models.CharField(_("key"), max_length=140)
    rhythm = models.CharField(_("rhythm"), max_length=7, choices=Rhythm.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    handed_at = models.DateTimeField(_("handed to the mail server"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.TextField(_("problem"), blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_letter_is_written_once")]
        indexes = [
            models.Index(fields=["rhythm", "next_try_at"], condition=Q(state="waiting"), name="letters_that_wait"),
            models.Index(fields=["handed_at"], condition=Q(state="handed"), name="letters_handed_over"),
            models.Index(fields=["state", "-created_at"], name="letters_by_state"),
            models.Index(fields=["key", "person"], name="letters_of_one_round"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.key}"

    def hand_over(self, *, at: datetime | None = None) -> bool:
        """Marks it as handed to the mail server; False if somebody else did, or it does not wait. Call it before sending."""
        moment = at or timezone.now()
        waiting = Letter.objects.filter(pk=self.pk, state=self.State.WAITING, tries=self.tries, next_try_at__lte=moment)
        with transaction.atomic(durable=True):  # on the disk before the server hears of it
            if not waiting.update(state=self.State.HANDED, handed_at=moment, tries=F("tries") + 1):
                return False
        self.state, self.handed_at, self.tries = self.State.HANDED, moment, self.tries + 1
        return True

    def was_sent(self, *, at: datetime | None = None) -> None:
        self._leave(self.State.SENT, sent_at=at or timezone.now(), problem="")

    def was_empty(self) -> None:
        """Nothing was left to say: what it would have told was read, concealed, or has become old."""
        self._leave(self.State.EMPTY, problem="")

    def is_doubtful(self, problem: str) -> None:
        self._leave(self.State.DOUBTFUL, problem=problem)

    def was_refused(self, problem: str, *, at: datetime | None = None) -> None:
        """The server did not take it: it waits longer each time, and has failed in the end."""
        if self.tries > len(PAUSES):
            self._leave(self.State.FAILED, problem=problem)
        else:
            later = (at or timezone.now()) + PAUSES[self.tries - 1]
            self._leave(self.State.WAITING, problem=problem, next_try_at=later)

    def go_back(self, problem: str) -> None:
        """The server could not be reached: nothing was handed over, and it waits as before."""
        self._leave(self.State.WAITING, problem=problem, tries=F("tries") - 1, handed_at=None)

    def _leave(self, state: str, **values: object) -> None:
        """Only this handing over may end: whoever was thought lost for an hour, and comes back, says what became of it."""
        known = Letter.objects.filter(pk=self.pk, tries=self.tries, state__in=[self.State.HANDED, self.State.DOUBTFUL])
        known.update(state=state, **values)
        self.state = state
