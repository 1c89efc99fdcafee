"""The course of the demo as it is frozen, in each language, and what is right and wrong in its items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from demo.course_content import item_parts, read
from guide.course_parts import END, ItemParts, Reply
from learning.courses.item_lines import worded, worded_line
from learning.document import Course, Item, Lesson
from learning.questions.exported_questions import Question


def demo_course(language: str) -> Course:
    content = read("course.toml")
    lessons = tuple(_lesson(words, language) for words in content["lesson"])
    return Course(
        key="5",
        version=1,
        language=language,
        title=content["title"][language],
        publisher="Helvia",
        edition=1,
        published_on=date(2026, 6, 1),
        pass_mark=content["pass_mark"],
        description=content["description"][language],
        lessons=lessons,
        pictures={},
    )


def _lesson(words: dict[str, Any], language: str) -> Lesson:
    key = str(words["theme"])
    rows = enumerate(read(f"lesson-{key}.toml")["item"], 1)
    items = tuple(_item(one, f"{key}{place:02}", language) for place, one in rows)
    return Lesson(key=key, title=words["title"][language], intro_html="<p>…</p>", items=items)


def _item(content: dict[str, Any], key: str, language: str) -> Item:
    parts = worded(content["kind"], item_parts(content, language), language)
    places = range(1, len(parts.answers) + 1)
    return Item(
        key=key,
        kind=content["kind"],
        title=worded_line(content["title"][language], language),
        parts=parts,
        tip="",
        shown=tuple(reversed(places)) if content["kind"] == "order" else tuple(places),
        shown_partners=(*places[1:], 1) if content["kind"] == "match" else (),
    )


def right_response(item: Item | Question) -> list[str]:
    answers = item.parts.answers
    right = [str(place) for place, one in enumerate(answers, 1) if one.is_right]
    match item.kind:
        case "choice":
            return right[:1]
        case "choices":
            return right
        case "fill_in":
            return [one.spellings[-1] for one in answers]
        case "sort":
            return ["1" if one.is_right else "2" for one in answers]
        case "dialogue":
            return _through(item.parts, lambda reply: reply.is_right)
    return [str(place) for place, _one in enumerate(answers, 1)]


def wrong_response(item: Item | Question) -> list[str]:
    """One part of it is wrong, or all."""
    right, answers = right_response(item), item.parts.answers
    match item.kind:
        case "choice":
            return next([str(place)] for place, one in enumerate(answers, 1) if not one.is_right)
        case "choices":
            return right[1:] or [str(place) for place in range(1, len(answers) + 1)]
        case "fill_in":
            return [*right[:-1], "…?"]
        case "sort":
            return [*right[:-1], "2" if right[-1] == "1" else "1"]
        case "dialogue":
            return _through(item.parts, lambda reply: not reply.is_right)
    return [*right[:-2], right[-1], right[-2]]


def _through(parts: ItemParts, wanted: Callable[[Reply], bool]) -> list[str]:
    """The replies on a way through a dialogue that are all as wanted, where there is one."""
    path, number = [], 1
    while number != END and (replies := parts.turns[number - 1].replies):
        place = next((place for place, one in enumerate(replies) if wanted(one)), 0)
        path.append(str(place + 1))
        number = replies[place].next_turn
    return path
