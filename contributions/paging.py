"""Lists are paged by key: `?before=` holds the moment and the row where the page before ended."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def key_of(moment: datetime, pk: int) -> str:
    """The row with which a page ended, for the address of the next one."""
    return f"{moment.isoformat()}~{pk}"


def key_in(before: str) -> tuple[datetime, int] | None:
    """A moment and a row, "2026-11-24T10:00:00+00:00~12"; anything else is the beginning."""
    moment, _, row = before.partition("~")
    try:
        parsed = parse_datetime(moment)
    except ValueError:
        return None
    if parsed is None or timezone.is_naive(parsed) or not (row.isascii() and row.isdecimal() and len(row) < 19):
        return None
    return parsed, int(row)
