"""What each version of a session changed, for its organisers: by whom, when, and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils.text import capfirst

from campaign.settings_history import SettingsVersion, versions_of
from campaign.training.forms import SessionForm
from campaign.training.models import TrainingSession
from common.words.dates import date_and_time

FIELDS = (*SessionForm.Meta.fields, "cancelled_at", "cancel_reason", "guest_count", "summary")
TYPED = {"title", "place", "room", "address", "speakers", "description", "cancel_reason", "summary"}


def changes_of_session(rows: Sequence[Any]) -> list[SettingsVersion]:
    typed = [_label(name) for name in TYPED]
    return versions_of(rows, _values, typed=typed, author=attrgetter("public_name"))


def _values(row: Any) -> dict[str, str]:
    return {_label(name): _shown(row, name) for name in FIELDS}


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "kind":
        return str(TrainingSession.Kind(value).label)
    if isinstance(value, datetime):
        return date_and_time(value)
    return str(value or "")


def _label(name: str) -> str:
    return capfirst(str(TrainingSession._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
