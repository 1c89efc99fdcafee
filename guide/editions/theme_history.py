"""What each version of a theme changed, for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from campaign.settings_history import SettingChange, SettingsVersion, versions_of
from guide.editions.theme_forms import ThemeForm
from themes.papers import PAPERS

TYPED = {"question", "short_title", "introduction", "sentence", "starters"}


def changes_of_themes(rows: Sequence[Any]) -> list[SettingsVersion]:
    labels = {"number": _("Number")} | {name: str(field.label) for name, field in ThemeForm.base_fields.items()}
    del labels["released"]

    def values(row: Any) -> dict[str, str]:
        return {label: _shown(row, name) for name, label in labels.items()}

    return versions_of(rows, values, typed=[labels[name] for name in TYPED], about=_about)


def _about(row: Any, changes: list[SettingChange]) -> str:
    about = _("“%(theme)s” has been removed.") if row.history_type == "-" else _("“%(theme)s”")
    if row.history_type == "+":
        about = _("“%(theme)s” has been added.")
    return about % {"theme": row.short_title}


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "paper":
        return str(PAPERS.get(value, value))
    return "\n".join(value) if isinstance(value, list) else str(value)
