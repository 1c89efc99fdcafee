"""A form that changes a row: what somebody else has saved since it was loaded is shown beside what was typed.

The form carries a digest of each value as it was loaded. `unchanged()` holds the row, compares, and lets the caller write in
the same transaction. Sent again, the form replaces what it has shown. So does one with a draft in it that is older than the
row: it says above its fields what was saved meanwhile. A value that comes without its digest counts as changed:
nothing says that whoever sent it knew what stands there.

Rows that people put in order: a form says in which order it showed them, and moves nothing where that is another now.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.words.text_lists import side_by_side

LOADED = "loaded"
SHOWN = 300


class ChangedMeanwhile(ValidationError):
    """Somebody else has saved the row since the form was loaded."""


@dataclass(frozen=True)
class SavedMeanwhile:
    """What somebody else has saved in a field since a draft was begun. `is_shown` where the draft had left it alone."""

    label: str
    theirs: str
    is_shown: bool


class LoadedInput(forms.HiddenInput):
    """Unseen, but for what was saved since the draft that stands in the form was begun."""

    meanwhile: Sequence[SavedMeanwhile] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if not self.meanwhile:
            return field
        left_alone = side_by_side(one.label for one in self.meanwhile if one.is_shown)
        typed = [one for one in self.meanwhile if not one.is_shown]
        note = render_to_string("parts/forms/saved_meanwhile.html", {"left_alone": left_alone, "typed": typed})
        return mark_safe(field + note)  # noqa: S308


class LoadedField(forms.CharField):
    """The digests of the values as the form was loaded."""

    widget: LoadedInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=LoadedInput, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RowForm(forms.BaseForm):
    """Mix in before `Form`; call `follow` at the end of `__init__`, and write inside `with form.unchanged():`."""

    row: models.Model | None = None
    _whole: Collection[str] = ()
    _meanwhile: tuple[SavedMeanwhile, ...] = ()

    def follow(self, row: models.Model) -> None:
        """The form was loaded from this row."""
        self.row, now = row, self._values_of(row)
        self.fields[LOADED] = loaded = LoadedField(initial=state_of(now))
        if not self.is_bound and self.initial.get(LOADED):
            self._meanwhile += self._bring_up(now)
            loaded.widget.meanwhile = self._meanwhile

    def row_values(self, row: Any) -> Mapping[str, Any]:
        """What the fields show of the row."""
        return model_to_dict(row, fields=list(self.fields))

    def label_of(self, name: str) -> str:
        """Returns what the field is called away from the group that it stands in."""
        return str(self.fields[name].label)

    def taken_whole(self, now: Mapping[str, Any]) -> Collection[str]:
        """Returns the fields whose values stand there together: theirs come into all of these, or into none."""
        return ()

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Holds the row until what is done inside is committed. Raises ChangedMeanwhile beside the fields that differ."""
        with transaction.atomic():
            self.check_unchanged()
            yield

    def check_unchanged(self) -> None:
        """The same, for whoever is in a transaction already."""
        if self.row is None:
            return
        rows = self.row._meta.model._base_manager  # the row may be lazy, as request.user is
        held = rows.select_for_update().filter(pk=self.row.pk).first()
        if held is None:
            raise ChangedMeanwhile(
                _("Somebody has removed this meanwhile: there is nothing left to change."), code="gone"
            )
        now = self._values_of(held)
        changed = [name for name, value in now.items() if self._loaded.get(name) != digest_of(value)]
        if any(digest_of(self.cleaned_data.get(name)) != digest_of(now[name]) for name in changed):
            self._whole = self.taken_whole(now)
            refusal = {name: self._refusal(name, now[name]) for name in changed if self._differs(name, now)}
            self._begin_again(now, changed)
            raise ChangedMeanwhile(refusal, code="changed_meanwhile")

    def _bring_up(self, now: Mapping[str, Any]) -> tuple[SavedMeanwhile, ...]:
        """The form is loaded anew, with a draft in it: what the draft left alone is theirs. Returns what they have saved."""
        changed = [name for name, value in now.items() if self._loaded.get(name) != digest_of(value)]
        self._whole = self.taken_whole(now) if changed else ()
        alone = {name for name in changed if self._is_untouched(name)}
        saved = tuple(
            SavedMeanwhile(self.label_of(name), shown(self.fields[name], now[name]), name in alone)
            for name in changed
            if self._differs(name, now)
        )
        seen = f"{self.initial[LOADED]} {state_of(now)}"  # of one name the last counts
        self.initial = {**self.initial, **{name: now[name] for name in alone}, LOADED: seen}
        return saved

    def _values_of(self, row: models.Model) -> dict[str, Any]:
        known = {name for name, field in self.fields.items() if not field.disabled}
        return {name: value for name, value in self.row_values(row).items() if name in known and name != LOADED}

    @property
    def _loaded(self) -> dict[str, str]:
        pairs = (pair.partition(":") for pair in str(self._typed(LOADED) or "").split())
        return {name: digest for name, _colon, digest in pairs}

    def _typed(self, name: str) -> Any:
        """What was sent in the field; of a form that is shown, what the draft that stands in it holds."""
        if self.is_bound:
            return self.cleaned_data.get(name)
        value = self.get_initial_for_field(self.fields[name], name)
        try:
            return self.fields[name].clean(value)
        except ValidationError:
            return value

    def _differs(self, name: str, now: Mapping[str, Any]) -> bool:
        return digest_of(self._typed(name)) != digest_of(now[name])

    def _is_untouched(self, name: str) -> bool:
        together = self._whole if name in self._whole else (name,)
        return all(digest_of(self._typed(one)) == self._loaded.get(one) for one in together)

    def _refusal(self, name: str, value: Any) -> ValidationError:
        theirs = shown(self.fields[name], value)
        if self._is_untouched(name):
            words = _("Somebody else has changed this meanwhile. What stands here now is theirs.")
        elif theirs:
            words = _("Somebody else has saved meanwhile: “%(theirs)s”. Send it again to keep what you have typed.")
        else:
            words = _("Somebody else has emptied this meanwhile. Send it again to keep what you have typed.")
        return ValidationError(words, code="changed_meanwhile", params={"theirs": theirs})

    def _begin_again(self, now: Mapping[str, Any], changed: Iterable[str]) -> None:
        """What was typed stays; what was left alone is theirs; and what is shown now is what the form was loaded from."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        for name in changed:
            if self._is_untouched(name):
                put(data, self.add_prefix(name), self.fields[name], now[name])
        data[self.add_prefix(LOADED)] = state_of(now)
        self.data = data


class RowModelForm[M: models.Model](RowForm, forms.ModelForm[M]):
    """A form of a model: it follows its instance, unless that is new."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.follow(self.instance)


