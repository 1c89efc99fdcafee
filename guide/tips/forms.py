"""What is asked about a tip: its words, its place. What these may be, the verbs decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.forms.fields import CleanCharField
from common.paging import parse_int
from contributions.revision_views import RevisionForm, TextForm
from contributions.revision_views.revision import LARGEST_VERSION
from guide.tips.board import Board


class TipForm(RevisionForm):
    """A tip, with the sentence of a colleague that may stand beside it."""

    quote = CleanCharField(
        label=_("A colleague’s sentence"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "class": "voice", "form": "writing"}),
        help_text=_(
            "It is printed once the person has agreed to these very words, under the name they chose. Leave it empty for none."
        ),
    )
    quoted_person = forms.ModelChoiceField(
        label=_("Said by"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody"),
        help_text=_("Whoever wrote a page that the tip rests on."),
        widget=forms.Select(attrs={"form": "writing"}),
    )
    drift = CleanCharField(required=False, max_length=40, widget=forms.HiddenInput)  # what the edit answers

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["quoted_person"]
        field.queryset = people  # type: ignore[attr-defined]
        field.label_from_instance = lambda person: person.public_name  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """One place of the board."""

    number = forms.TypedChoiceField(
        label=_("Place"),
        coerce=int,
        error_messages={"required": _("Choose a place."), "invalid_choice": _("The guide has no such place.")},
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        self.fields["number"].choices = [(number, number) for number in board.places]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> int | None:
        """The place that is marked: the one that was sent, or the one proposed."""
        return parse_int(str(self["number"].value() or ""), digits=4)


class PromotionForm(PlaceForm, TextForm):
    page_version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    passage = CleanCharField(required=False, widget=forms.HiddenInput)  # the number of one that was proposed
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )  # how many decisions about the page stood when the form was opened
