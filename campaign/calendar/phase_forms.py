"""The calendar, a phase at a time: its days and times, by the clock of the site, what it opens, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaign.calendar.phase_act_forms import reason_field
from campaign.calendar.phase_fields import DayField, TimeField, end_of, start_of, time_or_none
from campaign.calendar.phases import LONGEST_NOTE, Phase
from campaign.calendar.rights import RIGHTS
from campaign.calendar.usual_phases import USUAL_RIGHTS
from campaign.site_forms import OneLineField
from common.forms.unchanged import RowForm

SWITCHES = tuple(f"may_{right}" for right in RIGHTS)
MOMENTS = ("first_day", "first_time", "last_day", "last_time")
LONGEST_TEXT = 5_000


class PhaseForm(forms.Form):
    """When a phase runs, what it opens, and what is said of it."""

    name = OneLineField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("Left empty, it is called after its type. A name is not translated."),
    )
    first_day = DayField(label=_("First day"))
    first_time = TimeField(label=_("From what time"), help_text=_("Left empty: from the beginning of the day."))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("It belongs to the phase. Left empty, the phase goes on.")
    )
    last_time = TimeField(
        label=_("Until what time"), help_text=_("The last minute of the phase. Left empty: until the end of the day.")
    )
    note = OneLineField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("A few words. They stand under the phase on the home page."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What happens in this phase, for the page of the calendar. Markdown may be used."),
    )
    may_write = forms.BooleanField(label=_("Pages are written and changed"), required=False)
    may_comment = forms.BooleanField(label=_("People contribute and answer"), required=False)
    may_endorse = forms.BooleanField(label=_("People say what is useful, and agree with passages"), required=False)
    may_ask = forms.BooleanField(label=_("Questions are asked"), required=False)
    may_nominate = forms.BooleanField(label=_("Pages and passages are proposed for the guide"), required=False)
    may_register = forms.BooleanField(label=_("People register for sessions"), required=False)

    def __init__(self, data: Any = None, *, row: Phase, shown: Mapping[str, Any], prefix: str | None = None) -> None:
        super().__init__(data, initial=dict(shown), prefix=prefix, label_suffix="")
        self.phase = row

    @property
    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in SWITCHES]

    def clean(self) -> None:
        sent = self.cleaned_data
        if self.kind_sent == Phase.Kind.OTHER and "name" in sent and not sent["name"]:
            self.add_error("name", ValidationError(_("Give this phase a name."), code="unnamed"))
        if sent.get("last_time") and "last_day" in sent and not sent["last_day"]:
            self.add_error("last_day", ValidationError(_("Give the day for this time."), code="half"))
        starts_at, ends_at = self._moment("first"), self._moment("last")
        if starts_at and ends_at and ends_at <= starts_at:
            is_same_day = sent["first_day"] == sent["last_day"]
            words = _("The end comes before the beginning.") if is_same_day else BACKWARDS
            self.add_error("last_time" if is_same_day else "last_day", ValidationError(words, code="backwards"))
        sent["starts_at"], sent["ends_at"] = starts_at, ends_at

    @property
    def kind_sent(self) -> str:
        return str(self.cleaned_data.get("kind", self.phase.kind))

    def _moment(self, which: str) -> datetime | None:
        day, time = self.cleaned_data.get(f"{which}_day"), self.cleaned_data.get(f"{which}_time")
        if day is None:
            return None
        try:
            return start_of(day, time) if which == "first" else end_of(day, time)
        except ValidationError as refusal:
            self.add_error(f"{which}_time", refusal)
            return None

    def filled_in(self) -> Phase:
        """Returns the phase with what was sent, unsaved."""
        phase = self.phase
        for name in ("name", "starts_at", "ends_at", "note", "text", *SWITCHES):
            setattr(phase, name, self.cleaned_data[name])
        return phase


BACKWARDS = _("The last day comes before the first one.")


class ChangePhaseForm(RowForm, PhaseForm):
    """A phase that begins or ends at an odd second does so until its day or its time is changed. Of one that has begun, it is
    said why.
    """

    def __init__(self, data: Any = None, *, row: Phase, words: Mapping[str, str]) -> None:
        super().__init__(data, row=row, shown=self.row_values(row) | dict(words))
        if row.state() != "next":
            self.fields["reason"] = reason_field()
        self.follow(row)

    def row_values(self, row: Phase) -> dict[str, Any]:
        words = {name: getattr(row, name) for name in ("name", "note", "text", *SWITCHES)}
        return words | dict(zip(MOMENTS, moments_of(row), strict=True))

    def filled_in(self) -> Phase:
        before = Phase.objects.get(pk=self.phase.pk)
        phase, shown = super().filled_in(), moments_of(before)
        sent = tuple(self.cleaned_data[name] for name in MOMENTS)
        if sent[:2] == shown[:2]:
            phase.starts_at = before.starts_at
        if sent[2:] == shown[2:]:
            phase.ends_at = before.ends_at
        return phase


class NewPhaseForm(PhaseForm):
    """A phase that the calendar has not yet."""

    field_order = ("kind", "name")

    kind = forms.ChoiceField(label=_("Type"), choices=Phase.Kind.choices)

    def __init__(self, data: Any = None, *, words: Mapping[str, str]) -> None:
        super().__init__(data, row=Phase(), shown=words)

    def filled_in(self) -> Phase:
        phase = super().filled_in()
        phase.kind = self.cleaned_data["kind"]
        return phase


class ProposedPhaseForm(PhaseForm):
    """One phase of the proposal: left without its days, it is not part of the calendar."""

    def __init__(self, data: Any = None, *, kind: str, values: Mapping[str, Any], draft: Mapping[str, str]) -> None:
        """A draft holds no box that is not ticked."""
        boxes = {name: name.removeprefix("may_") in USUAL_RIGHTS.get(kind, ()) for name in SWITCHES}
        shown: dict[str, Any] = {**values, **(dict.fromkeys(SWITCHES, "") if draft else boxes)}
        shown |= {name: draft[f"{kind}-{name}"] for name in self.base_fields if f"{kind}-{name}" in draft}
        super().__init__(data, row=Phase(kind=kind), shown=shown, prefix=kind)
        self.fields["first_day"].required = False

    def clean(self) -> None:
        super().clean()
        if (
            self.cleaned_data.get("last_day")
            and not self.cleaned_data.get("first_day")
            and "first_day" not in self.errors
        ):
            self.add_error("first_day", ValidationError(_("Give its first day as well."), code="half"))

    @property
    def is_wanted(self) -> bool:
        return bool(self.cleaned_data.get("first_day"))


def moments_of(phase: Phase) -> tuple[Any, Any, Any, Any]:
    """Returns what the fields show: the first day and its time, the last day and its last minute."""
    return (phase.first_day, time_or_none(phase.starts_at), phase.last_day, time_or_none(phase.ends_at, is_end=True))
