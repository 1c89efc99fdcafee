"""What learners read of an item, in the language of its edition: its lines are plain words, translated or not."""

from __future__ import annotations

from dataclasses import replace

from common import markup
from guide.course_parts import ItemParts
from guide.models import CourseText, Translation
from guide.translations.originals import of_course_text
from guide.translations.segments import source_segments
from guide.translations.staleness import compared


def item_in(text: CourseText, translation: Translation | None, language: str) -> ItemParts:
    """Returns what an item says in a language; a line without a translation stands in the original."""
    parts = text.item
    if translation:
        status = compared(source_segments(of_course_text(text)), translation.paragraphs)
        targets = (one.segment.target for one in status.segments if one.segment.field == "body")
        lines = [target or line for target, line in zip(targets, parts.lines, strict=True)]
        parts = parts.with_lines(iter(lines))
    return worded(text.kind, parts, language)


def worded(kind: str, parts: ItemParts, language: str) -> ItemParts:
    """Returns the parts as they are shown and graded.

    Nothing is read as Markdown: 2 * 3 * 4, a | b and <sub> stay what they are, and so do the | between the spellings of a gap.
    """
    if kind == "fill_in":
        answers = (replace(one, text=markup.without_ruby(one.text)) for one in parts.answers)
        parts = replace(parts, answers=tuple(answers))
    return parts.with_words(lambda line: worded_line(line, language))


def worded_line(line: str, language: str) -> str:
    """Returns a line as a printer sets it, with readings of kanji behind their words: no line of an item has small ones."""
    return markup.typeset(markup.ruby_in_brackets(markup.one_line(line)), language)
