"""What each version of something that is set changed, for people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
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

    at: datetime
    author: str
    changes: list[SettingChange]
    about: str = ""


def versions_of(
    rows: Sequence[Any],
    values: Callable[[Any], Mapping[str, str]],
    *,
    typed: Collection[str] = (),
    author: Callable[[User], str] = str,
    about: Callable[[Any, list[SettingChange]], str] = lambda row, changes: "",
) -> list[SettingsVersion]:
    """Returns each of these rows of a history, newest first, with what it changed of the one before it of the same thing.

    `values` gives what a row says, by the labels of what is set; those in `typed` are words of the campaign. One query.
    """
    versions, before = [], {row.id: values(row) for row in _earlier(rows)}
    for row in reversed(rows):
        now, was = values(row), before.get(row.id, {})
        before[row.id] = now
        labels = dict.fromkeys((*now, *was))
        pairs = [(label, was.get(label, ""), now.get(label, "")) for label in labels]
        changes = [SettingChange(*pair, is_typed=pair[0] in typed) for pair in pairs if pair[1] != pair[2]]
        name = author(row.history_user) if row.history_user else ""
        versions.append(SettingsVersion(row.history_date, name, changes, about(row, changes)))
    return versions[::-1]


def _earlier(rows: Sequence[Any]) -> Sequence[Any]:
    """Of each thing the row before the oldest of these."""
    if not rows:
        return ()
    history: Any = type(rows[0])._default_manager
    older = history.filter(id__in={row.id for row in rows}, history_id__lt=rows[-1].history_id)
    newest = older.order_by().values("id").annotate(newest=Max("history_id")).values("newest")
    return list(history.filter(history_id__in=newest))


def changes_of_settings(rows: Sequence[Any]) -> list[SettingsVersion]:
    form = SiteSettingsForm(row=current_settings())
    labels = {name: str(field.label) for name, field in form.fields.items()} | {"logo": _("Logo")}

    def values(row: Any) -> dict[str, str]:
        found = _values(form, row)
        return {label: found.get(name, "") for name, label in labels.items()}

    return versions_of(rows, values)


def changes_of_public_texts(rows: Sequence[Any]) -> list[SettingsVersion]:
    names = dict(PublicText.Kind.choices)

    def label(row: Any) -> str:
        return _("%(text)s, in %(language)s") % {"text": names[row.kind], "language": name_in_sentence(row.language)}

    return versions_of(
        rows, lambda row: {label(row): row.body}, about=lambda row, changes: "" if changes else label(row)
    )


def _values(form: SiteSettingsForm, row: Any) -> dict[str, str]:
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
