"""Reads the settings: one small query, and one a request where `remembered` stands around it, or none (see `recall`).

Whatever another process saves counts from the next request on.

The time zone that the organisation has decided: by it days begin, and hours are said.

Django is told once, by each process and each request, that this is its current time zone; which one it is stands in the
settings, and is looked up when somebody needs it. A page without a date asks nothing, and no process holds an older zone.

Words of pages, tips and whatever else the campaign calls by a name, on a screen in another language: they say theirs.

What no browser asks for (a task, the clock) speaks the language of the campaign, and goes by its time zone.

Has the settings read at most once a request, and its hours and words be those that the organisation has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware import locale
from django.tasks import Task
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from campaign.site_settings.models import THE_ROW, SiteSettings
from common.database import tasks
from common.database.queries import CompiledQuery
from common.html import NOTHING, fill


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


class DecidedTimeZone(tzinfo):
    """That of the settings, as they are at that moment; UTC before there are any."""

    def __str__(self) -> str:  # the database is told this name
        return str(_zone())

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return _zone().utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return _zone().dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return _zone().tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone(_zone())


TIME_ZONE = DecidedTimeZone()


def last_known_zone() -> tzinfo:
    """Returns the one that this process has read last, without a query."""
    return _named(last_known().time_zone)


def read_time_zone() -> None:
    """Has this process know the newest one."""
    with remembered():
        current_settings()


def _zone() -> tzinfo:
    return _named(current_settings().time_zone)


def _named(name: str) -> tzinfo:
    return ZoneInfo(name) if name else UTC


def in_first_language() -> SafeString:
    """Returns ` lang="fr"`, with the space, for an element whose words are in the first language; "" on a screen in it."""
    language = current_settings().first_language
    return NOTHING if language == get_language() else fill(' lang="{}"', language)


def first_language_words(words: str) -> str:
    """Returns words in the first language in an element that says so; as they are on a screen in it."""
    attribute = in_first_language()
    return fill("<span{}>{}</span>", attribute, words) if attribute and words else words


@contextmanager
def as_decided() -> Iterator[None]:
    """In here the settings are read once."""
    with remembered(), timezone.override(TIME_ZONE), translation.override(current_settings().interface_language):
        yield


class DecidedTask(Task):  # type: ignore[type-arg]  # it takes none when it runs
    """Each run reads the settings anew: a worker lives for weeks."""

    __slots__ = ()

    def call(self, *args: Any, **kwargs: Any) -> Any:
        with as_decided():
            return super().call(*args, **kwargs)


class TaskBackend(tasks.TaskBackend):
    task_class = DecidedTask


def read_settings_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        with timezone.override(TIME_ZONE), remembered():
            return get_response(request)

    return middleware


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's; who asks for no language that the site speaks reads that of the campaign."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        spoken = str(request.LANGUAGE_CODE)
        if spoken == settings.LANGUAGE_CODE and not _asks_for(request, spoken):
            known = last_known()  # as the guide itself, which costs no query and is there while the database is away
            translation.activate((known if known.pk else current_settings()).interface_language)
            request.LANGUAGE_CODE = translation.get_language()


def _asks_for(request: HttpRequest, language: str) -> bool:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    asked = f"{chosen},{request.headers.get('Accept-Language', '')}"
    return any(one.strip().lower().replace(";", "-").partition("-")[0] == language for one in asked.split(","))
