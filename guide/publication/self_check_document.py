"""The self-check of an edition: what it can be about, questions, and what to look at. A page of the web alone.

It stands in the frozen document, and names tips by their references: where these stand, the document says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from common.stored import Stored

PAGE: Final = "self-check.html"
EMBEDDED_PAGE: Final = "self-check-embedded.html"
"""The same for a frame in another site: see `guide.views.self_check`."""
FORMER_NAMES: Final = {PAGE: "before-you-publish.html", EMBEDDED_PAGE: "before-you-publish-embedded.html"}
"""What both are called where the files of an edition were made before it was the organisation that named its self-check."""
STYLES: Final = "self-check.css"
ANCHOR: Final = "self-check"
"""What errata and the search call the whole of it: it stands on a page of its own, not in the book."""


@dataclass(frozen=True, slots=True)
class CheckLine(Stored):
    """Plain words; `language` is empty, or that of an original which stands in the place of a translation."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class AskedQuestion(Stored):
    """`kinds` are those for which it is asked, counted from 1; none are all. `tip` is the reference of one, or empty."""

    text: CheckLine
    is_yes_safe: bool
    advice: CheckLine
    kinds: tuple[int, ...]
    tip: str


@dataclass(frozen=True, slots=True)
class SelfCheck(Stored):
    """`source` is the Markdown of the original, paragraph by paragraph: by it a language that comes later is translated."""

    title: CheckLine
    kinds: tuple[CheckLine, ...]
    questions: tuple[AskedQuestion, ...]
    source: str = ""

    @property
    def lines(self) -> Iterator[CheckLine]:
        """All words, in the order of the paragraphs of `source`, the title before them."""
        yield self.title
        yield from self.kinds
        for question in self.questions:
            yield from (line for line in (question.text, question.advice) if line.text)

    def with_lines(self, lines: Iterator[CheckLine]) -> Self:
        """The same with other words, as many as `lines` gives."""
        title, kinds = next(lines), tuple(next(lines) for _kind in self.kinds)
        questions = tuple(
            replace(
                one,
                text=next(lines) if one.text.text else one.text,
                advice=next(lines) if one.advice.text else one.advice,
            )
            for one in self.questions
        )
        return replace(self, title=title, kinds=kinds, questions=questions)

    def asked_of(self, question: AskedQuestion) -> tuple[int, ...]:
        """The kinds for which it is asked, each by its number."""
        return question.kinds or tuple(range(1, len(self.kinds) + 1))


@dataclass(frozen=True, slots=True)
class LinkedTip:
    """A tip that a question comes from, with the address where a page leads."""

    number: int
    title: str
    address: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class QuestionOnPage:
    """A question as a page shows it, with the kinds for which it is asked; `tip` is None where the edition has none of it."""

    number: int
    question: AskedQuestion
    kinds: tuple[int, ...]
    tip: LinkedTip | None


def check_context(check: SelfCheck, tips: Mapping[str, LinkedTip]) -> dict[str, Any]:
    """Returns what the templates of a page are told of it; `tips` are by their references."""
    questions = [
        QuestionOnPage(number, question, check.asked_of(question), tips.get(question.tip))
        for number, question in enumerate(check.questions, 1)
    ]
    return {"check": check, "questions": questions}
