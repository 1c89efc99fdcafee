"""A way in for people without an e-mail address: a printed slip with a code, which sets a password once.

Nothing of a code is stored. It is made of the account as it is (`account_mark`) and of the week: a slip serves no more once it
was used, or the person has signed in, was stopped or got an address; the others end after two to three weeks. Whether somebody
has a password already is not asked: a slip also helps whoever has forgotten hers, and printing one tells nothing.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import SafeString

from accounts.access import is_administrator
from accounts.models import PersonQuerySet, User
from accounts.people.invitations import account_mark
from common.html.qr_codes import qr_code

SALT = "accounts.slip"
LENGTH = 10
WEEKS = 2  # beside the one in which it is printed
MOST_AT_ONCE = 200
LOOKS_LIKE = str.maketrans("018", "OIB")  # base 32 has none of these digits


@dataclass(frozen=True)
class Slip:
    person: User
    code: str
    ends: date
    address: str

    @property
    def qr_code(self) -> SafeString:
        return qr_code(f"{self.address}?{urlencode({'login': self.person.username, 'code': self.code})}")


def who_gets_slips(people: PersonQuerySet) -> PersonQuerySet:
    """Those of them who are here and whom no letter can reach, by department."""
    here = people.filter(is_active=True, erased_at=None, email="")
    return here.order_by("department", "site", "last_name", "first_name", "username", "pk")


def print_slips(people: PersonQuerySet, *, by: User) -> list[Slip]:
    """Notes that these are invited, logs it, and returns their slips, some at a time. Raises PermissionDenied."""
    if not is_administrator(by):
        raise PermissionDenied
    chosen = list(who_gets_slips(people)[:MOST_AT_ONCE])
    with transaction.atomic():
        User.objects.filter(pk__in=[person.pk for person in chosen]).update(invited_at=timezone.now())
        if chosen:
            LogEntry.objects.log_actions(by.pk, chosen, CHANGE, change_message="A slip with a code was printed.")
    address = settings.SITE_ADDRESS + reverse("slip")
    week = _this_week()
    ends = date.fromordinal((week + WEEKS + 1) * 7) - timedelta(days=1)
    return [Slip(person, _grouped(_code(person, week)), ends, address) for person in chosen]


def person_with_slip(login: str, code: str) -> User | None:
    """Whose code this is, if it serves still. Call it in a transaction: her row is held until its end."""
    rows = User.objects.select_for_update().filter(username__iexact=login.strip(), is_active=True, email="")
    person = rows.first()
    typed = "".join(sign for sign in code.upper() if sign.isalnum()).translate(LOOKS_LIKE)
    week = _this_week()
    if person is None or not any(constant_time_compare(typed, _code(person, week - ago)) for ago in range(WEEKS + 1)):
        return None
    return person


def _this_week() -> int:
    return timezone.localdate().toordinal() // 7


def _code(person: User, week: int) -> str:
    digest = salted_hmac(SALT, f"{account_mark(person)} {week}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:LENGTH]


def _grouped(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"
