"""The form of a report, and the line with which editors settle it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField
from contributions.moderation.reports.models import LONGEST, Report


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is not right?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is not right.")},
    )
    words = CleanCharField(
        label=_("In a few words, for the editors"),
        required=False,
        max_length=LONGEST,
        help_text=_("They alone read it, and they alone know that it comes from you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(forms.Form):
    outcome = CleanCharField(
        label=_("What became of it"),
        required=False,
        max_length=300,
        help_text=_("One line, which whoever reported it is sent."),
    )
