"""What the check-in page downloads: who is expected, the code that each shows, who is here already."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import segno
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from campaign.training.check_ins import CheckInAct
from campaign.training.models import TrainingSession
from campaign.training.registrations import Registration
from common.paging import LARGEST

if TYPE_CHECKING:
    from campaign.training.registrations import Registration


SALT = "campaign.training.check_in_list"
LENGTH = 20  # hexadecimal digits: 80 bits


def entry_code(registration: Registration) -> str:
    """Returns the code, in letters that a QR code holds with few dots."""
    named = f"{registration.session_id}.{registration.pk}"
    return f"{named}.{salted_hmac(SALT, named, algorithm='sha256').hexdigest()[:LENGTH].upper()}"


def drawn_code(registration: Registration) -> SafeString:
    """Returns the code as SVG, to stand in a page: a seventh of it may be covered."""
    code = segno.make(entry_code(registration), error="m", boost_error=False, micro=False)
    return SafeString(code.svg_inline(border=4, omitsize=True, light="#fff", svgclass="qr", lineclass=None))


# What the check-in page downloads: who is expected, their codes, who is here already; and what it sends back.


MOST_ACTS = 500
LONGEST_AGE = 366 * 24 * 3_600_000  # milliseconds


def expires_at(session: TrainingSession) -> datetime:
    """When a device deletes the list: at the end of the last day of the session."""
    following: date = session.last_day + timedelta(days=1)
    return timezone.make_aware(datetime.combine(following, time()))


def list_of(session: TrainingSession) -> dict[str, Any]:
    """Returns the list as it is downloaded. Of somebody who has given her seat up it has the code alone."""
    rows = session.registrations.select_related("person").order_by("person__last_name", "person__first_name", "pk")
    unmatched = session.check_ins.filter(registration=None).values_list("name", "at")
    return {
        "session": session.pk,
        "people": [_line(row) for row in rows],
        "unmatched": [{"name": name, "came": _milliseconds(at)} for name, at in unmatched],
    }


def _line(row: Registration) -> dict[str, Any]:
    line: dict[str, Any] = {"id": row.pk, "code": entry_code(row), "state": row.state}
    if row.is_coming:
        line |= {"name": str(row.person), "site": row.person.site, "came": row.came_at and _milliseconds(row.came_at)}
    return line


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def acts_in(text: str, *, at: datetime) -> list[CheckInAct]:
    """Returns the acts that a device sends. It says how long ago each was: its clock may be wrong. Raises ValidationError."""
    try:
        rows = json.loads(text)
        if not isinstance(rows, list) or len(rows) > MOST_ACTS:
            raise ValueError
        return [*_acts(rows, at)]
    except (ValueError, OverflowError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValidationError(_("What was sent cannot be read."), code="unreadable") from None


def _acts(rows: list[dict[str, Any]], at: datetime) -> Iterator[CheckInAct]:
    for row in rows:
        age, registration, name = int(row["age"]), row.get("registration"), str(row.get("name", ""))
        name.encode()  # half a sign is a ValueError
        if not 0 <= age <= LONGEST_AGE or "\0" in name:
            raise ValueError
        if registration is not None and not 0 < int(registration) <= LARGEST:
            raise ValueError
        yield CheckInAct(
            key=UUID(str(row["key"])),
            at=at - timedelta(milliseconds=age),
            is_in=row["is_in"] is True,
            registration=None if registration is None else int(registration),
            name=name,
        )
