"""What an administrator says of a theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.languages import first_language
from common import markup
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.paging import parse_int
from guide.editions.renumbering import TipsWouldLosePlaces
from themes.models import MOST_PLACES, Theme
from themes.papers import PAPERS, first_free_paper
from themes.proposed_starters import proposed_starters

LONGEST_STARTER, MOST_STARTERS = 120, 12
LONGEST_INTRODUCTION = 2000


class TypesetField(CleanCharField):
    """A line, or with a Textarea a text, as a printer sets it in the language of the campaign."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not isinstance(self.widget, forms.Textarea):
            text = " ".join(text.splitlines())
        return markup.typeset(text.replace("\r\n", "\n").strip(), first_language())


class LinesField(TypesetField):
    """A list of short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        if any(len(line) > LONGEST_STARTER for line in value) or len(value) > MOST_STARTERS:
            words = _("At most %(lines)s lines, of at most %(signs)s characters each.")
            raise ValidationError(words % {"lines": MOST_STARTERS, "signs": LONGEST_STARTER}, code="too_long")


def _compared(question: str) -> str:
    """Without what nobody hears: capitals, and how wide its spaces are."""
    return " ".join(question.split()).casefold()


class ThemeForm(RowForm, forms.Form):
    """A theme that is there, or one that is not saved yet. `others` are the other themes."""

    question = TypesetField(
        label=pgettext_lazy("of the guide", "Question"),
        max_length=250,
        help_text=_("As you would ask it aloud. It becomes the title of a chapter of the guide."),
    )
    short_title = TypesetField(
        label=_("Short name"), max_length=60, help_text=_("One to three words, where the whole question has no room.")
    )
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=MOST_PLACES)
    introduction = TypesetField(
        label=_("Introduction"),
        required=False,
        max_length=LONGEST_INTRODUCTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown under the question, as plain text."),
    )
    sentence = TypesetField(
        label=_("Sentence to complete"),
        required=False,
        max_length=200,
        help_text=_("Stands beside the box. Whoever completes it writes after the three dots."),
    )
    starters = LinesField(
        label=_("Sentence starters"),
        required=False,
        help_text=_("The beginnings of sentences, one a line: a press on one puts it into the box."),
    )
    paper = forms.TypedChoiceField(
        label=_("Motif and colour"), coerce=int, choices=list(PAPERS.items()), widget=forms.RadioSelect
    )
    released = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, theme: Theme, others: list[Theme], draft: Mapping[str, str]) -> None:
        self.paper_of = {other.paper: other for other in others}
        new = {"places": 5, "paper": first_free_paper(self.paper_of), "starters": proposed_starters(first_language())}
        super().__init__(data, initial={**(self.row_values(theme) if theme.pk else new), **draft}, label_suffix="")
        self.questions_of_others = {_compared(other.question) for other in others}
        self.to_release: TipsWouldLosePlaces | None = None
        if theme.pk:
            self.follow(theme)

    def row_values(self, row: Theme) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.base_fields if name != "released"}

    def clean_question(self) -> str:
        question = str(self.cleaned_data["question"])
        if _compared(question) in self.questions_of_others:
            raise ValidationError(_("Another question of the campaign has this text already."), code="taken")
        return question

    @property
    def values(self) -> dict[str, Any]:
        """What `save_theme` takes."""
        return {name: self.cleaned_data[name] for name in self.base_fields if name != "released"}

    @property
    def released_tips(self) -> list[int]:
        """The keys of the tips of which it was said that they lose their place, and that was agreed to."""
        sent = str(self.cleaned_data.get("released", "")).split(",")
        return [key for key in map(parse_int, sent) if key is not None]

    @property
    def papers(self) -> list[tuple[forms.boundfield.BoundWidget, Theme | None]]:
        """Each paper, and the other theme that has it."""
        return [(radio, self.paper_of.get(int(radio.data["value"]))) for radio in self["paper"]]

    def ask_to_release(self, refusal: TipsWouldLosePlaces) -> None:
        """The form is shown again, and says which tips lose their place where it is sent as it is."""
        self.to_release = refusal
        self.add_error("places", _("Tips would have no place any more: read below, then send it again."))

    @property
    def keys_to_release(self) -> str:
        """What `released` says where the form is sent again."""
        return ",".join(str(tip.pk) for tip in self.to_release.tips) if self.to_release else ""
