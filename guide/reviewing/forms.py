"""The forms of a review. What may be said and done, the verbs decide: these only ask, and hold what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.forms.fields import CleanCharField, near
from contributions.revision_views.revision import LARGEST_VERSION
from guide.reviewing.querysets import VALIDITIES
from guide.reviewing.remarks import TextSentence

MOST_PASSAGES = 100_000


class AskForm(forms.Form):
    """A review is asked for."""

    due = forms.DateField(
        label=_("Read by (deadline)"),
        validators=[near()],
        required=False,
        help_text=_("The editors are reminded two days before, and on the day. Leave it empty for no day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = CleanCharField(
        label=_("A note to the reviewer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("What you are unsure of, for example."),
    )


class SendBackForm(forms.Form):
    note = CleanCharField(
        label=_("What is to be changed"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("The author of the tip reads it."),
    )


class RemarkForm(forms.Form):
    """About the sentence `sentence` of version `version`: a remark, other words, or both. 0 is the whole text."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    sentence = forms.IntegerField(min_value=0, max_value=MOST_PASSAGES, widget=forms.HiddenInput)
    replacement = CleanCharField(
        label=_("Other words for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "voice", "maxlength": 2_000}),
    )
    body = CleanCharField(
        label=_("Your remark"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1_000}),
        help_text=_("Why, or a question. It can stand alone."),
    )

    def __init__(
        self, *args: Any, passage: TextSentence | None = None, can_suggest: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not can_suggest:
            del self.fields["replacement"]
            self.fields["body"].help_text = ""
            return
        hint = _(
            "Change the words here. Unchanged, nothing is suggested; left empty, you suggest removing the sentence."
        )
        if passage and passage.has_signs:
            hint = _(
                "Change the words here; keep marks such as ** or [ ]. Left empty, you suggest removing the sentence."
            )
        self.fields["replacement"].help_text = hint


class RemarkAnswerForm(forms.Form):
    answer = CleanCharField(
        label=_("Your answer, in a line"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 300}),
        help_text=_("The person who made the remark reads it."),
    )


class LinkForm(forms.Form):
    """Somebody without an account is let in."""

    name = CleanCharField(
        label=_("Who reviews"),
        required=False,
        max_length=80,
        help_text=_("A function rather than a person: “Legal department”, “Works council”."),
    )
    days = forms.TypedChoiceField(label=_("For how long"), coerce=int, initial=7)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = day_choices()  # type: ignore[attr-defined]


def day_choices() -> list[tuple[int, str]]:
    return [(days, ngettext("%(n)s day", "%(n)s days", days) % {"n": days}) for days in VALIDITIES]
