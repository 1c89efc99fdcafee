"""What an item of a course says: a situation, a question, answers with what each teaches. The JSON of `CourseText.parts`.

It knows no row: the frozen document of a course holds the same parts, in each language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

from common.stored import Stored

GAP: Final = re.compile(r"\[(\d{1,2})\]")
"""Where a word is missing in a sentence to fill in: [1] is given by the first answer."""
ALTERNATIVES: Final = "|"
"""Parts the spellings that fill a gap."""
END: Final = 0
WIDTH_ON_A_PAGE: Final = 704
"""In pixels, of an item (frontend/styles/parts/item.css)."""

_PICTURE: Final = re.compile(r"!\[(?P<alt>(?:\\.|[^\\\]])*+)\]\(\s*+(?P<address>[^\s()]++)[^()]*+\)\s*+")
_ESCAPED: Final = re.compile(r"\\([\\\[\]`*_])")
_MARK: Final = re.compile(r"[\\\[\]`*_]")


@dataclass(frozen=True, slots=True)
class Picture(Stored):
    """A picture beside words. `address` is that on the site; in a frozen course, and only there with the other values, it is
    the name of its file. `alt` says what it shows; one without only decorates.
    """

    address: str
    alt: str = ""
    width: int = 0
    height: int = 0
    credit: str = ""

    @classmethod
    def from_markdown(cls, line: str, was: Picture) -> Picture:
        """Reads what a translator wrote for the picture that `was`; a line that is none says what that one shows, and one that
        does not say it leaves that in the original."""
        found = _PICTURE.fullmatch(line)
        if not found:
            return replace(was, alt=line)
        return cls(found["address"], _ESCAPED.sub(r"\1", found["alt"]).strip() or was.alt)

    @property
    def markdown(self) -> str:
        return f"![{_MARK.sub(r'\\\g<0>', self.alt)}]({self.address})"

    @property
    def is_large(self) -> bool:
        """Whether there is more to see of it than a page has room for."""
        return self.width > WIDTH_ON_A_PAGE


@dataclass(frozen=True, slots=True)
class Answer(Stored):
    """A line of an item. Who chooses it reads `feedback`. A `picture` stands beside its words, never in their place.

    To choose from: `is_right`. To order: they stand in the right order. To match: `partner` belongs to `text`. To fill in:
    `text` holds the accepted spellings, parted by |. To sort: `is_right` puts it into the first of the two categories.
    """

    text: str
    is_right: bool = False
    feedback: str = ""
    partner: str = ""
    picture: Picture | None = None

    @property
    def spellings(self) -> list[str]:
        """What is accepted in the gap that it fills."""
        return [one.strip() for one in self.text.split(ALTERNATIVES) if one.strip()]


@dataclass(frozen=True, slots=True)
class Reply(Stored):
    """What one may say in a dialogue; `next_turn` is the number of the turn that follows, from 1, or END."""

    text: str
    is_right: bool = False
    feedback: str = ""
    next_turn: int = END


@dataclass(frozen=True, slots=True)
class Turn(Stored):
    """What the other one says in a dialogue, and the replies to choose from. A turn without replies ends it."""

    text: str
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonParts(Stored):
    """What a lesson shows besides its introduction: keys of tips, in the order of the guide, and of videos."""

    tips: tuple[int, ...] = ()
    videos: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemParts(Stored):
    """`categories` are there to sort alone, two of them; `turns` in a dialogue alone, which has no answers.

    Where there is a `hint`, whoever answers wrongly reads it, and answers once more; that answer counts. The `picture` belongs
    to the question.
    """

    situation: str = ""
    question: str = ""
    answers: tuple[Answer, ...] = ()
    categories: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    explanation: str = ""
    hint: str = ""
    picture: Picture | None = None

    @property
    def lines(self) -> Iterator[str]:
        """All that is translated, in the order of `as_markdown`; none of them is empty. A picture is a line of Markdown."""
        for one in self._all_lines():
            if one:
                yield one.markdown if isinstance(one, Picture) else one

    @property
    def words(self) -> Iterator[str]:
        """All that is read, what pictures show as well."""
        words = (one.alt if isinstance(one, Picture) else one for one in self._all_lines() if one)
        yield from filter(None, words)

    @property
    def pictures(self) -> list[Picture]:
        return [one for one in self._all_lines() if isinstance(one, Picture)]

    def _all_lines(self) -> Iterator[str | Picture | None]:
        yield from (self.situation, self.picture, self.question, *self.categories)
        for answer in self.answers:
            yield from (answer.text, answer.picture, answer.partner, answer.feedback)
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
        return self._with(lambda _was: next(lines), lambda was: Picture.from_markdown(next(lines), was))

    def with_words(self, word: Callable[[str], str]) -> Self:
        """Returns the same with what `word` makes of each text, and of what each picture shows."""
        return self._with(word, lambda was: replace(was, alt=word(was.alt) if was.alt else ""))

    def with_pictures(self, shown: Callable[[Picture], Picture | None]) -> Self:
        """Returns the same with what is shown for each picture."""
        return self._with(lambda was: was, shown)

    def _with(self, word: Callable[[str], str], shown: Callable[[Picture], Picture | None]) -> Self:
        """In the order of `lines`, which a caller may count on."""

        def said(was: str) -> str:
            return word(was) if was else ""

        def seen(was: Picture | None) -> Picture | None:
            return shown(was) if was else None

        def answer(one: Answer) -> Answer:
            text, picture, partner = said(one.text), seen(one.picture), said(one.partner)
            return replace(one, text=text, picture=picture, partner=partner, feedback=said(one.feedback))

        def reply(one: Reply) -> Reply:
            return replace(one, text=said(one.text), feedback=said(one.feedback))

        situation, picture, question = said(self.situation), seen(self.picture), said(self.question)
        return replace(
            self,
            situation=situation,
            picture=picture,
            question=question,
            categories=tuple(map(said, self.categories)),
            answers=tuple(map(answer, self.answers)),
            turns=tuple(Turn(said(turn.text), tuple(map(reply, turn.replies))) for turn in self.turns),
            explanation=said(self.explanation),
            hint=said(self.hint),
        )
