"""What each version of the settings changed, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaign.currencies import label_of_currency
from campaign.languages import named_languages
from campaign.site_forms import SiteSettingsForm
from campaign.site_settings.current import current_settings
from campaign.site_settings.models import PublicText, SiteSettings
from common.words.language_names import name_in_sentence
from common.words.text_lists import with_and


@dataclass(frozen=True)
class SettingChange:
    """`is_typed` says that the values are words of the campaign, in its first language."""

    label: str
    before: str
    after: str
    is_typed: bool = False


@dataclass(frozen=True)
class SettingsVersion:
    """`about` says in a sentence what was changed, where there are several things."""

    number: int
    at: datetime
    author: str
    changes: list[SettingChange]
    about: str = ""


def changes_of_settings(rows: Sequence[Any]) -> list[SettingsVersion]:
    """Returns each of these rows of the history, newest first, with what it changed of the one before it."""
    if not rows:
        return []
    earlier = SiteSettings.history.filter(history_id__lt=rows[-1].history_id).order_by("-history_id").first()
    form = SiteSettingsForm(row=current_settings())
    labels = {name: str(field.label) for name, field in form.fields.items()} | {"logo": _("Logo")}
    values = [_values(form, row) for row in (*rows, earlier)]
    return [
        SettingsVersion(
            row.version,
            row.history_date,
            str(row.history_user) if row.history_user else "",
            [
                SettingChange(labels[name], before.get(name, ""), after.get(name, ""))
                for name in labels
                if before.get(name, "") != after.get(name, "")
            ],
        )
        for row, after, before in zip(rows, values[:-1], values[1:], strict=True)
    ]


def changes_of_public_texts(rows: Sequence[Any]) -> list[SettingsVersion]:
    """Returns each of these rows of the history of the texts about the site, with the text before and after it."""
    return [_version_of_text(row, row.prev_record) for row in rows]


def _version_of_text(row: Any, earlier: Any) -> SettingsVersion:
    before, names = earlier.body if earlier else "", dict(PublicText.Kind.choices)
    label = _("%(text)s, in %(language)s") % {"text": names[row.kind], "language": name_in_sentence(row.language)}
    changes = [SettingChange(label, before, row.body)] if before != row.body else []
    author = str(row.history_user) if row.history_user else ""
    return SettingsVersion(row.history_id, row.history_date, author, changes, "" if changes else label)


def _values(form: SiteSettingsForm, row: Any) -> dict[str, str]:
    if row is None:
        return {}
    names = [field.name for field in SiteSettings._meta.concrete_fields if field.name != "id"]
    values = {**form.row_values(SiteSettings(**{name: getattr(row, name) for name in names})), "logo": row.logo}
    return {name: _shown(name, value) for name, value in values.items()}


def _shown(name: str, value: Any) -> str:
    if name == "logo":
        return _("A picture (%(token)s)") % {"token": value["token"]} if value else ""
    if name == "language":
        return dict(named_languages()).get(value, "")
    if name == "other_languages":
        return with_and([known for code, known in named_languages() if code in value])
    if name == "currency":
        return label_of_currency(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value or "")
