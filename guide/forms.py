"""The forms of the desk. What a text may be, the verbs decide: these only ask, and keep what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.revision_views import CleanCharField, RevisionForm, TextForm
from contributions.revision_views.revision import LARGEST_VERSION
from form_rules.unchanged import RowForm
from guide.desk.board import Board
from guide.editions import Edition
from themes.models import Theme

LONGEST_PLACES = 25


class NominationForm(forms.Form):
    reason = CleanCharField(
        label=_("Why?"), max_length=300, help_text=_("One sentence is enough: the editors read it beside the page.")
    )


class TipForm(RevisionForm):
    """A tip, with the sentence of a colleague that may stand beside it."""

    quote = CleanCharField(
        label=_("A colleague’s sentence"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "class": "voice", "form": "writing"}),
        help_text=_(
            "It is printed once she has agreed to these very words, under the name that she chose. Empty for none."
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
        value = str(self["number"].value() or "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 5 else None


class PromotionForm(PlaceForm, TextForm):
    page_version = forms.IntegerField(min_value=1, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    passage = CleanCharField(required=False, widget=forms.HiddenInput)  # the number of one that was proposed
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )  # how many decisions about the page stood when the form was opened


class EditionForm(RowForm, forms.Form):
    """The settings of the edition in preparation, and how many places each theme has."""

    title = CleanCharField(label=_("Title"), max_length=120, required=False)
    subtitle = CleanCharField(label=_("Subtitle"), max_length=200, required=False)
    summary = CleanCharField(
        label=_("Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The paragraph under the title of the web page."),
    )

    def __init__(self, data: QueryDict | None = None, *, edition: Edition, draft: dict[str, str]) -> None:
        super().__init__(data, initial=self.words_of(edition) | draft)
        self.rows = tuple(edition.places)
        for row in self.rows:
            self.fields[f"places_{row.theme.number}"] = forms.IntegerField(
                label=row.theme.short_title, min_value=0, max_value=LONGEST_PLACES, initial=row.count
            )
        self.follow(edition)

    @staticmethod
    def words_of(edition: Edition) -> dict[str, Any]:
        return {"title": edition.full_title, "subtitle": edition.full_subtitle, "summary": edition.summary}

    def row_values(self, row: Edition) -> dict[str, Any]:
        return self.words_of(row) | {f"places_{place.theme.number}": place.count for place in row.places}

    @property
    def place_fields(self) -> list[forms.BoundField]:
        return [self[f"places_{row.theme.number}"] for row in self.rows]

    @property
    def counts(self) -> dict[Theme, int]:
        """How many places each theme is to have, of those whose number changes."""
        wanted = {row.theme: self.cleaned_data[f"places_{row.theme.number}"] for row in self.rows}
        before = {row.theme: row.count for row in self.rows}
        return {theme: count for theme, count in wanted.items() if count != before[theme]}
