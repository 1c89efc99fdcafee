"""What each version of a session changed, for its organisers: by whom, when, and what stood there before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.text import capfirst

from campaign.settings_history import SettingChange, SettingsVersion
from campaign.training.forms import SessionForm
from campaign.training.models import TrainingSession
from common.words.dates import date_and_time

FIELDS = (*SessionForm.Meta.fields, "cancelled_at", "cancel_reason", "guest_count", "summary")
TYPED = {"title", "place", "room", "address", "speakers", "description", "cancel_reason", "summary"}


def changes_of_session(rows: Sequence[Any]) -> list[SettingsVersion]:
    """Returns each of these rows of the history of one session, newest first, with what it changed of the one before it."""
    if not rows:
        return []
    last = rows[-1]
    earlier = TrainingSession.history.filter(id=last.id, history_id__lt=last.history_id).order_by("-history_id").first()
    values = [_values(row) for row in (*rows, earlier)]
    return [
        SettingsVersion(
            row.history_id,
            row.history_date,
            row.history_user.public_name if row.history_user else "",
            [
                SettingChange(_label(name), before.get(name, ""), after[name], is_typed=name in TYPED)
                for name in FIELDS
                if before.get(name, "") != after[name]
            ],
        )
        for row, after, before in zip(rows, values[:-1], values[1:], strict=True)
    ]


def _values(row: Any) -> dict[str, str]:
    return {name: _shown(row, name) for name in FIELDS} if row else {}


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "kind":
        return str(TrainingSession.Kind(value).label)
    if isinstance(value, datetime):
        return date_and_time(value)
    return str(value or "")


def _label(name: str) -> str:
    return capfirst(str(TrainingSession._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
