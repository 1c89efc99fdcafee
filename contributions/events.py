"""Event bus: notifies higher-level apps (watches, search index, authorship) of a change of a text without importing them.

`settings.ON_TEXT_CHANGED` names functions that take an `Event`. They are called by the worker, after the change is committed:
the task is a row of the same transaction, so that no event is lost, and none is for what did not happen. A worker can be
killed in between and the task be run again: a handler does twice what it did once without harm.

A text that is saved again and again is handled now and then, and once more at the end (`debounced`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
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


def debounced(listen: Callable[[Event], None]) -> Callable[[Event], None]:
    """Marks a handler that reads the current text only, so that it may skip all but the last of many saves in a row."""
    listen.goes_by_the_newest_text = True  # type: ignore[attr-defined]
    return listen


@task
def dispatch(told: dict[str, Any]) -> None:
    """Calls every handler, also after one has failed. Raises HandlersFailed at the end."""
    change = Event(**told | {"at": parse_datetime(told["at"])})
    is_left = is_superseded(change)
    failed = [path for path in settings.ON_TEXT_CHANGED if not _is_handled(path, change, is_left=is_left)]
    if failed:
        raise HandlersFailed(f"{', '.join(failed)}: {change}")


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


def _is_handled(path: str, change: Event, *, is_left: bool) -> bool:
    try:
        listen = import_string(path)
        if not (is_left and hasattr(listen, "goes_by_the_newest_text")):
            listen(change)
    except Exception:
        log.exception("%s failed after %s", path, change)
        return False
    return True
