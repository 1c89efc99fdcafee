"""Answers to the editor's script, which sends files by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField
from common.forms.unchanged import LOADED, RowForm
from contributions.uploads.models import Image
from contributions.views.hiding import ReasonForm


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refused(form: forms.Form, *, can_be_reduced: bool = False) -> JsonResponse:
    """What is wrong, by field; and what the form is loaded from, when it is sent again."""
    words = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
    return JsonResponse(
        {"errors": words, "can_be_reduced": can_be_reduced, LOADED: form.data.get(LOADED, "")}, status=422
    )


# What is asked about a picture or a file. What was typed is shown again on every error.


ALT_LENGTH = Image._meta.get_field("alt").max_length or 0
CREDIT_LENGTH = Image._meta.get_field("credit").max_length or 0


class WordsForm(RowForm, forms.Form):
    """What a picture shows, and whose it is."""

    alt = CleanCharField(
        label=_("Describe the picture for people who cannot see it"),
        help_text=_("One sentence: what matters in it here."),
        required=False,
        max_length=ALT_LENGTH,
    )
    is_decorative = forms.BooleanField(label=_("It only decorates, there is nothing to describe"), required=False)
    credit = CleanCharField(
        label=_("Credit"),
        help_text=_("Who made it, if it is not you. Shown under the picture."),
        required=False,
        max_length=CREDIT_LENGTH,
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        is_named = sent.get("alt") or sent.get("is_decorative") or "alt" in self.errors
        if not is_named and not self.may_be_silent:
            self.add_error("alt", _("Describe the picture in a sentence, or say that it is decorative."))
        return sent

    @property
    def may_be_silent(self) -> bool:
        return False


class ImageForm(WordsForm):
    """A picture and its words. With `later` the words are asked for once it is here."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP, AVIF or HEIC."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={"required": _("Choose a picture first.")},
    )

    field_order = ["file", "alt", "is_decorative", "credit"]

    @property
    def may_be_silent(self) -> bool:
        return "later" in self.data


class FileForm(forms.Form):
    """A PDF."""

    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("It is stored as it is, with what it says of its author and of the program that made it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": _("Choose a PDF first.")},
    )


class HideUploadForm(ReasonForm):
    """Why a picture or a file is hidden."""

    who_reads = _("The person who sent it reads it, if it is sent again.")
