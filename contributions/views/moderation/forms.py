"""The forms of moderation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.forms.date_fields import near
from common.forms.fields import CleanCharField, MomentField
from contributions.hiding_periods import REASON_LENGTH

A_DAY = timedelta(days=1)


class StopForm(forms.Form):
    reason = CleanCharField(
        label=_("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("The editors read it in the log, which nobody can change."),
    )


class RollBackForm(forms.Form):
    """Of which period, and why."""

    since = MomentField(label=_("From"), validators=[near(years_back=30)])
    until = MomentField(label=_("Until"), validators=[near(years_back=30)])
    reason = CleanCharField(
        label=_("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("It stands beside each version that is made, where everybody reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime().replace(second=0, microsecond=0)
        for name, moment in (("since", now - A_DAY), ("until", now + timedelta(minutes=1))):
            self.initial.setdefault(name, moment)
