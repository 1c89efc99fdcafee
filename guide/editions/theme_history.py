"""What each version of a theme changed, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from campaign.settings_history import SettingChange, SettingsVersion
from guide.editions.theme_forms import ThemeForm
from themes.models import Theme
from themes.papers import PAPERS

TYPED = {"question", "short_title", "introduction", "sentence", "starters"}


def changes_of_themes(rows: Sequence[Any]) -> list[SettingsVersion]:
    """Returns each of these rows of the history, newest first, with what it changed of the one before it. One query."""
    labels = {"number": _("Number")} | {name: str(field.label) for name, field in ThemeForm.base_fields.items()}
    del labels["released"]
    older = {row.history_id: before for row, before in _pairs(rows)}
    return [_version(row, older.get(row.history_id), labels) for row in rows]


def _pairs(rows: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each row with the one before it of the same theme."""
    if not rows:
        return []
    earlier = Theme.history.filter(id__in={row.id for row in rows}, history_id__lt=rows[-1].history_id)
    newest: dict[int, Any] = {}
    pairs = []
    for row in reversed((*rows, *earlier.order_by("-history_id"))):
        pairs.append((row, newest.get(row.id)))
        newest[row.id] = row
    return pairs


def _version(row: Any, before: Any, labels: dict[str, str]) -> SettingsVersion:
    about = _("“%(theme)s” has been removed.") if row.history_type == "-" else _("“%(theme)s”")
    if row.history_type == "+":
        about = _("“%(theme)s” has been added.")
    changes = [
        SettingChange(label, _shown(before, name), _shown(row, name), is_typed=name in TYPED)
        for name, label in labels.items()
    ]
    return SettingsVersion(
        0,
        row.history_date,
        str(row.history_user) if row.history_user else "",
        [change for change in changes if change.before != change.after] if row.history_type != "-" else [],
        about % {"theme": row.short_title},
    )


def _shown(row: Any, name: str) -> str:
    if row is None:
        return ""
    value = getattr(row, name)
    if name == "paper":
        return str(PAPERS.get(value, value))
    return "\n".join(value) if isinstance(value, list) else str(value)
