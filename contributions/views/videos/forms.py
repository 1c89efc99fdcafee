"""What organisers say about a video."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.views.hiding.asking_reason import ReasonForm
from contributions.views.questions.forms import PageField


class LeadToPageForm(forms.Form):
    """To which page a video leads."""

    page = PageField()


class WithdrawVideoForm(ReasonForm):
    """Why a video is withdrawn."""

    told = _("The editors read it; it stays beside the video until it is shown again.")
