"""The fields by which a text is revised. Whatever was typed is cleaned first, and shown again on every error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from common.forms.fields import CleanCharField
from common.markup import one_line
from contributions.history_models import SUMMARY_LENGTH
from contributions.mentions.notation import as_written
from contributions.revision_views.revision import LARGEST_VERSION
from contributions.revisions import TITLE_LENGTH


class BodyField(CleanCharField):
    """A Markdown text. Whoever is mentioned in it stands there as she is typed, not as she is stored."""

    def prepare_value(self, value: Any) -> Any:
        return as_written(value) if isinstance(value, str) else value


class SummaryField(CleanCharField):
    """The edit summary: one line, cut rather than refused."""

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"required": False, "label": _("In a word, what did you change?")} | kwargs
        super().__init__(**options)
        self.widget.attrs.setdefault("maxlength", str(SUMMARY_LENGTH))

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())[:SUMMARY_LENGTH]


class BaseVersionField(forms.IntegerField):
    """The version that the edit began with. One that makes no sense is 0, which no text has: the verb says so."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: Any) -> int:
        try:
            version = super().clean(value) or 0
        except ValidationError:
            return 0
        return version if 0 < version <= LARGEST_VERSION else 0


class TextForm(forms.Form):
    """A title and a text. What they may be, the verbs decide."""

    title = CleanCharField(
        label=_("Title"),
        required=False,
        widget=forms.Textarea(
            attrs={"class": "ti", "rows": 1, "maxlength": TITLE_LENGTH, "placeholder": _("A few words that say it")}
        ),
    )
    body = BodyField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "class": "body",
                "rows": 18,
                "data-editor": True,
                "placeholder": _("What you know, what happened to you, what you advise."),
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first_language() != get_language():
            for name in self.fields.keys() & {"title", "body"}:  # a template of pages has no title
                self.fields[name].widget.attrs["lang"] = first_language()


class RevisionForm(TextForm):
    """A title and a text, what was changed, and the version that it began with."""

    # These two stand beside the button that saves, outside of the form "writing".
    summary = SummaryField(
        widget=forms.TextInput(attrs={"form": "writing", "placeholder": _("What did you change? (optional)")})
    )
    is_minor = forms.BooleanField(
        label=_("Minor change"), required=False, widget=forms.CheckboxInput(attrs={"form": "writing"})
    )
    base_version = BaseVersionField()

    def clean_title(self) -> str:
        """As it will be stored: else the same form, sent twice, would be taken for another title."""
        return one_line(self.cleaned_data["title"])

    def begin_again_from(self, version: int) -> None:
        """What was typed stays, and is compared with this version when it is sent again."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["base_version"] = str(version)
        self.data = data


class RestoreForm(forms.Form):
    """Reverting to a version, or undoing one."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    summary = SummaryField(label=_("In a word, why?"))
