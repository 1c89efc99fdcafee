"""A list of people is carried out, and undone, in parts, each in one transaction that holds its row.

So a worker that is killed loses nobody and doubles nobody: the next one goes on behind the last part. One list at a time.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.people.people_imports import PeopleImport

LINES_AT_ONCE = 2_500


def begin(rows: QuerySet[PeopleImport], **values: Any) -> bool:
    """Has the list of `rows` under way; False where there is none. Raises ValidationError while another one is."""
    try:
        with transaction.atomic():
            return bool(rows.filter(is_running=False).update(is_running=True, done=0, **values))
    except IntegrityError:
        words = _("Another list is being imported, or undone, at the moment. Wait until that is done.")
        raise ValidationError(words, code="another") from None


def held(pk: int, *, undone: bool) -> PeopleImport | None:
    """The list, if it is under way so; its row is held until the end of the transaction, and parts left to one at a time."""
    rows = PeopleImport.objects.select_for_update().filter(pk=pk, is_running=True, undone_at__isnull=not undone)
    return rows.first()


def next_part(prepared: PeopleImport, mark: str, *states: str) -> list[dict[str, Any]]:
    """The first lines in one of these states that do not bear the mark yet."""
    return [line for line in prepared.in_state(*states) if mark not in line][:LINES_AT_ONCE]


def end_part(prepared: PeopleImport, part: list[dict[str, Any]], mark: str) -> None:
    """Marks the lines as done; a part that is not full was the last one."""
    for line in part:
        line[mark] = True
    prepared.done += len(part)
    prepared.is_running = len(part) == LINES_AT_ONCE
    prepared.save(update_fields=["lines", "counts", "done", "is_running"])
