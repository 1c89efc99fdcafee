"""What the cover says in each language, and what its pictures show: as much a text to translate as the tips.

What the cover says, and what its pictures show, as paragraphs of a file for an agency; and taken over from one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guide.editions import Edition, EditionText
from guide.editions.assembly import defaults_in
from guide.translating.exchange_files import ExchangeText, ExchangeUnit
from guide.translating.memory import MemoryMatch, TranslationMemory
from guide.translating.progress import STATE_NAMES, TextState
from guide.translating.querysets import digest
from guide.translating.suggestions import pairs_of_editions
from guide.translating.target_forms import field_of
from guide.translating.unit_outcomes import Refusal, UnitOutcome, UnitStatus


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


COVER = "cover"
_PICTURE = "picture."
_LINES = ("title", "subtitle", "summary")


def cover_text(edition: Edition, language: str) -> ExchangeText | None:
    """Returns the words of the cover in a language, None where the edition does not come out in it."""
    row = edition.texts.filter(language=language).defer("document").first()
    return _text(edition, row) if row else None


def _text(edition: Edition, row: EditionText) -> ExchangeText:
    own = {"title": edition.full_title, "subtitle": edition.full_subtitle, "summary": edition.summary.strip()}
    units = [_unit(name, own[name], getattr(row, name)) for name in _LINES if own[name]]
    units += [
        _unit(f"{_PICTURE}{image.token}", image.alt, row.picture_words.get(image.token, ""))
        for _theme, image in edition.own_pictures
    ]
    return ExchangeText(COVER, _("Cover"), units=units)


def _unit(name: str, source: str, target: str) -> ExchangeUnit:
    return ExchangeUnit(name, source, target, "approved" if target else "missing")


def mark_of_cover(cover: ExchangeText) -> str:
    """Returns which state of the cover somebody has looked at."""
    return digest("\x1f".join(unit.target for unit in cover.units))


def take_cover(edition: Edition, language: str, taken: Sequence[UnitOutcome], *, seen: str) -> list[UnitOutcome]:
    """Says on the cover what was confirmed. Returns what could not be taken: somebody was quicker, or a line is too long."""
    said = {one.unit.id: one.after for one in taken}
    try:
        with transaction.atomic():
            row = edition.texts.select_for_update().get(language=language)
            cover = _text(edition, row)
            if mark_of_cover(cover) != seen:
                return [replace(one, status=UnitStatus.REFUSED, refusal=Refusal.MEANWHILE) for one in taken]
            pictures = {name.removeprefix(_PICTURE): words for name, words in said.items() if name.startswith(_PICTURE)}
            lines = {name: said.get(name, getattr(row, name)) for name in _LINES}
            edition.word_cover_in(language, pictures=row.picture_words | pictures, **lines)
    except ValidationError:
        return [replace(one, status=UnitStatus.REFUSED, refusal=Refusal.LONG) for one in taken]
    return []
