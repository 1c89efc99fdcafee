"""What is done to a phase of the calendar with one press, and why: it is extended, or taken out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.calendar.phase_fields import DayField, end_of
from campaign.calendar.phase_words import until
from campaign.calendar.phases import LONGEST_REASON, Phase
from campaign.site_forms import OneLineField
from common.forms.unchanged import RowForm


def reason_field() -> OneLineField:
    return OneLineField(
        label=_("Why"), max_length=LONGEST_REASON, help_text=_("It stands in the history of the calendar.")
    )


class RemovePhaseForm(forms.Form):
    """Takes a phase out; of one that has begun, it is said why."""

    def __init__(self, data: Any = None, *, phase: Phase, words: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(words), label_suffix="")
        if phase.state() != "next":
            self.fields["reason"] = reason_field()


class ExtendPhaseForm(RowForm, forms.Form):
    """A later end, with its reason: by a week, or to a day. Save it inside `unchanged()`: it counts from the end shown."""

    ends = forms.CharField(label=_("It ends now"), required=False, widget=forms.TextInput(attrs={"readonly": True}))
    to = forms.ChoiceField(
        label=_("How long"),
        choices=[("week", _("By a week")), ("day", _("To another day"))],
        widget=forms.RadioSelect,
        initial="week",
    )
    day = DayField(label=_("Last day"), required=False)
    reason = reason_field()

    def __init__(self, data: Any = None, *, phase: Phase, words: Mapping[str, str]) -> None:
        self.phase = phase
        super().__init__(data, initial=dict(words) | self.row_values(phase), label_suffix="")
        self.follow(phase)

    def row_values(self, row: Phase) -> dict[str, Any]:
        return {"ends": until(row)}

    def clean(self) -> None:
        sent = self.cleaned_data
        if sent.get("to") == "day" and "day" in sent and not sent["day"]:
            self.add_error("day", ValidationError(_("Say to which day."), code="half"))
        ends_at = self.later_end()
        if ends_at and self.phase.ends_at and ends_at <= self.phase.ends_at:
            self.add_error("day", ValidationError(_("The phase lasts longer already."), code="backwards"))

    def later_end(self) -> datetime | None:
        sent, before = self.cleaned_data, self.phase.ends_at
        if sent.get("to") == "day":
            return end_of(sent["day"], None) if sent.get("day") else None
        return a_week_after(before) if before else None


def a_week_after(moment: datetime) -> datetime:
    """Returns the same time of day, a week later by the clock of the site."""
    naive = timezone.make_naive(moment) + timedelta(days=7)
    return timezone.make_aware(naive)
