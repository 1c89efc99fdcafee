"""Event bus: notifies higher-level apps (watches, search index, authorship) of a change of a text without importing them.

`settings.ON_TEXT_CHANGED` names functions that take an `Event`. They are called by the worker, after the change is committed:
the task is a row of the same transaction, so that no event is lost, and none is for what did not happen. A worker can be
killed in between and the task be run again: a handler does twice what it did once without harm.

A text that is saved again and again is handled now and then, and once more at the end (`debounced`). Where many events wait,
the worker hands several over at once (`dispatch_all`): a handler that is `in_bulk` asks about all of them together.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.tasks import task
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string

from accounts.models import User
from common.database import statements
from contributions.history_models import Act

log = logging.getLogger(__name__)
SECONDS_LEFT_ALONE = 10
MOST_REMEMBERED = 10_000
_dispatched_at: dict[tuple[str, int], float] = {}
_is_muted: ContextVar[bool] = ContextVar("is_asleep", default=False)


class EventKind(StrEnum):
    """What happened besides a revision, which is told as its `history.Act`."""

    HIDDEN = "hidden"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    PUT_BACK = "put_back"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    PROTECTED = "protected"
    UNPROTECTED = "unprotected"
    VERSION_HIDDEN = "version_hidden"
    VERSION_SHOWN = "version_shown"
    MERGED_AWAY = "merged_away"
    RESTORED = "restored"
    ANSWERED = "answered"
    JOINED = "joined"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event of type `what` (an EventKind, or a history Act for a revision) on the row `pk` of the model `label`.

    `version` is the newest one then, 0 for what has none; `by` is the person's key, None for the system.
    """

    label: str
    pk: int
    version: int
    what: str
    by: int | None
    at: datetime


class HandlersFailed(Exception):
    """Some of those who listen failed: the task stands as failed where administrators see it, and can be run again."""


def emit(row: models.Model, kind: str, *, by: User | None, at: datetime | None = None) -> None:
    """Enqueues the event for the handlers; the worker dispatches it once the transaction is committed."""
    if _is_muted.get() or not settings.ON_TEXT_CHANGED:
        return
    told = {
        "label": row._meta.label_lower,
        "pk": row.pk,
        "version": getattr(row, "version", 0),
        "what": str(kind),
        "by": by.pk if by else None,
        "at": (at or timezone.now()).isoformat(),
    }
    dispatch.enqueue(told)


@contextmanager
def muted() -> Iterator[None]:
    """Emits no event inside. For imports, which rebuild the derived data at their end."""
    token = _is_muted.set(True)
    try:
        yield
    finally:
        _is_muted.reset(token)


def debounced[Handler: Callable[..., None]](listen: Handler) -> Handler:
    """Marks a handler that reads the current text only, so that it may skip all but the last of many saves in a row."""
    listen.goes_by_the_newest_text = True  # type: ignore[attr-defined]
    return listen


def in_bulk[Handler: Callable[..., None]](listen: Handler) -> Handler:
    """Marks a handler that takes any number of events at once, in their order: `def listen(*changes: Event)`."""
    listen.takes_many = True  # type: ignore[attr-defined]
    return listen


def keys_of(changes: Iterable[Event], label: str) -> set[int]:
    """Which texts of one model the events are about."""
    return {change.pk for change in changes if change.label == label}


@task
def dispatch(told: dict[str, Any]) -> None:
    """Calls every handler, also after one has failed. Raises HandlersFailed at the end."""
    for failure in dispatch_all([told]):
        if failure:
            raise failure


def dispatch_all(several: Sequence[dict[str, Any]]) -> list[HandlersFailed | None]:
    """Calls every handler with these events, also after one has failed. Returns what failed, for each event.

    Nothing here waits for the disk: what is lost is done again, since the mark that it is done comes later, and waits.
    """
    changes = [Event(**told | {"at": parse_datetime(told["at"])}) for told in several]
    left = superseded(changes)
    failed: list[dict[str, Exception]] = [{} for _change in changes]
    with statements.unawaited():
        for path in settings.ON_TEXT_CHANGED:
            for number, problem in _failures(path, changes, left):
                failed[number][path] = problem
    return [_failure(problems, change) for problems, change in zip(failed, changes, strict=True)]


def _failure(problems: dict[str, Exception], change: Event) -> HandlersFailed | None:
    """What stands for all that failed with an event; its cause is the last of them."""
    if not problems:
        return None
    failure = HandlersFailed(f"{', '.join(problems)}: {change}")
    failure.__cause__ = list(problems.values())[-1]
    return failure


def superseded(changes: Sequence[Event]) -> list[bool]:
    """Whether a later save of the same text does instead of each: one of these, or one that has a task of its own."""
    found, saved = list[bool](), dict[tuple[str, int], int]()
    for change in reversed(changes):
        text, is_save = (change.label, change.pk), change.what in Act.values
        newest = saved.setdefault(text, change.version) if is_save else 0
        found.append(0 < change.version < newest or is_superseded(change))
    return found[::-1]


def is_superseded(change: Event) -> bool:
    """Whether a text that was brought up to date seconds ago has been saved again since: that save has a task of its own.

    Saves two thirds of what the worker does while somebody saves again and again, and nine tenths of what it writes.
    """
    now, text = time.monotonic(), (change.label, change.pk)
    is_recent = now - _dispatched_at.get(text, -SECONDS_LEFT_ALONE) < SECONDS_LEFT_ALONE
    if is_recent and change.version and change.what in Act.values and _has_been_saved_since(change):
        return True
    if len(_dispatched_at) >= MOST_REMEMBERED:
        _dispatched_at.clear()
    _dispatched_at[text] = now
    return False


def _has_been_saved_since(change: Event) -> bool:
    rows = apps.get_model(change.label)._base_manager.filter(pk=change.pk, version__gt=change.version)
    return bool(rows.exists())


def _failures(path: str, changes: Sequence[Event], left: Sequence[bool]) -> list[tuple[int, Exception]]:
    """Calls one handler. Returns the places of the events with which it failed, and why."""
    wanted = list(range(len(changes)))
    try:
        listen = import_string(path)
        if hasattr(listen, "goes_by_the_newest_text"):
            wanted = [place for place in wanted if not left[place]]
        if hasattr(listen, "takes_many") and len(wanted) > 1:
            listen(*[changes[place] for place in wanted])
            return []
    except Exception:
        log.warning("%s failed with %s events, and is called with each of them", path, len(wanted), exc_info=True)
    tried = ((place, _problem_with(path, changes[place])) for place in wanted)
    return [(place, problem) for place, problem in tried if problem is not None]


def _problem_with(path: str, change: Event) -> Exception | None:
    """Calls a handler with one event. Returns what it raised."""
    try:
        import_string(path)(change)
    except Exception as problem:
        log.exception("%s failed after %s", path, change)
        return problem
    return None
