"""What no browser asks for (a task, the clock) speaks the language of the campaign, and goes by its time zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.tasks import Task
from django.utils import timezone, translation

from campaign.site_settings.current import current_settings, remembered
from campaign.site_settings.time_zone import TIME_ZONE
from common.database import tasks


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
