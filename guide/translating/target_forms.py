"""The form of a text's paragraphs in another language, and the small forms around it."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.languages import guide_languages
from campaign.site_settings.current import first_language_words
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.words.language_names import name_of_language
from contributions.models import Image
from contributions.revision_views.revision import LARGEST_VERSION
from guide.editions import Edition, EditionText
from guide.editions.language_status import LanguageStatus
from guide.editions.setup import LONGEST_OF_A_PICTURE
from guide.translating.models import LONGEST_SUGGESTION
from guide.translating.progress import STATE_NAMES
from guide.translating.querysets import LONGEST_REMARK, LONGEST_TARGET, TypedTarget, clean_target, digest
from guide.translations.staleness import SegmentState, SegmentStatus, TextStatus
from guide.translations.translated_texts import WhenMissing, WhenOutdated
from themes.models import Theme

SIGNS_A_ROW = 55
LABELS = {
    "title": _("Title"),
    "short_title": _("Short title"),
    "quote": _("A colleague’s sentence"),
    "introduction": _("Introduction"),
    "starter": _("Sentence starter"),
    "sentence": _("Sentence to complete"),
}


class TargetsForm(forms.Form):
    """A box for each paragraph. `loaded` says which words each was loaded with, `source_version` what stood beside it.

    `theirs` is what others have saved, by place, since a draft was begun that says something else.
    """

    source_version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    loaded = CleanCharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, status: TextStatus, version: int, language: str, draft: dict[str, str]) -> None:
        self.status = status
        known: dict[str, Any] = {f"target_{place}": one.segment.target for place, one in enumerate(status.segments)}
        known |= {"source_version": version, "loaded": loaded_with(status)}
        super().__init__(data, initial=known | draft)
        self._draft = draft
        self.theirs = self._bring_up() if not self.is_bound and draft.get("loaded") else {}
        for place, one in enumerate(status.segments):
            self.fields[f"target_{place}"] = _box(place, one, language)
            if one.state == SegmentState.OUTDATED or one.segment.is_machine:
                self.fields[f"still_{place}"] = forms.BooleanField(label=_("Still right"), required=False)

    @property
    def typed(self) -> list[TypedTarget]:
        """What was sent, as `PendingTranslation.objects.save_targets` takes it."""
        loaded = _digests(self.cleaned_data["loaded"])
        return [
            TypedTarget(
                self.cleaned_data[f"target_{place}"],
                loaded[place] if place < len(loaded) else "",
                self.cleaned_data.get(f"still_{place}", False),
            )
            for place in range(len(self.status.segments))
        ]

    def _bring_up(self) -> dict[int, str]:
        """What a draft left alone stands there as others have it by now. Returns what they say where it does not."""
        loaded, theirs = _digests(self._draft["loaded"]), {}
        loaded += [""] * (len(self.status.segments) - len(loaded))
        for place, one in enumerate(self.status.segments):
            name, now = f"target_{place}", one.segment.target
            typed = clean_target(self._draft.get(name, now), one.segment.field)
            if digest(typed) == loaded[place]:
                self.initial[name] = now
            elif typed != now and digest(now) != loaded[place]:
                theirs[place] = now
        self.initial["loaded"] = loaded_with(self.status)
        return theirs

    @property
    def has_unsaved_words(self) -> bool:
        """The draft says something else than what is saved, or that a paragraph is still right."""
        return any(
            f"still_{place}" in self._draft
            or self._draft.get(f"target_{place}", one.segment.target).splitlines() != one.segment.target.splitlines()
            for place, one in enumerate(self.status.segments)
        )

    def begin_again_from(self, theirs: dict[int, str]) -> None:
        """What was typed stays, and takes the place of theirs when it is sent again."""
        loaded = _digests(self.cleaned_data["loaded"])
        loaded += [""] * (len(self.status.segments) - len(loaded))
        for place, words in theirs.items():
            loaded[place] = digest(words)
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which is not to be changed itself
        data["loaded"] = json.dumps(loaded)
        self.data = data


class FilterForm(forms.Form):
    """Which texts of the table are shown."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", pgettext_lazy("texts", "All")),
            ("tip", _("Tips")),
            ("section", _("Sections")),
            ("theme", pgettext_lazy("of the guide", "Questions")),
            ("course_text", _("Courses")),
        ],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        states = [(str(state), name) for state, name in STATE_NAMES.items()]
        self.fields["state"].choices = [("", pgettext_lazy("states", "All")), *states]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """What is asked for; empty for what there is not."""
        return str(self.cleaned_data.get(name, "")) if self.is_valid() or name not in self.errors else ""


class NoteForm(forms.Form):
    """A remark: what is to be changed, or what is not clear in the original."""

    note = CleanCharField(
        label=_("Remark"), required=False, max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 2})
    )


class SuggestionForm(forms.Form):
    wording = CleanCharField(
        label=_("How would you say it?"),
        required=False,
        strip=False,
        max_length=LONGEST_SUGGESTION,
        widget=forms.Textarea(attrs={"rows": 4, "class": "voice"}),
    )


