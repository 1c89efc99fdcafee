"""What the texts of an edition are in a language, as its editors chose for those that are not translated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from common import markup
from guide.translations.fallbacks import WhenOutdated
from guide.translations.models import Translation
from guide.translations.originals import Original
from guide.translations.segments import SITE_FIELDS, source_segments
from guide.translations.staleness import compared


@dataclass(frozen=True)
class TextWords:
    """What one text says; `language` is empty where it is that of the whole."""

    title: str
    body: str
    body_html: str
    quote: str
    short_title: str
    language: str = ""


def is_outdated(original: Original, translation: Translation) -> bool:
    """Returns whether some paragraph that is printed translates other words than the original has now: see `staleness`."""
    now, known = (
        [one for one in paragraphs if one.field not in SITE_FIELDS]
        for paragraphs in (source_segments(original), translation.paragraphs)
    )
    return compared(now, known).is_outdated


class TranslatedTexts:
    """The texts of an edition in one language: one query."""

    def __init__(self, language: str, *, own: str, when_outdated: str = "") -> None:
        """`own` is the language in which the edition is written."""
        self.own, self.language, self.when_outdated = own, language, when_outdated
        self.translations = {} if language == own else by_identity(language)

    def words(self, original: Original) -> TextWords:
        translation = self.printed(original)
        if translation is None:
            language = "" if self.language == self.own else self.own
            html = getattr(original.text, "body_html", "")
            words = TextWords(original.title, original.body, html, original.quote, original.short_title, language)
            return _typeset(words, self.own)
        short_title = translation.short_title or original.short_title
        words = TextWords(translation.title, translation.body, translation.body_html, translation.quote, short_title)
        return _typeset(words, self.language)

    def printed(self, original: Original) -> Translation | None:
        """Returns the translation that stands for a text; None where the original does."""
        translation = self.translations.get(original.identity)
        return None if translation is None or self._is_too_old(original, translation) else translation

    def _is_too_old(self, original: Original, translation: Translation) -> bool:
        return self.when_outdated == WhenOutdated.ORIGINAL and is_outdated(original, translation)


def _typeset(words: TextWords, language: str) -> TextWords:
    """With the no-break spaces and apostrophes that its HTML has already."""
    title, short_title, quote = (
        markup.typeset(line, language) for line in (words.title, words.short_title, words.quote)
    )
    return replace(words, title=title, short_title=short_title, quote=quote)


def by_identity(language: str) -> dict[tuple[str, int], Translation]:
    """Every translation into a language, by what it translates; one query."""
    return {row.identity: row for row in Translation.objects.in_language(language)}
