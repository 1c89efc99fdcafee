"""What the texts of an edition are in a language, as its editors chose for those that are not translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaign.languages import first_language
from common import markup
from guide.translations.models import Translation
from guide.translations.originals import Original, of_theme
from guide.translations.segments import SITE_FIELDS, source_segments
from guide.translations.staleness import SegmentState, compared
from themes.models import Theme


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


# What an edition does in a language into which its texts are not translated, or not as they stand now.


class WhenMissing(models.TextChoices):
    """What an edition does in a language into which a text is not translated."""

    ORIGINAL = "original", _("Print the original in its place")
    LEAVE_OUT = "leave", _("Leave the language out of this edition")


class WhenOutdated(models.TextChoices):
    """What an edition does in a language whose translation is older than its original."""

    OLDER = "older", _("Print the older translation")
    ORIGINAL = "original", _("Print the original in its place")
    LEAVE_OUT = "leave", _("Leave the language out of this edition")


# What the site says of a question, in the language of whoever reads the site.


@dataclass(frozen=True)
class Line:
    """`language` is empty where it is that of the screen."""

    words: str
    language: str


@dataclass(frozen=True)
class QuestionWords:
    question: Line
    introduction: tuple[Line, ...]
    starters: tuple[Line, ...]
    sentence: Line | None


def words_of_question(theme: Theme) -> QuestionWords:
    """Returns what is approved in the reader's language, and the original of whatever is not, or has changed since. One query
    where she reads the site in another language than the campaign's own.
    """
    return words_of_questions([theme])[0]


def words_of_questions(themes: Sequence[Theme]) -> list[QuestionWords]:
    """Returns the same of each of several, in their order, for one query too."""
    language, own = get_language() or first_language(), first_language()
    rows = {}
    if language != own:
        found = Translation.objects.in_language(language).filter(theme__in=themes)
        rows = {row.theme_id: row for row in found}
    return [_words(theme, rows.get(theme.pk), "" if language == own else own) for theme in themes]


def _words(theme: Theme, row: Translation | None, own: str) -> QuestionWords:
    """`own` is the language of an original on this screen, as a line says it."""
    lines: dict[str, list[Line]] = {}
    for one in compared(source_segments(of_theme(theme)), row.paragraphs if row else []).segments:
        is_translated = one.state == SegmentState.DONE
        line = Line(one.segment.target, "") if is_translated else Line(one.segment.source, own)
        lines.setdefault(one.segment.field, []).append(line)
    sentence = next(iter(lines.get("sentence", [])), None)
    introduction, starters = (tuple(lines.get(field, ())) for field in ("introduction", "starter"))
    return QuestionWords(lines["title"][0], introduction, starters, sentence)
