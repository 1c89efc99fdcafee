"""Each person's own way in, as letters carry it: a signed link with which she chooses her first password, or the sign-in.

The link holds no secret of its own: its mark is made of the account as it is (password, last sign-in, address, whether it was
stopped), so it serves once, and none is stored. Waves carry it to many people (`invitations`); one person is invited by
`invite`, whose letter what is higher writes: see settings.ON_INVITATION.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string

from accounts.models import PersonQuerySet, User

SALT = "accounts.invitation"
DAYS = 14


class LinkState(StrEnum):
    GOOD = "good"
    LATE = "late"  # nobody has used it, and it is too old
    USED = "used"
    WITHDRAWN = "withdrawn"  # unused; the account has another address since, or was stopped for a time
    STOPPED = "stopped"
    GONE = "gone"  # the account is there no more
    BROKEN = "broken"


@dataclass(frozen=True)
class Invitation:
    """What a link says, and of whom; nobody stands in it where it is broken, or the account is gone."""

    state: LinkState
    person: User | None = None


def way_in(person: User) -> str:
    """Returns the path by which a letter lets her in: she chooses her first password there, or signs in if she has one."""
    if person.has_usable_password():
        return f"{reverse('account_login')}?{urlencode({'next': reverse('home')})}"
    return reverse("invitation", args=[signed_for(person)])


def signed_for(person: User) -> str:
    return signing.dumps([person.pk, account_mark(person)], salt=SALT)


def read_signed(signed: str, *, hold: bool = False) -> Invitation:
    """What this link is good for now; with `hold`, the row of the person is held until the end of the transaction."""
    in_time = _unsigned(signed, timedelta(days=DAYS))
    known = in_time or _unsigned(signed, None)
    if known is None:
        return Invitation(LinkState.BROKEN)
    rows = User.objects.filter(pk=known[0], erased_at=None)
    person = (rows.select_for_update() if hold else rows).first()
    if person is None:
        return Invitation(LinkState.GONE)
    if not person.is_active:
        return Invitation(LinkState.STOPPED, person)
    if not constant_time_compare(known[1], account_mark(person)):
        return Invitation(LinkState.USED if person.has_usable_password() else LinkState.WITHDRAWN, person)
    return Invitation(LinkState.GOOD if in_time else LinkState.LATE, person)


def _unsigned(signed: str, most: timedelta | None) -> list[Any] | None:
    try:
        known: list[Any] = signing.loads(signed, salt=SALT, max_age=most)
    except signing.BadSignature:
        return None
    return known


def account_mark(person: User) -> str:
    """What changes with her password, sign-ins and address, and when she is stopped: a way in made of it serves once."""
    state = f"{person.pk} {person.password} {person.last_login} {person.email}"
    if person.sessions_ended:  # whoever was stopped and opened again waits for a new link
        state += f" {person.sessions_ended}"
    return salted_hmac(SALT, state, algorithm="sha256").hexdigest()[:32]


def who_can_be_invited(people: PersonQuerySet) -> PersonQuerySet:
    """Who is here and has an address. Whether they have chosen a password is not asked where somebody sees the answer."""
    return people.filter(is_active=True).exclude(email="")


def invite(person: User, *, at: datetime | None = None) -> None:
    """Notes that she is invited, and writes to her. Does nothing where nothing can be written to her."""
    moment = at or timezone.now()
    with transaction.atomic():
        found = User.objects.get_queryset().filter(pk=person.pk)
        if who_can_be_invited(found).update(invited_at=moment):
            write_again(person, at=moment)


def write_again(person: User, *, at: datetime | None = None) -> None:
    """Sends the letter to whoever has no password yet. Nothing is noted: that she asked for it herself is told to nobody."""
    if person.is_active and person.email and not person.has_usable_password():
        for path in settings.ON_INVITATION:
            import_string(path)(person, at=at or timezone.now())
