"""What of an item can be stored: each line is a paragraph of plain words, and none is too long; its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from common import markup
from common.forms.fields import CleanCharField
from guide.course_parts import ALTERNATIVES, GAP, Answer, ItemParts, Picture, Reply, Turn
from guide.models import CourseText, Translation
from guide.plain_lines import cleaned_line
from guide.translations.originals import of_course_text
from guide.translations.segments import source_segments
from guide.translations.staleness import compared

LONGEST: Final = {
    "situation": 500,
    "question": 250,
    "explanation": 500,
    "hint": 300,
    "alt": 300,
    "category": 40,
    "text": 200,
    "partner": 120,
    "feedback": 300,
    "turn": 300,
    "reply": 200,
}
MOST_ANSWERS: Final = {"choice": 6, "choices": 6, "order": 6, "match": 6, "fill_in": 4, "sort": 8}
MOST_TURNS, MOST_REPLIES = 8, 3

type Fields = dict[str, forms.Field]
type Values = Mapping[str, Any]
type Faults = Iterator[tuple[str, ValidationError]]
type Clean = Callable[[str, str], str]
"""The name of a field ("feedback_2"), and what was typed there, to what is stored."""


class LineField(CleanCharField):
    """A line of an item as it is stored; `name` is that of the field, which says how long it may be."""

    def __init__(self, name: str, *, rows: int = 0, **kwargs: Any) -> None:
        self.line_name = name
        most = LONGEST[name.partition("_")[0]]
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput
        super().__init__(max_length=most, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return clean_line(self.line_name, super().clean(value))


def clean_line(name: str, text: str) -> str:
    """Returns what is stored of the field of this name ("feedback_2"); nothing of an empty one. Raises ValidationError."""
    part = name.partition("_")[0]
    if not text.strip():
        return ""
    if part == "question":
        return cleaned_line(text, LONGEST[part], begins=_without_gaps(text))
    if part == "alt":
        return cleaned_line(text, LONGEST[part], begins="x")  # no line begins with it, but with the mark of a picture
    if part == "text" and ALTERNATIVES in text:
        text = ALTERNATIVES.join(filter(None, (one.strip() for one in text.split(ALTERNATIVES))))
    return cleaned_line(text, LONGEST[part])


def cleaned(parts: ItemParts) -> ItemParts:
    """Returns the parts as they are stored. Raises ValidationError beside each field that cannot be: "text_1", "reply_2_1"."""
    problems: dict[str, ValidationError] = {}

    def line(name: str, text: str) -> str:
        try:
            return clean_line(name, text)
        except ValidationError as problem:
            problems[name] = problem
            return ""

    found = _with_lines(parts, line)
    if problems:
        raise ValidationError(dict(problems))
    return found


def _with_lines(parts: ItemParts, line: Clean) -> ItemParts:
    return replace(
        parts,
        situation=line("situation", parts.situation),
        question=line("question", parts.question),
        answers=tuple(_answer(number, one, line) for number, one in enumerate(parts.answers, 1)),
        categories=tuple(line(f"category_{number}", one) for number, one in enumerate(parts.categories, 1)),
        turns=tuple(_turn(number, one, line) for number, one in enumerate(parts.turns, 1)),
        explanation=line("explanation", parts.explanation),
        hint=line("hint", parts.hint),
        picture=_picture("alt", parts.picture, line),
    )


def _answer(number: int, one: Answer, line: Clean) -> Answer:
    return replace(
        one,
        text=line(f"text_{number}", one.text),
        partner=line(f"partner_{number}", one.partner),
        feedback=line(f"feedback_{number}", one.feedback),
        picture=_picture(f"alt_{number}", one.picture, line),
    )


def _picture(name: str, one: Picture | None, line: Clean) -> Picture | None:
    return replace(one, alt=line(name, one.alt)) if one else None


def _turn(number: int, one: Turn, line: Clean) -> Turn:
    def reply(place: int, said: Reply) -> Reply:
        text, feedback = line(f"reply_{number}_{place}", said.text), line(f"feedback_{number}_{place}", said.feedback)
        return replace(said, text=text, feedback=feedback)

    return Turn(line(f"turn_{number}", one.text), tuple(reply(*pair) for pair in enumerate(one.replies, 1)))


def _without_gaps(text: str) -> str:
    """As a reader of Markdown sees how it begins: a gap is a word there, unless a colon makes it the address of a link."""
    text = text.strip()
    gap = GAP.match(text)
    return text if gap and text[gap.end() :].startswith(":") else GAP.sub("x", text)


# What learners read of an item, in the language of its edition: its lines are plain words, translated or not.


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
