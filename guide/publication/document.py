"""What an edition says, complete and by itself: no row of the database is needed to print it again.

`Guide.to_json` gives the frozen form, which `from_json` reads back. People are in it by reference only: their names
are a layer of their own (`names`, reference -> name as the person chose it), so that a consent can change and a
person be erased without touching a frozen edition. A reference without a name is an anonymous person.

The self-check of an edition: what it can be about, questions, and what to look at. A page of the web alone.

It stands in the frozen document, and names tips by their references: where these stand, the document says.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self

from common.stored import Json, Stored
from guide.publication.colophon import Addition, Credit, Erratum, Imprint, Role
from guide.publication.pieces import (
    BibliographyEntry,
    Chapter,
    OriginNote,
    Person,
    Picture,
    PlacedPicture,
    Quotation,
    Section,
    SectionKind,
    Tip,
    UnknownFormat,
)

__all__ = [
    "Addition",
    "BibliographyEntry",
    "Chapter",
    "Credit",
    "Erratum",
    "Guide",
    "Imprint",
    "Json",
    "OriginNote",
    "Person",
    "Picture",
    "PlacedPicture",
    "Quotation",
    "Role",
    "Section",
    "SectionKind",
    "SelfCheck",
    "Tip",
    "UnknownFormat",
]


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


FORMAT_VERSION: Final = 1
SINCE: Final = frozenset({"errata", "renamed_on"})
LATER: Final = frozenset({"credits", "self_check", "added"})
WORDS_A_MINUTE: Final = 230
SIGNS_A_MINUTE: Final = 500  # of Japanese, which does not part its words
NO_IMPRINT: Final = Imprint()
SIGN = re.compile(r"\w")
WORD = re.compile(r"\w+(?:[-.’'·]\w+)*")


def reading_seconds(texts: Iterable[str], language: str) -> float:
    """Returns how long plain texts take to be read, in seconds."""
    unit, a_minute = (SIGN, SIGNS_A_MINUTE) if language == "ja" else (WORD, WORDS_A_MINUTE)
    return sum(len(unit.findall(text)) for text in texts) * 60 / a_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Stored):
    """A whole edition in one language. Without an edition number it is a preview.

    `errata` and `renamed_on` are no part of the frozen form: what turned out to be wrong since, and the day on which the
    files were made again because somebody's name went. `summary` is the paragraph under the title of the web page,
    `address` the public address printed on the back cover ("guide.example.org"); both may be empty.
    """

    title: str
    subtitle: str = ""
    publisher: str
    language: str
    edition: int | None = None
    published_on: date | None = None
    summary: str = ""
    address: str = ""
    sections: tuple[Section, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    people: tuple[Person, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links_words: bool = False  # of the glossary; editions that came out before there were such links stay without
    cover: PlacedPicture | None = None
    logo: PlacedPicture | None = None
    imprint: Imprint = NO_IMPRINT
    bibliography: tuple[BibliographyEntry, ...] = ()
    credits: tuple[Credit, ...] = ()
    self_check: SelfCheck | None = None
    added: Addition | None = None  # of a language that came later than the edition
    errata: tuple[Erratum, ...] = ()
    renamed_on: date | None = None

    @property
    def changed_on(self) -> date | None:
        """When its files were last another than those that came out: this language was added, or a name went."""
        added = self.added.on if self.added else None
        return max(filter(None, (added, self.renamed_on)), default=None)

    @property
    def front(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.is_in_front)

    @property
    def back(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if not section.is_in_front)

    @property
    def tips(self) -> tuple[Tip, ...]:
        return tuple(tip for chapter in self.chapters for tip in chapter.tips)

    @property
    def contributors(self) -> tuple[str, ...]:
        """The names to be thanked, in the order given; two people may share one."""
        return tuple(person.name for person in self.people if person.name)

    @property
    def behind_the_tips(self) -> tuple[str, ...]:
        """Those of the names on whose texts the tips rest."""
        behind = {person for tip in self.tips for person in tip.origin.people}
        return tuple(person.name for person in self.people if person.name and person in behind)

    @property
    def others(self) -> tuple[str, ...]:
        """The other names to be thanked."""
        behind = {person for tip in self.tips for person in tip.origin.people}
        return tuple(person.name for person in self.people if person.name and person not in behind)

    @property
    def anonymous(self) -> int:
        """How many of those to be thanked preferred not to be named."""
        return sum(not person.name for person in self.people)

    @property
    def words(self) -> int:
        return sum(len(WORD.findall(text)) for text in self._texts())

    @property
    def reading_minutes(self) -> int:
        return max(1, math.ceil(reading_seconds(self._texts(), self.language) / 60))

    @property
    def texts_with_markup(self) -> tuple[str, ...]:
        """The HTML of every text that somebody wrote."""
        chapters = (chapter.opening_html for chapter in self.chapters)
        return (*(section.html for section in self.sections), *chapters, *(tip.html for tip in self.tips))

    def with_markup(self, change: Callable[[str], str]) -> Self:
        """The guide with the HTML of every text that somebody wrote as `change` makes it."""

        def chapter(was: Chapter) -> Chapter:
            tips = tuple(replace(tip, html=change(tip.html)) for tip in was.tips)
            return replace(was, opening_html=change(was.opening_html), tips=tips)

        sections = tuple(replace(section, html=change(section.html)) for section in self.sections)
        return replace(self, sections=sections, chapters=tuple(map(chapter, self.chapters)))

    def _texts(self) -> Iterator[str]:
        for section in self.sections:
            yield from (section.title, section.text)
        for chapter in self.chapters:
            yield from (chapter.question, chapter.opening_text)
        for tip in self.tips:
            yield from (tip.title, tip.text, tip.quotation.text if tip.quotation else "")

    def as_stored(self, values: Json) -> Json:
        """The frozen form: what came later is in it where there is any, so that a guide without is frozen as it always was."""
        said = {name for name in values if name not in SINCE and (name not in LATER or values[name])}
        return {"format": FORMAT_VERSION} | {name: value for name, value in values.items() if name in said}

    @classmethod
    def as_read(cls, data: Json) -> Json:
        """Raises UnknownFormat on one that this version does not know."""
        if data.get("format") != FORMAT_VERSION:
            raise UnknownFormat(f"format {data.get('format')!r} instead of {FORMAT_VERSION}")
        return {"imprint": {}} | data
