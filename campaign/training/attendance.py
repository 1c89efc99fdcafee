"""How many came, what is to be expected of those who registered, and the sheet of it.

What the check-in page downloads: who is expected, the code that each shows, who is here already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import segno
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from campaign.training.check_ins import CheckIn, CheckInAct
from campaign.training.models import TrainingSession
from campaign.training.registrations import Registration, RegistrationAct, RegistrationState, RegistrationStep
from common.markup import spreadsheets
from common.paging import LARGEST
from common.words.dates import time_of_day

if TYPE_CHECKING:
    from django.db.models import QuerySet


MONTH = timedelta(days=30.44)
OF = 10  # how many come of so many


@dataclass(frozen=True)
class Attendance:
    """Who came: `registered` had a seat, `came` of these, `others` without one, with or without an account."""

    registered: int
    came: int
    others: int

    @property
    def total(self) -> int:
        return self.came + self.others

    @property
    def is_noted(self) -> bool:
        return self.total > 0


def attendance_of(session: TrainingSession) -> Attendance:
    """Returns the figures of a session; those that were stored, once nobody can be told apart any more."""
    rows = session.registrations
    registered = rows.registered().count()
    if session.attended_count is not None:
        return Attendance(registered, session.attended_count, session.guest_count)
    here = rows.filter(came_at__isnull=False)
    walk_ins = here.filter(check_ins__state_before__in=_WITHOUT_SEAT).distinct().count()
    names = session.check_ins.filter(registration=None).count()
    return Attendance(registered - walk_ins, here.count() - walk_ins, walk_ins + names + session.guest_count)


_WITHOUT_SEAT = (RegistrationState.WAITING, RegistrationState.CANCELLED)


def usual_share(at: datetime | None = None) -> int | None:
    """Returns how many of ten came to the sessions that are over and whose attendance was noted; None without any."""
    over = TrainingSession.objects.filter(ends_at__lte=at or timezone.now(), cancelled_at=None)
    came, registered = 0, 0
    for one in over.with_attendance():
        if number := one.came_count if one.attended_count is None else one.attended_count:
            came, registered = came + min(number, one.seated_count), registered + one.seated_count
    return round(OF * came / registered) if registered else None


def note_guests(session: TrainingSession, number: int, *, by: User) -> None:
    """How many came who have no account here."""
    with session.held() as held:
        if held.guest_count != number:
            held.guest_count, held._history_user = number, by
            held.save()


def sheet_rows(session: TrainingSession) -> QuerySet[Registration]:
    """Those who have a seat, by name."""
    return (
        session.registrations.registered()
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "pk")
    )


def csv_lines(session: TrainingSession) -> Iterator[str]:
    """Returns the attendance as a table for a spreadsheet."""
    head = (_("last name"), _("first name"), pgettext("of a person", "site"), _("came"), pgettext("check-in", "at"))
    return spreadsheets.csv_lines(chain([head], _cells(session)))


def _cells(session: TrainingSession) -> Iterator[Iterable[object]]:
    for row in sheet_rows(session):
        at = time_of_day(row.came_at) if row.came_at else ""
        person = row.person
        yield person.last_name or person.username, person.first_name, person.site, _("yes") if at else _("no"), at
    for typed in session.check_ins.filter(registration=None):
        yield typed.name, "", "", _("yes"), time_of_day(typed.at)


def forget_attendance(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: of sessions long over only the number of people stays; returns of how many sessions."""
    limit = (at or timezone.now()) - settings.ATTENDANCE_MONTHS * MONTH
    due = TrainingSession.objects.filter(ends_at__lt=limit, attended_count=None)
    for session in due:
        _forget(session)
    return len(due)


def _forget(session: TrainingSession) -> None:
    with session.held() as held:
        if held.attended_count is not None:  # another run was faster, and has counted them
            return
        here = held.registrations.filter(came_at__isnull=False)
        names = held.check_ins.filter(registration=None)
        held.attended_count = here.count() + names.count()
        held.save()
        here.update(came_at=None)
        CheckIn.objects.filter(session=held).delete()
        acts = (RegistrationAct.CAME, RegistrationAct.NOT_CAME)
        RegistrationStep.objects.filter(registration__session=held, act__in=acts).delete()


# The attendance sheet as a PDF: to be signed, or with the times at which people came.


STYLES = Path(__file__).parent / "attendance_sheet.css"
EMPTY_LINES = 6  # for whoever comes and is not on the list


def attendance_sheet(session: TrainingSession) -> bytes | None:
    """Returns the sheet in the language of whoever asks; None where it cannot be made now."""
    attendance = attendance_of(session)
    context = {
        "session": session,
        "rows": sheet_rows(session),
        "unmatched": session.check_ins.filter(registration=None),
        "attendance": attendance,
        "empty_lines": range(0 if attendance.is_noted else EMPTY_LINES),
        "language": translation.get_language(),
    }
    html = render_to_string("campaign/training/attendance/sheet.html", context)
    printer: Callable[[str, str], bytes | None] = import_string(settings.SHEET_PRINTER)
    return printer(html, STYLES.read_text(encoding="utf-8"))


SALT = "campaign.training.attendance"
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
