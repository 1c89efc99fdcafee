"""What the site says of a question, in the language of whoever reads the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from campaign.languages import first_language
from guide.translations.models import Translation
from guide.translations.originals import of_theme
from guide.translations.segments import source_segments
from guide.translations.staleness import SegmentState, compared
from themes.models import Theme


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
