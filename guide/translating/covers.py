"""What the cover says in each language, and what its pictures show: as much a text to translate as the tips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from guide.editions import Edition, EditionText
from guide.editions.assembly import defaults_in
from guide.translating.memory import MemoryMatch, TranslationMemory
from guide.translating.progress import STATE_NAMES, TextState
from guide.translating.suggestions import pairs_of_editions
from guide.translating.target_forms import field_of


@dataclass(frozen=True)
class CoverProgress:
    """The cover in a language that the edition comes out in, worded on a screen of its own."""

    text: EditionText

    @property
    def language(self) -> str:
        return self.text.language

    @property
    def state(self) -> TextState:
        """Missing as long as a line that the cover has, or the description of one of its pictures, is not said.

        What the settings of the site say in the language is said.
        """
        known = defaults_in(self.language, self.text.edition)
        unsaid = any(source and not (said or known.get(name)) for name, source, said in _lines(self.text))
        return TextState.MISSING if unsaid else TextState.APPROVED

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[self.state])

    @property
    def url(self) -> str:
        return reverse("guide:edition_language", args=[self.text.edition.number, self.language]) + "#cover"


def cover_matches(text: EditionText) -> dict[str, list[MemoryMatch]]:
    """Returns what earlier editions called the lines of a cover that are not said yet, by the name of their field.

    Costs a query where some line is not.
    """
    unsaid = {name: source for name, source, said in _lines(text) if source and not said}
    if not unsaid:
        return {}
    memory = TranslationMemory(pairs_of_editions(text.edition.language, text.language, ()))
    return {name: memory.matches(source) for name, source in unsaid.items()}


def _lines(text: EditionText) -> Iterator[tuple[str, str, str]]:
    """Each line that is asked for: its field, what it says in the language of the edition, and in this one."""
    edition = text.edition
    yield "title", edition.full_title, text.title
    yield "subtitle", edition.full_subtitle, text.subtitle
    yield "summary", edition.summary, text.summary
    for _theme, image in edition.own_pictures:
        yield field_of(image), image.alt, text.picture_words.get(image.token, "")


def covers_of(edition: Edition, languages: Iterable[str]) -> dict[str, CoverProgress]:
    """Returns the covers of the edition in preparation by language, of those that it comes out in."""
    rows = edition.texts.filter(language__in=languages).defer("document")
    for row in rows:
        row.edition = edition
    return {row.language: CoverProgress(row) for row in rows}
