"""What the cover says in each language, and what its pictures show: as much a text to translate as the tips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from guide.editions import Edition, EditionText
from guide.translating.progress import STATE_NAMES, TextState


@dataclass(frozen=True)
class CoverProgress:
    """The cover in a language that the edition comes out in, worded on a screen of its own."""

    text: EditionText

    @property
    def language(self) -> str:
        return self.text.language

    @property
    def state(self) -> TextState:
        """Missing as long as a line of the cover, or the description of one of its pictures, is not said."""
        edition = self.text.edition
        wanted = [self.text.title, self.text.subtitle] + ([self.text.summary] if edition.summary else [])
        wanted += [self.text.picture_words.get(image.token, "") for _theme, image in edition.own_pictures]
        return TextState.APPROVED if all(wanted) else TextState.MISSING

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[self.state])

    @property
    def url(self) -> str:
        return reverse("guide:edition_language", args=[self.text.edition.number, self.language]) + "#cover"


def covers_of(edition: Edition, languages: Iterable[str]) -> dict[str, CoverProgress]:
    """Returns the covers of the edition in preparation by language, of those that it comes out in."""
    rows = edition.texts.filter(language__in=languages).defer("document")
    for row in rows:
        row.edition = edition
    return {row.language: CoverProgress(row) for row in rows}
