"""The lines of a list of people hold names and addresses: they go in time, and with whoever is erased. The counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.people.people_imports import PeopleImport

RETENTION_DAYS = 90
NEVER_CARRIED_OUT = 7


def forget_old_lines(*, at: datetime | None = None) -> int:
    """Empties the lists of three months ago, and drops what was never carried out; returns how many lists that concerns."""
    now = at or timezone.now()
    dropped = PeopleImport.objects.filter(confirmed_at=None, created_at__lt=now - timedelta(days=NEVER_CARRIED_OUT))
    old = PeopleImport.objects.filter(created_at__lt=now - timedelta(days=RETENTION_DAYS)).exclude(lines=[])
    return dropped.delete()[0] + old.update(lines=[])


def erase_lines_of(person: User) -> None:
    """See settings.ON_ERASURE. Lists of which nobody has said what their columns are go whole: they may name her anywhere."""
    PeopleImport.objects.filter(confirmed_at=None, lines=[]).delete()
    for prepared in PeopleImport.objects.select_for_update().exclude(lines=[]).order_by("pk"):
        lines = [line for line in prepared.lines if line["person"] != person.pk]
        if len(lines) < len(prepared.lines):
            if prepared.table:
                numbers = {line["number"] for line in lines}
                prepared.table["rows"] = [row for row in prepared.table["rows"] if row[0] in numbers]
            prepared.lines = lines
            prepared.save(update_fields=["lines", "table"])
