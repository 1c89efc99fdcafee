"""What an administrator says of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, npgettext_lazy, pgettext_lazy

from campaign.languages import first_language
from campaign.settings_history import SettingChange, SettingsVersion, versions_of
from common import markup
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.paging import parse_int
from common.words.text_lists import side_by_side
from guide.editions.renumbering import TipsWouldLosePlaces
from guide.sections import Section
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
            words = gettext_lazy("At most %(lines)s lines, of at most %(signs)s characters each.")
            raise ValidationError(words % {"lines": MOST_STARTERS, "signs": LONGEST_STARTER}, code="too_long")


def _compared(question: str) -> str:
    """Without what nobody hears: capitals, and how wide its spaces are."""
    return " ".join(question.split()).casefold()


class ThemeForm(RowForm, forms.Form):
    """A theme that is there, or one that is not saved yet. `others` are the other themes."""

    question = TypesetField(
        label=pgettext_lazy("of the guide", "Question"),
        max_length=250,
        help_text=gettext_lazy("As you would ask it aloud. It becomes the title of a chapter of the guide."),
    )
    short_title = TypesetField(
        label=gettext_lazy("Short name"),
        max_length=60,
        help_text=gettext_lazy("One to three words, where the whole question has no room."),
    )
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=0, max_value=MOST_PLACES)
    introduction = TypesetField(
        label=gettext_lazy("Introduction"),
        required=False,
        max_length=LONGEST_INTRODUCTION,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown under the question, as plain text."),
    )
    sentence = TypesetField(
        label=gettext_lazy("Sentence to complete"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Stands beside the box. Whoever completes it writes after the three dots."),
    )
    starters = LinesField(
        label=gettext_lazy("Sentence starters"),
        required=False,
        help_text=gettext_lazy("The beginnings of sentences, one a line: a press on one puts it into the box."),
    )
    paper = forms.TypedChoiceField(
        label=gettext_lazy("Motif and colour"), coerce=int, choices=list(PAPERS.items()), widget=forms.RadioSelect
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
            raise ValidationError(gettext_lazy("Another question of the campaign has this text already."), code="taken")
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
        self.add_error("places", gettext_lazy("Tips would have no place any more: read below, then send it again."))

    @property
    def keys_to_release(self) -> str:
        """What `released` says where the form is sent again."""
        return ",".join(str(tip.pk) for tip in self.to_release.tips) if self.to_release else ""


# What belongs to a theme, so that it cannot be removed.


WORDS: dict[str, Any] = {
    "contributions.page": ngettext_lazy("%(n)s page", "%(n)s pages", "n"),
    "contributions.comment": ngettext_lazy("%(n)s contribution", "%(n)s contributions", "n"),
    "contributions.question": ngettext_lazy("%(n)s question of colleagues", "%(n)s questions of colleagues", "n"),
    "guide.tip": ngettext_lazy("%(n)s tip", "%(n)s tips", "n"),
    "guide.section": ngettext_lazy("%(n)s opening of its chapter", "%(n)s openings of its chapter", "n"),
    "guide.poll": npgettext_lazy("poll", "%(n)s vote", "%(n)s votes", "n"),
    "guide.candidate": ngettext_lazy("%(n)s page on the shortlist", "%(n)s pages on the shortlist", "n"),
    "guide.illustration": ngettext_lazy("%(n)s picture of its chapter", "%(n)s pictures of its chapter", "n"),
    "contributions.redirect": ngettext_lazy("%(n)s former address of a page", "%(n)s former addresses of pages", "n"),
}
OTHERS = ngettext_lazy("%(n)s other trace", "%(n)s other traces", "n")


class ThemeInUse(ValidationError):
    """Something belongs to the theme."""

    def __init__(self, uses: Iterable[str]) -> None:
        words = _("This question cannot be removed, since things belong to it: %(uses)s.")
        super().__init__(words % {"uses": side_by_side(uses)}, code="in_use")


def uses_of(theme: Theme) -> list[str]:
    """Returns what belongs to a theme, in words: "3 pages". An opening that nobody has written is nothing."""
    counts = {model._meta.label_lower: _count(model, column, theme) for model, column in _protected()}
    named = [str(words % {"n": counts[label]}) for label, words in WORDS.items() if counts.get(label)]
    others = sum(count for label, count in counts.items() if label not in WORDS)
    return named or ([str(OTHERS % {"n": others})] if others else [])


def _protected() -> list[tuple[type[models.Model], str]]:
    """What has a theme that may not go."""
    fields = Theme._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if isinstance(field, models.ManyToOneRel)]
    return [(one.related_model, one.field.name) for one in relations if one.on_delete is models.PROTECT]


def _count(model: type[models.Model], column: str, theme: Theme) -> int:
    rows = model._base_manager.filter(**{column: theme})
    return rows.exclude(Section.UNWRITTEN).count() if model is Section else rows.count()


# What each version of a theme changed, for people.


TYPED = {"question", "short_title", "introduction", "sentence", "starters"}


def changes_of_themes(rows: Sequence[Any]) -> list[SettingsVersion]:
    labels = {"number": _("Number")} | {name: str(field.label) for name, field in ThemeForm.base_fields.items()}
    del labels["released"]

    def values(row: Any) -> dict[str, str]:
        return {label: _shown(row, name) for name, label in labels.items()}

    return versions_of(rows, values, typed=[labels[name] for name in TYPED], about=_about)


def _about(row: Any, changes: list[SettingChange]) -> str:
    about = _("“%(theme)s” has been removed.") if row.history_type == "-" else _("“%(theme)s”")
    if row.history_type == "+":
        about = _("“%(theme)s” has been added.")
    return about % {"theme": row.short_title}


def _shown(row: Any, name: str) -> str:
    value = getattr(row, name)
    if name == "paper":
        return str(PAPERS.get(value, value))
    return "\n".join(value) if isinstance(value, list) else str(value)
