"""What is asked in other systems: the items of a course. A dialogue becomes a question for each of its turns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from guide.course_parts import END, Answer, ItemParts, Picture, Turn
from learning.document import Course, Item, Lesson, LessonTip

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_AS_TYPED: Final = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, in words that XML can hold. `paragraphs` and the `picture` stand above the prompt; `parts` has its answers.

    `explanation` are paragraphs, too. `tip` is what it tests, as the edition has it.
    """

    key: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    prompt: str
    parts: ItemParts
    explanation: tuple[str, ...]
    picture: Picture | None = None
    tip: LessonTip | None = None
    shown: tuple[int, ...] = ()
    shown_partners: tuple[int, ...] = ()

    @property
    def pictures(self) -> list[Picture]:
        """Its own and those of its answers, each file once."""
        found = [self.picture, *(answer.picture for answer in self.parts.answers)]
        return list({one.address: one for one in found if one}.values())

    @property
    def right_keys(self) -> list[str]:
        return [key for key, answer in self.numbered_answers if answer.is_right]

    @property
    def numbered_answers(self) -> list[tuple[str, Answer]]:
        return [(str(place), answer) for place, answer in enumerate(self.parts.answers, 1)]

    @property
    def shown_answers(self) -> list[tuple[str, Answer]]:
        return _in_order(self.numbered_answers, self.shown)

    @property
    def shown_partners_by_key(self) -> list[tuple[str, Answer]]:
        return _in_order(self.numbered_answers, self.shown_partners)


def questions_in(course: Course, lesson: Lesson, site: str) -> list[Question]:
    """Returns what a lesson asks, in its order; tips are linked on the site that begins with this address."""
    found = {tip.reference: tip for each in course.lessons for tip in each.tips}
    tips = {key: replace(tip, address=f"{site}{tip.address}" if tip.address else "") for key, tip in found.items()}
    return [question for item in lesson.items for question in _questions_of(item, tips.get(item.tip))]


def words(text: str) -> str:
    """Returns a text without the signs that XML cannot hold, such as control characters."""
    return _NOT_IN_XML.sub("", text)


def spellings(answer: Answer) -> list[str]:
    """Returns what is accepted in a gap, each once, as it is set and as it is typed: other systems compare letter by letter."""
    forms = [form for one in answer.spellings for form in (one, *_typed_forms(one))]
    return list({form.casefold(): form for form in reversed(forms)}.values())[::-1]


def _typed_forms(spelling: str) -> tuple[str, str]:
    """With the spaces and hyphens of a keyboard, and either apostrophe."""
    typed = spelling.translate(_AS_TYPED)
    return typed, typed.replace("'", "’")


def _in_order(answers: list[tuple[str, Answer]], order: tuple[int, ...]) -> list[tuple[str, Answer]]:
    return [answers[place - 1] for place in order] or answers


def _questions_of(item: Item, tip: LessonTip | None) -> Iterator[Question]:
    parts = item.parts.with_words(words)
    if item.kind == "dialogue":
        yield from _turns_of(item, parts, tip)
        return
    yield Question(
        key=item.key,
        kind=item.kind,
        title=words(item.title),
        paragraphs=_present(parts.situation),
        prompt=parts.question,
        parts=parts,
        explanation=_present(parts.explanation),
        picture=parts.picture,
        tip=tip,
        shown=item.shown,
        shown_partners=item.shown_partners,
    )


def _turns_of(item: Item, parts: ItemParts, tip: LessonTip | None) -> Iterator[Question]:
    """A turn to which no reply is right asks nothing; what was said before a turn stands above its replies."""
    for number, said in _said_before(parts.turns).items():
        turn = parts.turns[number - 1]
        if not any(reply.is_right for reply in turn.replies):
            continue
        yield Question(
            key=f"{item.key}-{number}",
            kind="choice",
            title=f"{words(item.title)} ({number})",
            paragraphs=(*_present(parts.situation), *(f"– {line}" for line in (*said, turn.text))),
            prompt=parts.question,
            parts=ItemParts(answers=tuple(Answer(one.text, one.is_right, one.feedback) for one in turn.replies)),
            explanation=_present(parts.explanation),
            picture=parts.picture,
            tip=tip,
        )


def _said_before(turns: tuple[Turn, ...]) -> dict[int, tuple[str, ...]]:
    """Returns the numbers of the turns that can be reached, each with the lines of the first way that leads to it."""
    found: dict[int, tuple[str, ...]] = {1: ()} if turns else {}
    for number, turn in enumerate(turns, 1):
        if number not in found:
            continue
        for reply in turn.replies:
            if reply.next_turn != END:
                found.setdefault(reply.next_turn, (*found[number], turn.text, reply.text))
    return dict(sorted(found.items()))


def _present(*paragraphs: str) -> tuple[str, ...]:
    return tuple(filter(None, paragraphs))