def state_of(values: Mapping[str, Any]) -> str:
    return " ".join(f"{name}:{digest_of(value)}" for name, value in sorted(values.items()))


def digest_of(value: Any) -> str:
    """The same for what a row holds and for what a form made of it."""
    return hashlib.sha256(plain(value).encode()).hexdigest()[:12]


def plain(value: Any) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        several = [plain(one) for one in value]
        return json.dumps(several if isinstance(value, (list, tuple)) and not _is_of_rows(value) else sorted(several))
    return str(value).replace("\r\n", "\n").strip()


def _is_of_rows(values: Iterable[Any]) -> bool:
    return any(isinstance(one, models.Model) for one in values)


def shown(field: forms.Field, value: Any) -> str:
    """A value as somebody reads it: a choice by its name."""
    names = {str(key): str(name) for key, name in getattr(field, "choices", ()) if not isinstance(name, (list, tuple))}
    several = value if isinstance(value, (list, tuple, set, models.QuerySet)) else [value]
    words = side_by_side(names.get(plain(one), plain(field.prepare_value(one))) for one in several)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def put(data: Any, name: str, field: forms.Field, value: Any) -> None:
    """Has a form that was sent say this."""
    if isinstance(field.widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        data.setlist(name, [plain(one) for one in value])
    else:
        prepared = field.prepare_value(value)
        data[name] = "" if prepared is None else str(prepared)


def seen_order(keys: Iterable[int]) -> str:
    """What a form carries of the order that it shows."""
    return digest_of(list(keys))


def check_seen_order(seen: str | None, keys: Iterable[int]) -> None:
    """Raises ValidationError where this order is not the one that was seen. None says that nobody looked at one."""
    if seen is not None and seen != seen_order(keys):
        words = _("Somebody else has changed this order meanwhile. Nothing was moved: here is the order as it is now.")
        raise ValidationError(words, code="changed_meanwhile")
