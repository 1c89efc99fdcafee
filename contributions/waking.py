"""What happens to a text wakes what stands above it and does not have to be known here: watchers, index, authorship.

`settings.WAKE_AFTER_CHANGE` names functions that take a `Change`. They are called by the worker, after the change is committed:
the task is a row of the same transaction, so that no wake-up is lost, and none is for what did not happen. A worker can be
killed in between and the task be run again: whoever listens does twice what it did once without harm.

Whoever is saved again and again is brought up to date now and then, and once more at the end (`goes_by_the_newest_text`).
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
from contributions.history import Act

log = logging.getLogger(__name__)
SECONDS_LEFT_ALONE = 10
MOST_REMEMBERED = 10_000
_followed_at: dict[tuple[str, int], float] = {}
_is_asleep: ContextVar[bool] = ContextVar("is_asleep", default=False)


class What(StrEnum):
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
class Change:
    """What happened (a `What`, or a `history.Act` for a revision) to the row `pk` of the model `label` ("contributions.page").

    `version` is the newest one then, 0 for what has none; `by` is the person's key, None for the system.
    """

    label: str
    pk: int
    version: int
    what: str
    by: int | None
    at: datetime


class NotFollowed(Exception):
    """Some of those who listen failed: the task stands as failed where administrators see it, and can be run again."""


def wake(row: models.Model, what: str, *, by: User | None, at: datetime | None = None) -> None:
    """Has those who listen told, by the worker, once the transaction is committed."""
    if _is_asleep.get() or not settings.WAKE_AFTER_CHANGE:
        return
    told = {
        "label": row._meta.label_lower,
        "pk": row.pk,
        "version": getattr(row, "version", 0),
        "what": str(what),
        "by": by.pk if by else None,
        "at": (at or timezone.now()).isoformat(),
    }
    follow.enqueue(told)


@contextmanager
def asleep() -> Iterator[None]:
    """Inside, nothing is woken: for imports, which build at their end what hangs on the texts."""
    token = _is_asleep.set(True)
    try:
        yield
    finally:
        _is_asleep.reset(token)


def goes_by_the_newest_text(listen: Callable[[Change], None]) -> Callable[[Change], None]:
    """Marks who reads a text as it is now, whatever woke it, and so need not be told of each of many saves in a row."""
    listen.goes_by_the_newest_text = True  # type: ignore[attr-defined]
    return listen


@task
def follow(told: dict[str, Any]) -> None:
    """Tells all who listen; where one fails, the others are told all the same. Raises NotFollowed at the end."""
    change = Change(**told | {"at": parse_datetime(told["at"])})
    is_left = is_left_to_the_next(change)
    failed = [path for path in settings.WAKE_AFTER_CHANGE if not _is_told(path, change, is_left=is_left)]
    if failed:
        raise NotFollowed(f"{', '.join(failed)}: {change}")


def is_left_to_the_next(change: Change) -> bool:
    """Whether a text that was brought up to date seconds ago has been saved again since: that save has a task of its own.

    Saves two thirds of what the worker does while somebody saves again and again, and nine tenths of what it writes.
    """
    now, text = time.monotonic(), (change.label, change.pk)
    is_recent = now - _followed_at.get(text, -SECONDS_LEFT_ALONE) < SECONDS_LEFT_ALONE
    if is_recent and change.version and change.what in Act.values and _has_been_saved_since(change):
        return True
    if len(_followed_at) >= MOST_REMEMBERED:
        _followed_at.clear()
    _followed_at[text] = now
    return False


def _has_been_saved_since(change: Change) -> bool:
    rows = apps.get_model(change.label)._base_manager.filter(pk=change.pk, version__gt=change.version)
    return bool(rows.exists())


def _is_told(path: str, change: Change, *, is_left: bool) -> bool:
    try:
        listen = import_string(path)
        if not (is_left and hasattr(listen, "goes_by_the_newest_text")):
            listen(change)
    except Exception:
        log.exception("%s failed after %s", path, change)
        return False
    return True
