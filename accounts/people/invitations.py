"""Inviting people: a signed link with which somebody who has no password yet chooses her first one.

The link holds no secret of its own: its mark is made of the account as it is (password, last sign-in, address, whether it was
stopped), so it serves once, and none is stored. What is higher writes the letter: see settings.ON_INVITATION.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string

from accounts.models import PersonQuerySet, User

SALT = "accounts.invitation"
DAYS = 14
AT_ONCE = 500


class LinkState(StrEnum):
    GOOD = "good"
    LATE = "late"  # nobody has used it, and it is too old
    USED = "used"
    BROKEN = "broken"


@dataclass(frozen=True)
class Invitation:
    """What a link says; a person stands in it where it is good or late."""

    state: LinkState
    person: User | None = None


def signed_for(person: User) -> str:
    return signing.dumps([person.pk, _mark(person)], salt=SALT)


def read_signed(signed: str, *, hold: bool = False) -> Invitation:
    """What this link is good for now; with `hold`, the row of the person is held until the end of the transaction."""
    known = _unsigned(signed, timedelta(days=DAYS)) or _unsigned(signed, None)
    if known is None:
        return Invitation(LinkState.BROKEN)
    rows = User.objects.filter(pk=known[0], is_active=True)
    person = (rows.select_for_update() if hold else rows).first()
    if person is None:
        return Invitation(LinkState.BROKEN)
    if not constant_time_compare(known[1], _mark(person)):
        return Invitation(LinkState.USED)
    in_time = _unsigned(signed, timedelta(days=DAYS)) is not None
    return Invitation(LinkState.GOOD if in_time else LinkState.LATE, person)


def _unsigned(signed: str, most: timedelta | None) -> list[Any] | None:
    try:
        known: list[Any] = signing.loads(signed, salt=SALT, max_age=most)
    except signing.BadSignature:
        return None
    return known


def _mark(person: User) -> str:
    state = f"{person.pk} {person.password} {person.last_login} {person.email}"
    if person.sessions_ended:  # whoever was stopped and opened again waits for a new link
        state += f" {person.sessions_ended}"
    return salted_hmac(SALT, state, algorithm="sha256").hexdigest()[:32]


def who_can_be_invited(people: PersonQuerySet) -> PersonQuerySet:
    """Who is here and has an address. Whether they have chosen a password is not asked where somebody sees the answer."""
    return people.filter(is_active=True).exclude(email="")


def invite(people: Collection[int], *, at: datetime | None = None) -> int:
    """Notes each of these who can be invited as invited, and sends a letter to who has no password yet; returns to how many."""
    moment, keys, invited = at or timezone.now(), sorted(people), 0
    with transaction.atomic():
        for start in range(0, len(keys), AT_ONCE):
            some = who_can_be_invited(User.objects.get_queryset().filter(pk__in=keys[start : start + AT_ONCE]))
            found = list(some.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("pk"))
            some.order_by().update(invited_at=moment)
            for path in settings.ON_INVITATION:
                import_string(path)(found, at=moment, already=invited)
            invited += len(found)
    return invited
