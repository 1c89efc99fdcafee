"""One letter of a wave to one person, marked before the mail server has it; and who wants none any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications.mail.absolute_urls import absolute_url

if TYPE_CHECKING:
    from campaign.invitations.waves import Wave


SILENCE = timedelta(minutes=15)  # after which a letter that was handed over, and never heard of again, is uncertain
PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""After a refusal for the moment: how long until the next try. When they are used up it is refused for good."""
LONGEST_PROBLEM = 500


class WaveLetterQuerySet(models.QuerySet["WaveLetter"]):
    def waiting(self) -> WaveLetterQuerySet:
        return self.filter(state=WaveLetter.State.WAITING)

    def reached(self) -> WaveLetterQuerySet:
        """Those that the mail server took, and that did not come back."""
        return self.filter(state=WaveLetter.State.SENT)

    def counting_as_invited(self) -> WaveLetterQuerySet:
        """Those whose person has a letter, may have it, or is about to get it."""
        state = WaveLetter.State
        return self.filter(state__in=[state.WAITING, state.SENDING, state.SENT, state.UNCERTAIN])

    def by_state(self) -> dict[str, int]:
        """How many there are in each state."""
        counted = dict(self.order_by().values_list("state").annotate(number=Count("pk")))
        return {state.value: counted.get(state.value, 0) for state in WaveLetter.State}

    def settle_lost(self, *, at: datetime | None = None) -> int:
        """Notes that nothing was heard of what was handed over a while ago; returns how many letters that concerns."""
        lost = self.filter(state=WaveLetter.State.SENDING, claimed_at__lt=(at or timezone.now()) - SILENCE)
        return lost.update(state=WaveLetter.State.UNCERTAIN)


