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
from campaign.calendar.phases import LONGEST_REASON, Phase
from campaign.site_forms import OneLineField


def reason_field() -> OneLineField:
    return OneLineField(
        label=_("Why"), max_length=LONGEST_REASON, help_text=_("It stands in the history of the calendar.")
    )


class RemovePhaseForm(forms.Form):
    """Takes a phase out; of one that has begun, it is said why."""

    def __init__(self, data: Any = None, *, phase: Phase, words: Mapping[str, str]) -> None:
        initial = {"reason": words.get("remove-reason", "")}
        super().__init__(data, initial=initial, prefix="remove", label_suffix="")
        if phase.state() != "next":
            self.fields["reason"] = reason_field()


class ExtendPhaseForm(forms.Form):
    """A later end, with its reason: by a week, or to a day."""

    to = forms.ChoiceField(
        label=_("How long"),
        choices=[("week", _("By a week")), ("day", _("To another day"))],
        widget=forms.RadioSelect,
        initial="week",
    )
    day = DayField(label=_("Last day"), required=False)
    reason = reason_field()
    ends = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, phase: Phase, words: Mapping[str, str]) -> None:
        """`phase` is held by whoever saves what is sent."""
        self.phase, self.ends_now = phase, phase.ends_at.isoformat() if phase.ends_at else ""
        super().__init__(data, initial=dict(words) | {"ends": self.ends_now}, label_suffix="")

    def clean(self) -> None:
        sent = self.cleaned_data
        if sent.get("to") == "day" and "day" in sent and not sent["day"]:
            self.add_error("day", ValidationError(_("Say to which day."), code="half"))
        if sent.get("ends") != self.ends_now:
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
            data["ends"], self.data = self.ends_now, data
            words = _("Somebody else has changed the end of this phase meanwhile: send it again if it still holds.")
            self.add_error(None, ValidationError(words, code="changed_meanwhile"))
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
