"""Who wants no invitations any more: one row a person, made and taken back by her alone."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.invitations.wave_letters import WaveLetter
from notifications.mail.absolute_urls import absolute_url

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
