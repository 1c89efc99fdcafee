"""Reads the settings: one small query, and one a request where `remembered` stands around it, or none (see `recall`).

Whatever another process saves counts from the next request on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import QuerySet

from campaign.site_settings.models import THE_ROW, SiteSettings
from common.database.queries import CompiledQuery


@dataclass
class Memo:
    """What a request has read. What it has decided itself may be taken back: nobody else is to know it before it is read."""

    row: SiteSettings | None = None
    is_committed: bool = True


_memo: ContextVar[Memo | None] = ContextVar("site_settings_of_the_request", default=None)
_last_known: list[SiteSettings] = []


def _row(pk: int) -> QuerySet[SiteSettings]:
    return SiteSettings.objects.filter(pk=pk)


_compiled = CompiledQuery(_row, THE_ROW)


def current_settings() -> SiteSettings:
    """Returns the row, or one that is not saved, names nobody and is closed to visitors, before there is any."""
    memo = _memo.get()
    if memo and memo.row:
        return memo.row
    found = _compiled.first(THE_ROW) or SiteSettings()
    if memo:
        memo.row = found
        if memo.is_committed:
            _last_known[:] = [found]
    return found


def last_known() -> SiteSettings:
    """Returns what this process has read last, without a query: for a page that says that something failed."""
    return _last_known[0] if _last_known else SiteSettings()


def recall(version: int | None) -> None:
    """Has a request, which has just seen that the row has this version, use what this process has read of it before."""
    memo, known = _memo.get(), last_known()
    if memo and memo.row is None and memo.is_committed and known.pk and known.version == version:
        memo.row = known


def forget(_decided: SiteSettings) -> None:
    """For settings.ON_SITE_SETTINGS_CHANGED: whoever decides sees it at once."""
    _last_known.clear()
    if memo := _memo.get():
        memo.row, memo.is_committed = None, False


@contextmanager
def remembered() -> Iterator[Memo]:
    """In here the row is read once. As a decorator, of a verb that asks for it in each text: no shell surrounds it."""
    memo = Memo()
    before = _memo.set(memo)
    try:
        yield memo
    finally:
        _memo.reset(before)
