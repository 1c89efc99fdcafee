"""The calendar, a phase at a time: its days, by the clock of the site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.calendar_proposal import USUAL_RIGHTS
from campaign.models import Phase
from campaign.site_forms import OneLineField
from form_rules.dates import near
from form_rules.unchanged import RowForm

IN_DAYS = {"years_back": 10, "years_ahead": 5}


class DayField(forms.DateField):
    """A day of the calendar, with the browser's own way to choose one."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[near(**IN_DAYS)], **kwargs)


class PhaseForm(forms.Form):
    """The first day of a phase, its last one, and a few words."""

    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), help_text=_("The phase ends at the end of this day."))
    note = OneLineField(
        label=_("Note"),
        max_length=120,
        required=False,
        help_text=_("A few words. They stand under the phase on the home page."),
    )

    def __init__(self, data: Any = None, *, row: Phase, shown: Mapping[str, Any], prefix: str | None = None) -> None:
        super().__init__(data, initial=dict(shown), prefix=prefix, label_suffix="")
        self.phase = row

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error(
                "last_day", forms.ValidationError(_("The last day comes before the first one."), code="backwards")
            )

    def filled_in(self) -> Phase:
        """Returns the phase with what was sent, unsaved."""
        sent, phase = self.cleaned_data, self.phase
        phase.starts_at = midnight(sent["first_day"])
        phase.ends_at = midnight(sent["last_day"] + timedelta(days=1))
        phase.note = sent["note"]
        return phase


class ChangePhaseForm(RowForm, PhaseForm):
    """A phase that begins or ends within a day does so until that day is changed."""

    def __init__(self, data: Any = None, *, row: Phase, words: Mapping[str, str]) -> None:
        super().__init__(data, row=row, shown=self.row_values(row) | dict(words))
        self.follow(row)

    def row_values(self, row: Phase) -> dict[str, Any]:
        return {"first_day": row.first_day, "last_day": row.last_day, "note": row.note}

    def filled_in(self) -> Phase:
        before = Phase.objects.get(pk=self.phase.pk)
        phase = super().filled_in()
        if phase.first_day == before.first_day:
            phase.starts_at = before.starts_at
        if phase.last_day == before.last_day:
            phase.ends_at = before.ends_at
        return phase


class NewPhaseForm(PhaseForm):
    """A phase that the calendar has not yet."""

    field_order = ("kind", "first_day", "last_day", "note")

    kind = forms.ChoiceField(label=_("Phase"), choices=Phase.Kind.choices)

    def __init__(self, data: Any = None, *, words: Mapping[str, str]) -> None:
        super().__init__(data, row=Phase(), shown=words)
        self.fields["kind"].choices = missing_kinds()  # type: ignore[attr-defined]

    def filled_in(self) -> Phase:
        phase = super().filled_in()
        phase.kind = self.cleaned_data["kind"]
        open_usual_rights(phase)
        return phase


class ProposedPhaseForm(PhaseForm):
    """One phase of the proposal: left without its days, it is not part of the calendar."""

    def __init__(self, data: Any = None, *, kind: str, words: Mapping[str, Any]) -> None:
        super().__init__(data, row=Phase(kind=kind), shown=words, prefix=kind)
        for name in ("first_day", "last_day"):
            self.fields[name].required = False

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and not last and "last_day" not in self.errors:
            self.add_error("last_day", forms.ValidationError(_("Say its last day as well."), code="half"))
        if last and not first and "first_day" not in self.errors:
            self.add_error("first_day", forms.ValidationError(_("Say its first day as well."), code="half"))

    def filled_in(self) -> Phase:
        phase = super().filled_in()
        open_usual_rights(phase)
        return phase

    @property
    def is_wanted(self) -> bool:
        return bool(self.cleaned_data.get("first_day"))


def missing_kinds() -> list[tuple[str, str]]:
    """Returns the phases that the calendar has not, with their names."""
    known = set(Phase.objects.values_list("kind", flat=True))
    return [(kind.value, str(kind.label)) for kind in Phase.Kind if kind.value not in known]


def open_usual_rights(phase: Phase) -> None:
    for right in USUAL_RIGHTS.get(phase.kind, ()):
        setattr(phase, f"may_{right}", True)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
