"""How often somebody may try to sign in, or ask for a new password, until she has to wait.

What is tried is counted by account and address, so that nobody elsewhere keeps a person out of hers, and on a device that
an account knows by device alone: neither strangers nor colleagues behind the same gateway keep her out there.
settings.SIGN_IN_LIMITS says how much; allauth counts.

What the shared cache counts of attempts to sign in names network addresses: it goes once its hour is over.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from accounts import devices
from accounts.client_ip import client_network
from accounts.models import User

WRONG, WRONG_AT_ADDRESS, TRY_AT_ADDRESS = "wrong", "wrong_at_address", "try_at_address"
RESET, RESET_AT_ADDRESS = "reset", "reset_at_address"


class SignInAttempt:
    """Somebody at an address who gives a login."""

    def __init__(self, request: HttpRequest, login: str) -> None:
        self.request = request
        people = list(_people_with(login))
        self.device = devices.name_for(request, people)
        account = ",".join(str(person.pk) for person in people) or login.strip().casefold()
        self.key = f"{account} {self.device or client_network(request.META)}"

    def may_try(self) -> bool:
        """Counts a try at the address. Returns False where there were too many, or too many wrong passwords."""
        at_address = self._take(TRY_AT_ADDRESS) and self._is_left(WRONG_AT_ADDRESS)
        return (bool(self.device) or at_address) and self._is_left(WRONG)

    def was_wrong(self) -> None:
        self._take(WRONG)
        if not self.device:
            self._take(WRONG_AT_ADDRESS)

    def may_ask_for_reset(self) -> bool:
        """Counts a letter that is asked for. Returns False where there were too many."""
        return self._take(RESET) and (bool(self.device) or self._take(RESET_AT_ADDRESS))

    def forget(self) -> None:
        """Lets whoever has proved who she is begin anew."""
        ratelimit.clear(self.request, action=WRONG, key=self.key)

    def _take(self, action: str) -> bool:
        return bool(ratelimit.consume(self.request, action=action, key=self.key))

    def _is_left(self, action: str) -> bool:
        return bool(ratelimit.consume(self.request, action=action, key=self.key, dry_run=True))


def _people_with(login: str) -> list[User]:
    """Whoever signs in with this user name or address, in whatever letters."""
    name = login.strip()
    found = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)) if name else User.objects.none()
    return list(found.only("pk", "password").order_by("pk")[:5])


def forget_tries(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: deletes the rows that have run out, which Django keeps until there are too many.

    Returns how many.
    """
    cache: Any = settings.CACHES["default"]
    table = connection.ops.quote_name(cache["LOCATION"])
    moment = connection.ops.adapt_datetimefield_value(at or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - the table of the settings
        return int(cursor.rowcount)
