"""The forms with which editors hide something. What a reason must be, the verbs say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField
from contributions.views.hiding.reason_form import REASON_LENGTH, ReasonForm

LONGEST_SECRET = 200
SHORTEST_SECRET = 4


class HideForm(ReasonForm):
    """Why a page is hidden."""

    who_reads = _("The editors read it; it stays beside the page until it is shown again.")


class HideCommentForm(ReasonForm):
    """Why a contribution is hidden."""

    who_reads = _("Its author reads it, and the editors. Nobody else does.")


class HideVersionForm(ReasonForm):
    """Why the text of a version is hidden, and what of it besides."""

    who_reads = _("The editors read it. Everybody else sees that the text is hidden.")

    with_summary = forms.BooleanField(label=_("Hide also what its author wrote about the change"), required=False)
    with_title = forms.BooleanField(
        label=_("Hide also the title that the page had, and the address with it"), required=False
    )

    def __init__(self, *args: Any, has_title: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_title:
            del self.fields["with_summary"], self.fields["with_title"]


class SecretForm(forms.Form):
    """The words that should not stand in any version. They are sent and never stored: neither as a draft nor in an address."""

    words = CleanCharField(
        label=_("The words to look for"),
        max_length=LONGEST_SECRET,
        required=False,
        help_text=_("Exactly as they were typed: a password, a telephone number, a name."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if len(words) < SHORTEST_SECRET:
            raise forms.ValidationError(
                _("Give at least %(number)s characters: fewer stand everywhere.") % {"number": SHORTEST_SECRET}
            )
        return words


class HideSecretForm(SecretForm):
    """Every version found is hidden together, with what holds the words of its summary and title."""

    words = CleanCharField(max_length=LONGEST_SECRET, required=False, widget=forms.HiddenInput)
    reason = CleanCharField(
        label=_("Why?"), required=False, max_length=REASON_LENGTH, help_text=_("Do not repeat the words here.")
    )

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"])
        if self.cleaned_data.get("words") and self.cleaned_data["words"].casefold() in reason.casefold():
            raise forms.ValidationError(_("The words that are to be hidden stand in the reason: take them out."))
        return reason
