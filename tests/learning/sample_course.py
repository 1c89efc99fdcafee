"""A course with an item of each kind, as it is frozen; and the rows of one that was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from guide.course_parts import Answer, ItemParts, Picture, Reply, Turn
from learning.document import Course, Item, Lesson, LessonTip

CHOICE = ItemParts(
    "Your colleague posts a photograph of the office party.",
    "What do you do first?",
    (
        Answer("Share it", feedback="Those in it were not asked."),
        Answer("Ask who is in it", is_right=True, feedback="Their consent comes first."),
        Answer("Add their names", feedback="Names make it easier to find them."),
    ),
    explanation="Whoever can be recognised decides.",
)
CHOICES = ItemParts(
    "",
    "What does a photograph of a desk show?",
    (
        Answer("A badge", is_right=True, feedback="It can be copied."),
        Answer("A plant", feedback="It tells nothing."),
        Answer("A screen", is_right=True, feedback="It can be read."),
    ),
    explanation="Look at the background.",
)
ORDER = ItemParts(
    "",
    "Put the steps in order.",
    (
        Answer("Read", feedback="First the whole text."),
        Answer("Check", feedback="Then the source."),
        Answer("Share", feedback="Sharing comes last."),
    ),
    explanation="Checking comes before sharing.",
)
MATCH = ItemParts(
    "",
    "Which setting belongs to which audience?",
    (
        Answer("Public", feedback="Everybody reads it.", partner="Anybody"),
        Answer("Contacts", feedback="It is soon copied.", partner="People you know"),
        Answer("Group", feedback="Look at who is in it.", partner="Its members"),
    ),
    explanation="Choose the audience before you write.",
)
FILL_IN = ItemParts(
    "",
    "Before you publish a portrait, ask for [1] and note the [2].",
    (
        Answer("consent|their consent|permission", feedback="Consent, in so many words."),
        Answer("date", feedback="The date shows when it was given."),
    ),
    explanation="Consent can be withdrawn.",
)
SORT = ItemParts(
    "",
    "Safe or risky?",
    (
        Answer("The date of your holiday", feedback="Nobody is at home then."),
        Answer("A published report", is_right=True, feedback="It is public already."),
        Answer("A customer's name", feedback="The customer was not asked."),
    ),
    ("Safe", "Risky"),
    explanation="What is not public stays inside.",
)
DIALOGUE = ItemParts(
    "A journalist writes to you.",
    "How do you answer?",
    turns=(
        Turn(
            "Can you tell me more about the project?",
            (
                Reply("Of course, here is the plan.", feedback="The plan is internal.", next_turn=2),
                Reply("I pass you on to our press office.", is_right=True, feedback="They know what is public."),
            ),
        ),
        Turn(
            "Thank you. And who is the customer?",
            (
                Reply("I cannot say that.", is_right=True, feedback="Better late than never."),
                Reply("It is a bank.", feedback="That is enough to find out which.", next_turn=3),
            ),
        ),
        Turn("I have what I need."),
    ),
    explanation="The press office answers the press.",
)
KINDS = {
    "choice": CHOICE,
    "choices": CHOICES,
    "order": ORDER,
    "match": MATCH,
    "fill_in": FILL_IN,
    "sort": SORT,
    "dialogue": DIALOGUE,
}
RIGHT = {
    "choice": ["2"],
    "choices": ["1", "3"],
    "order": ["1", "2", "3"],
    "match": ["1", "2", "3"],
    "fill_in": ["Consent", "date"],
    "sort": ["2", "1", "2"],
    "dialogue": ["2"],
}
WRONG = {
    "choice": ["1"],
    "choices": ["1"],
    "order": ["3", "1", "2"],
    "match": ["2", "1", "3"],
    "fill_in": ["money", "date"],
    "sort": ["1", "1", "2"],
    "dialogue": ["1", "1"],
}


def sample_item(kind: str, key: str = "7") -> Item:
    """An item of this kind, shown in the order 3, 1, 2 where its answers are ordered or matched."""
    parts = KINDS[kind]
    shown = (3, 1, 2) if kind == "order" else tuple(range(1, len(parts.answers) + 1))
    return Item(
        key=key,
        kind=kind,
        title=f"An item: {kind}",
        parts=parts,
        tip="id-1",
        shown=shown,
        shown_partners=(2, 3, 1) if kind == "match" else (),
    )


def sample_course(**values: Any) -> Course:
    """A course of two lessons with seven items, one of each kind, keys "11" to "17"; values may be others."""
    items = [sample_item(kind, str(10 + place)) for place, kind in enumerate(KINDS, 1)]
    tip = LessonTip(reference="id-1", number=1, title="Ask first", html="<p>Ask everybody who can be recognised.</p>")
    lessons = (
        Lesson(key="1", title="Pictures", intro_html="<p>What pictures show.</p>", tips=(tip,), items=tuple(items[:4])),
        Lesson(key="2", title="People", tips=(tip,), items=tuple(items[4:])),
    )
    usual: dict[str, Any] = {
        "key": "5",
        "version": 1,
        "language": "en",
        "title": "Before you publish",
        "publisher": "The Press",
        "edition": 1,
        "published_on": date(2026, 6, 1),
        "pass_mark": 70,
        "description": "Ten minutes about what others read of you.",
        "description_html": "<p>Ten minutes about what others read of you.</p>",
        "lessons": lessons,
        "pictures": {},
    }
    return Course(**usual | values)


PICTURE = Picture("pictures/desk.webp", 'A desk, "seen" from <above>', 640, 480, "© The Press & Sons")
STORED = "desk.webp"


def store_picture(media: Path) -> None:
    """Puts the file of that picture where a course has its files."""
    media.mkdir(exist_ok=True)
    Image.new("RGB", (PICTURE.width, PICTURE.height), "teal").save(media / STORED)


def pictured(content: Course) -> Course:
    """The same course; each item has a picture, and so has each answer that can have one, which only decorates."""

    def item(one: Item) -> Item:
        beside = replace(PICTURE, alt="") if one.kind != "fill_in" else None
        answers = tuple(replace(answer, picture=beside) for answer in one.parts.answers)
        return replace(one, parts=replace(one.parts, picture=PICTURE, answers=answers))

    lessons = tuple(replace(lesson, items=tuple(map(item, lesson.items))) for lesson in content.lessons)
    return replace(content, lessons=lessons, pictures={PICTURE.address: STORED})


HINT = "Think of who reads it."


def hinting(content: Course) -> Course:
    """The same course; each item has a hint."""
    lessons = tuple(
        replace(lesson, items=tuple(replace(one, parts=replace(one.parts, hint=HINT)) for one in lesson.items))
        for lesson in content.lessons
    )
    return replace(content, lessons=lessons)
