"""Reads the settings: one small query, and one a request where `remembered` stands around it.

No process caches them: whatever another one saves counts from the next request on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import QuerySet

from database.queries import CompiledQuery
from site_settings.models import THE_ROW, SiteSettings

_memo: ContextVar[list[SiteSettings] | None] = ContextVar("site_settings_of_the_request", default=None)
_last_known: list[SiteSettings] = []


def _row(pk: int) -> QuerySet[SiteSettings]:
    return SiteSettings.objects.filter(pk=pk)


_compiled = CompiledQuery(_row, THE_ROW)


def current_settings() -> SiteSettings:
    """Returns the row, or one that is not saved, names nobody and is closed to visitors, before there is any."""
    memo = _memo.get()
    if memo:
        return memo[0]
    found = _compiled.first(THE_ROW) or SiteSettings()
    if memo is not None:
        memo.append(found)
    _last_known[:] = [found]
    return found


def last_known() -> SiteSettings:
    """Returns what this process has read last, without a query: for a page that says that something failed."""
    return _last_known[0] if _last_known else SiteSettings()


@contextmanager
def remembered() -> Iterator[None]:
    """In here the row is read once."""
    before = _memo.set([])
    try:
        yield
    finally:
        _memo.reset(before)