class WaveLetter(models.Model):
    """It is in one state at a time, which only an UPDATE that names the state before changes."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a letter", "waits")
        SENDING = "sending", pgettext_lazy("a letter", "is being handed over")
        SENT = "sent", pgettext_lazy("a letter", "sent")
        UNCERTAIN = "uncertain", pgettext_lazy("a letter", "uncertain")
        REFUSED = "refused", pgettext_lazy("a letter", "refused by the mail server")
        BOUNCED = "bounced", pgettext_lazy("a letter", "came back")
        OPTED_OUT = "opted_out", pgettext_lazy("a letter", "wants no invitations")
        LEFT_OUT = "left_out", pgettext_lazy("a letter", "left out")

    wave = models.ForeignKey(
        "invitations.Wave", on_delete=models.CASCADE, related_name="letters", db_index=False, verbose_name=_("wave")
    )
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="wave_letters", verbose_name=_("person"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    claimed_at = models.DateTimeField(_("handed to the mail server"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    address = models.EmailField(_("address"), blank=True)
    problem = models.CharField(_("problem"), max_length=LONGEST_PROBLEM, blank=True)

    objects = WaveLetterQuerySet.as_manager()

    if TYPE_CHECKING:
        wave: Wave  # type: ignore[no-redef]
        wave_id: int
        person_id: int

    class Meta:
        verbose_name = _("letter of a wave")
        verbose_name_plural = _("letters of waves")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "person"], name="a_wave_writes_to_a_person_once"),
        ]
        indexes = [
            models.Index(fields=["wave", "state"], name="letters_of_a_wave_by_state"),
            models.Index(fields=["wave", "claimed_at"], name="letters_of_a_wave_by_moment"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="letters_of_waves_in_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.wave} · {self.person}"

    # The verbs: each says in which state the row has to be.

    def claim(self, *, at: datetime) -> bool:
        """Marks it as handed to the mail server. Returns False if it does not wait. Call it before sending."""
        waiting = WaveLetter.objects.filter(pk=self.pk, state=self.State.WAITING, tries=self.tries)
        values = {"state": self.State.SENDING, "claimed_at": at, "address": self.person.email, "problem": ""}
        if not waiting.update(**values, tries=F("tries") + 1):
            return False
        self.state, self.claimed_at, self.address, self.tries = (
            self.State.SENDING,
            at,
            self.person.email,
            self.tries + 1,
        )
        return True

    def leave_out(self, state: State, *, at: datetime | None) -> None:
        """It waits no more, and nobody is written to. With `at` it takes the time of a letter, so that nobody sees that."""
        WaveLetter.objects.filter(pk=self.pk, state=self.State.WAITING).update(state=state, claimed_at=at)

    def was_sent(self, *, at: datetime) -> None:
        """Its person counts as invited from now on. Of a reminder nothing is noted of her: it would tell who had not come."""
        with transaction.atomic():
            if self._leave(state=self.State.SENT, sent_at=at, problem="") and not self.wave.reminds_id:
                User.objects.filter(pk=self.person_id).update(invited_at=at)

    def is_uncertain(self, problem: str) -> None:
        self._leave(state=self.State.UNCERTAIN, problem=problem[:LONGEST_PROBLEM])

    def was_refused(self, problem: str, *, is_final: bool, at: datetime) -> None:
        """The server did not take it: it waits longer each time, and is refused in the end."""
        words = problem[:LONGEST_PROBLEM]
        if is_final or self.tries > len(PAUSES):
            self._leave(state=self.State.REFUSED, problem=words)
        else:
            self._leave(state=self.State.WAITING, problem=words, next_try_at=at + PAUSES[self.tries - 1])

    def go_back(self, problem: str) -> None:
        """The server could not be reached: nothing was handed over, and it waits as before."""
        self._leave(state=self.State.WAITING, problem=problem[:LONGEST_PROBLEM], tries=F("tries") - 1, claimed_at=None)

    def _leave(self, **values: object) -> bool:
        """Only this handing over may end: whoever was thought lost, and comes back, says what became of it."""
        states = [self.State.SENDING, self.State.UNCERTAIN]
        return bool(WaveLetter.objects.filter(pk=self.pk, tries=self.tries, state__in=states).update(**values))

    def came_back(self, reason: str) -> bool:
        """Its address is gone, so that nobody was invited by it. Returns False if that was known, or nothing was sent."""
        out = [self.State.SENT, self.State.SENDING, self.State.UNCERTAIN]
        known = WaveLetter.objects.filter(pk=self.pk, state__in=out)
        with transaction.atomic():
            is_new = bool(known.update(state=self.State.BOUNCED, problem=reason[:LONGEST_PROBLEM]))
            if is_new and self.sent_at and not self.wave.reminds_id:
                User.objects.filter(pk=self.person_id, invited_at=self.sent_at).update(invited_at=None)
        return is_new

    def is_late(self, reason: str) -> None:
        """The mail server of the address has not taken it yet, and goes on trying."""
        WaveLetter.objects.filter(pk=self.pk, state=self.State.SENT).update(problem=reason[:LONGEST_PROBLEM])

    def send_again(self) -> None:
        """An organiser's decision about one that is uncertain: it waits again, and its person may get it twice.

        Raises ValidationError where it is not uncertain, or its wave has been stopped.
        """
        with transaction.atomic():
            uncertain = WaveLetter.objects.filter(pk=self.pk, state=self.State.UNCERTAIN)
            if not self.wave.open_again() or not uncertain.update(state=self.State.WAITING, next_try_at=timezone.now()):
                raise ValidationError(
                    gettext("This letter is not uncertain any more, or its wave was stopped."), code="late"
                )


# Who wants no invitations any more: one row a person, made and taken back by her alone.


SALT = "invitations.opt_out"


class OptOutQuerySet(models.QuerySet["OptOut"]):
    def opt_out(self, person: User, *, at: datetime | None = None) -> None:
        """She is invited no more, by what waits for her neither; a second time changes nothing."""
        now = at or timezone.now()
        with transaction.atomic():
            self.get_or_create(person=person, defaults={"created_at": now})
            waiting = WaveLetter.objects.filter(person=person, state=WaveLetter.State.WAITING)
            waiting.update(state=WaveLetter.State.OPTED_OUT)

    def take_back(self, person: User) -> None:
        """She can be invited again, by waves to come: what was left out stays so."""
        self.filter(person=person).delete()

    def has(self, person: User) -> bool:
        return self.filter(person=person).exists()


class OptOut(models.Model):
    """That a person wants no invitations and no reminders of them."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="invitations_opt_out", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    objects = OptOutQuerySet.as_manager()

    class Meta:
        verbose_name = _("opt-out of invitations")
        verbose_name_plural = _("opt-outs of invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.person)


def opt_out_url(person: User) -> str:
    """Where she opts out without signing in. It never expires: a letter may be too much years later."""
    return absolute_url(reverse("invitations:opt_out", args=[signing.Signer(salt=SALT).sign(str(person.pk))]))


def person_in(signed: str) -> User | None:
    """Returns whom the address is of; None for what this site has not signed, or who is no longer there."""
    try:
        key = signing.Signer(salt=SALT).unsign(signed)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=int(key), erased_at=None).first()