def loaded_with(status: TextStatus) -> str:
    return json.dumps([digest(one.segment.target) for one in status.segments])


def _digests(value: str) -> list[str]:
    """What a form sends back of `loaded_with`; whatever else it is counts as nothing that anybody saw."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return []
    return [str(one) for one in found] if isinstance(found, list) else []


def _box(place: int, one: SegmentStatus, language: str) -> forms.Field:
    words = one.segment.target or one.segment.source
    rows = max(1, min(12, 1 + len(words) // SIGNS_A_ROW))
    label = LABELS.get(one.segment.field) or _("Paragraph %(number)s") % {"number": place}
    attributes = {"rows": rows, "class": "voice", "lang": language}
    if one.segment.field == "body":
        attributes["data-paragraph"] = True  # Markdown: the editor of pages may take its place
    widget = forms.Textarea(attrs=attributes)
    return CleanCharField(label=label, required=False, strip=False, max_length=LONGEST_TARGET, widget=widget)


# The forms around the languages of an edition.


NOT_YET = _("Not chosen yet")
OF_A_PICTURE = "picture_"


class LanguagesForm(RowForm, forms.Form):
    """Which languages an edition comes out in besides its own."""

    languages = forms.MultipleChoiceField(
        label=_("This edition comes out in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is translated stays, for the next edition too, where a language is left out of this one."),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys([*guide_languages(), *edition.languages])
        choices = [(code, name_of_language(code)) for code in codes if code != edition.language]
        self.fields["languages"].choices = choices  # type: ignore[attr-defined]
        self.follow(edition)

    def row_values(self, row: Edition) -> dict[str, Any]:
        return {"languages": list(row.languages[1:])}


class CoverForm(RowForm, forms.Form):
    """What the cover says in another language, and what its picture and those of the chapters show."""

    title = CleanCharField(label=_("Title"), required=False, max_length=120)
    subtitle = CleanCharField(label=_("Subtitle"), required=False, max_length=200)
    summary = CleanCharField(
        label=pgettext_lazy("edition", "Summary"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any, *, text: EditionText, draft: dict[str, str]) -> None:
        known = {name: getattr(text, name) for name in ("title", "subtitle", "summary")}
        pictures = text.edition.own_pictures
        known |= {field_of(image): text.picture_words.get(image.token, "") for _theme, image in pictures}
        super().__init__(data, initial=known | draft)
        self.fields |= {field_of(image): _picture_field(theme, image) for theme, image in pictures}
        for field in self.fields.values():
            field.widget.attrs["lang"] = text.language
        self.follow(text)

    def row_values(self, row: EditionText) -> dict[str, Any]:
        said = {name: row.picture_words.get(name.removeprefix(OF_A_PICTURE), "") for name in self._names_of_pictures}
        return {"title": row.title, "subtitle": row.subtitle, "summary": row.summary, **said}

    @property
    def of_pictures(self) -> list[forms.BoundField]:
        return [self[name] for name in self._names_of_pictures]

    @property
    def values(self) -> dict[str, Any]:
        """As `word_cover_in` takes them."""
        said = {name.removeprefix(OF_A_PICTURE): self.cleaned_data[name] for name in self._names_of_pictures}
        return {name: self.cleaned_data[name] for name in ("title", "subtitle", "summary")} | {"pictures": said}

    @property
    def _names_of_pictures(self) -> list[str]:
        return [name for name in self.fields if name.startswith(OF_A_PICTURE)]


def field_of(image: Image) -> str:
    return f"{OF_A_PICTURE}{image.token}"


def _picture_field(theme: Theme | None, image: Image) -> forms.Field:
    label: Any = _("What the picture on the cover shows")
    if theme:
        words = gettext("What the picture of the question “{question}” shows")
        label = format_html(words, question=first_language_words(theme.short_title))
    hint = format_html(gettext("In its own language: {words}"), words=first_language_words(image.alt))
    return CleanCharField(label=label, required=False, max_length=LONGEST_OF_A_PICTURE, help_text=hint)


class ChoiceForm(RowForm, forms.Form):
    """What becomes of a language where its texts are not ready."""

    when_missing = forms.ChoiceField(
        label=_("Where a text is not translated"),
        choices=[("", NOT_YET), *WhenMissing.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    when_outdated = forms.ChoiceField(
        label=_("Where a translation is older than its original"),
        choices=[("", NOT_YET), *WhenOutdated.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, state: LanguageStatus) -> None:
        known = {"when_missing": state.text.when_missing, "when_outdated": state.text.when_outdated}
        super().__init__(data, initial=known)
        self.follow(state.text)

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("when_missing", "when_outdated")}


class TranslationImportForm(forms.Form):
    file = forms.FileField(
        label=_("The translated file"),
        widget=forms.FileInput(attrs={"accept": ".zip,.xlf,.xliff,.po,application/zip"}),
        error_messages={"required": _("Choose the file first."), "empty": _("This file is empty.")},
        help_text=_(
            "XLIFF, PO, or the text files in one ZIP, as they were given out here. You see what becomes of everything before"
            " anything is kept."
        ),
    )
