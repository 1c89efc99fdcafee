"""What is asked where a language is added to an edition that is out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guide.editions import EditionText
from guide.editions.added_document import CoverWords, known_cover_words
from guide.editions.added_language import AddedLanguage
from guide.translating.target_forms import CoverForm
from guide.translations.translated_texts import WhenOutdated


class AddedLanguageForm(CoverForm):
    """The words of the cover, and what becomes of the texts whose translation is not of the words of the edition.

    `seen` is the digest of what was shown where it is to be confirmed.
    """

    when_outdated = forms.ChoiceField(
        label=_("Where a translation is of another wording"),
        choices=[
            (WhenOutdated.ORIGINAL.value, WhenOutdated.ORIGINAL.label),
            (WhenOutdated.OLDER.value, _("Print the translation, under a note that says so")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what becomes of the texts whose translation is of another wording.")},
    )
    accept_missing = forms.BooleanField(
        error_messages={"required": _("Tick this, or translate the texts first.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, added: AddedLanguage, draft: dict[str, str]) -> None:
        words = known_cover_words(added.edition, added.language)
        text = EditionText(edition=added.edition, language=added.language, **words.values)
        super().__init__(data, text=text, draft=draft)
        if not added.in_state("reworded"):
            del self.fields["when_outdated"]
        if untranslated := added.in_state("missing", "other"):
            self.fields["accept_missing"].label = ngettext(
                "%(n)s text goes out in the language of the edition",
                "%(n)s texts go out in the language of the edition",
                len(untranslated),
            ) % {"n": len(untranslated)}
        else:
            del self.fields["accept_missing"]

    @property
    def cover(self) -> CoverWords:
        return CoverWords(**self.values)

    @property
    def choices(self) -> dict[str, Any]:
        """As `Edition.add_language` takes them."""
        sent = self.cleaned_data
        return {"when_outdated": sent.get("when_outdated", ""), "accept_missing": sent.get("accept_missing", False)}

    def hidden(self) -> list[forms.BoundField]:
        """What was sent, to be sent once more by whoever confirms it."""
        return [self[name] for name in self.fields if name != "seen"]
