"""The forms around the languages of an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.languages import guide_languages
from campaign.site_settings.first_language import first_language_words
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowForm
from common.words.language_names import name_of_language
from contributions.models import Image
from guide.editions import Edition, EditionText
from guide.editions.language_status import LanguageStatus
from guide.editions.setup import LONGEST_OF_A_PICTURE
from guide.translations.fallbacks import WhenMissing, WhenOutdated
from themes.models import Theme

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
