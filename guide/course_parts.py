"""What an item of a course says: a situation, a question, answers with what each teaches. The JSON of `CourseText.parts`.

It knows no row: the frozen document of a course holds the same parts, in each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

GAP: Final = re.compile(r"\[(\d{1,2})\]")
"""Where a word is missing in a sentence to fill in: [1] is given by the first answer."""
ALTERNATIVES: Final = "|"
"""Parts the spellings that fill a gap."""
END: Final = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of an item. Who chooses it reads `feedback`.

    To choose from: `is_right`. To order: they stand in the right order. To match: `partner` belongs to `text`. To fill in:
    `text` holds the accepted spellings, parted by |. To sort: `is_right` puts it into the first of the two categories.
    """

    text: str
    is_right: bool = False
    feedback: str = ""
    partner: str = ""

    @property
    def spellings(self) -> list[str]:
        """What is accepted in the gap that it fills."""
        return [one.strip() for one in self.text.split(ALTERNATIVES) if one.strip()]


@dataclass(frozen=True, slots=True)
class Reply:
    """What one may say in a dialogue; `next_turn` is the number of the turn that follows, from 1, or END."""

    text: str
    is_right: bool = False
    feedback: str = ""
    next_turn: int = END


@dataclass(frozen=True, slots=True)
class Turn:
    """What the other one says in a dialogue, and the replies to choose from. A turn without replies ends it."""

    text: str
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonParts:
    """What a lesson shows besides its introduction: keys of tips, in the order of the guide, and of videos."""

    tips: tuple[int, ...] = ()
    videos: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> Self:
        return cls(tuple(data["tips"]), tuple(data["videos"])) if data else cls()

    def to_json(self) -> dict[str, Any]:
        return {"tips": list(self.tips), "videos": list(self.videos)}


@dataclass(frozen=True, slots=True)
class ItemParts:
    """`categories` are there to sort alone, two of them; `turns` in a dialogue alone, which has no answers.

    Where there is a `hint`, whoever answers wrongly reads it, and answers once more; that answer counts.
    """

    situation: str = ""
    question: str = ""
    answers: tuple[Answer, ...] = ()
    categories: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    explanation: str = ""
    hint: str = ""

    @classmethod
    def from_json(cls, data: dict[str, Any] | None) -> Self:
        if not data:
            return cls()
        turns = (
            Turn(turn["text"], tuple(Reply(**reply) for reply in turn["replies"])) for turn in data.get("turns", ())
        )
        return cls(
            data["situation"],
            data["question"],
            tuple(Answer(**answer) for answer in data.get("answers", ())),
            tuple(data.get("categories", ())),
            tuple(turns),
            data["explanation"],
            data.get("hint", ""),
        )

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        lists = {"answers": list(data["answers"]), "categories": list(self.categories)}
        turns = [turn | {"replies": list(turn["replies"])} for turn in data["turns"]]
        return data | lists | {"turns": turns}

    @property
    def lines(self) -> Iterator[str]:
        """All that is translated, in the order of `as_markdown`; none of them is empty."""
        yield from filter(None, self._all_lines())

    def _all_lines(self) -> Iterator[str]:
        yield from (self.situation, self.question, *self.categories)
        for answer in self.answers:
            yield from (answer.text, answer.partner, answer.feedback)
        for turn in self.turns:
            yield turn.text
            for reply in turn.replies:
                yield from (reply.text, reply.feedback)
        yield from (self.explanation, self.hint)

    def as_markdown(self) -> str:
        """Returns the text that the history compares and translators translate, a paragraph a line."""
        return "\n\n".join(self.lines)

    def with_lines(self, lines: Iterator[str]) -> Self:
        """Returns the same with other words: `lines` gives one for each line that is not empty, in their order."""

        def word(was: str) -> str:
            return next(lines) if was else ""

        situation, question = word(self.situation), word(self.question)
        categories = tuple(map(word, self.categories))
        answers = tuple(
            replace(one, text=word(one.text), partner=word(one.partner), feedback=word(one.feedback))
            for one in self.answers
        )
        turns = tuple(
            Turn(
                word(turn.text),
                tuple(replace(one, text=word(one.text), feedback=word(one.feedback)) for one in turn.replies),
            )
            for turn in self.turns
        )
        return replace(
            self,
            situation=situation,
            question=question,
            categories=categories,
            answers=answers,
            turns=turns,
            explanation=word(self.explanation),
            hint=word(self.hint),
        )
