"""What an edition says, complete and by itself: no row of the database is needed to print it again.

`Guide.to_json` gives the frozen form, which `from_json` reads back. People are in it by reference only: their names
are a layer of their own (`names`, reference -> name as the person chose it), so that a consent can change and a
person be erased without touching a frozen edition. A reference without a name is an anonymous person.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal, Self, cast

type SectionKind = Literal[
    "editorial",
    "introduction",
    "notion",
    "conclusion",
    "before_publishing",
    "glossary",
    "bibliography",
    "acknowledgements",
]
type Json = dict[str, Any]

FRONT: Final[tuple[SectionKind, ...]] = ("editorial", "introduction", "notion")
BACK: Final[tuple[SectionKind, ...]] = (
    "conclusion",
    "before_publishing",
    "glossary",
    "bibliography",
    "acknowledgements",
)
FORMAT_VERSION: Final = 1
WORDS_A_MINUTE: Final = 230
WORD = re.compile(r"\w+(?:[-.’'·]\w+)*")


class UnknownFormat(ValueError):
    """The frozen document was written by a version of this module that this one cannot read."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the edition names, by a reference that never changes; without a name, anonymous."""

    reference: str
    name: str = ""

    @classmethod
    def from_json(cls, reference: str, names: Mapping[str, str]) -> Self:
        return cls(reference, names.get(reference, ""))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence said by one person. The place where she works is shown with her name or not at all."""

    text: str
    person: Person
    place: str = ""

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def signature(self) -> str:
        """Name and place, or nothing when the person is anonymous."""
        return ", ".join(filter(None, (self.name, self.place))) if self.name else ""

    def to_json(self) -> Json:
        return {"text": self.text, "person": self.person.reference, "place": self.place}

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        return cls(data["text"], Person.from_json(data["person"], names), data["place"])


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a tip comes from: titles of pages, their authors, and how many more wrote without any reference."""

    pages: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    unreferenced: int = 0
    approved_on: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people if person.name)

    @property
    def anonymous(self) -> int:
        """How many of the authors are not named."""
        return self.unreferenced + sum(not person.name for person in self.people)

    def to_json(self) -> Json:
        return {
            "pages": list(self.pages),
            "people": [person.reference for person in self.people],
            "unreferenced": self.unreferenced,
            "approved_on": date_to_json(self.approved_on),
        }

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        return cls(
            tuple(data["pages"]),
            tuple(Person.from_json(reference, names) for reference in data["people"]),
            data["unreferenced"],
            date_from_json(data["approved_on"]),
        )


@dataclass(frozen=True, slots=True)
class Tip:
    """One of the twenty. `html` comes from `markup.render`; `text` is the Markdown that it was made from.

    `reference` names it on the site, where it leads to what it rests on; the first editions had none.
    """

    number: int
    title: str
    text: str
    html: str
    quotation: Quotation | None = None
    origin: Origin = Origin()
    reference: str = ""

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "title": self.title,
            "text": self.text,
            "html": self.html,
            "quotation": self.quotation.to_json() if self.quotation else None,
            "origin": self.origin.to_json(),
            "reference": self.reference,
        }

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        quotation = Quotation.from_json(data["quotation"], names) if data["quotation"] else None
        origin = Origin.from_json(data["origin"], names)
        reference = data.get("reference", "")
        return cls(data["number"], data["title"], data["text"], data["html"], quotation, origin, reference)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that the house itself puts somewhere: the name of one of the guide's pictures, and its words."""

    picture: str
    alt: str = ""
    credit: str = ""

    def to_json(self) -> Json:
        return {"picture": self.picture, "alt": self.alt, "credit": self.credit}

    @classmethod
    def from_json(cls, data: Json | None) -> Self | None:
        return cls(data["picture"], data["alt"], data["credit"]) if data else None


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who answers for the edition; what is empty is not printed. The publisher's name stands on the guide."""

    place: str = ""
    licence: str = ""
    licence_url: str = ""
    isbn: str = ""
    contact: str = ""
    credits: str = ""

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Json) -> Self:
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the bibliography: its CSL JSON, and how its style words it in the guide's language, as safe HTML."""

    key: str
    html: str
    csl: Json

    def to_json(self) -> Json:
        return {"key": self.key, "html": self.html, "csl": self.csl}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        return cls(data["key"], data["html"], data["csl"])


@dataclass(frozen=True, slots=True)
class Erratum:
    """A mistake found after the edition was frozen: `was` should have read `now`. `anchor` is where: "tip-7", "glossary"."""

    anchor: str
    was: str
    now: str
    why: str
    on: date


@dataclass(frozen=True, slots=True)
class Chapter:
    """One question and its tips, in the order of their numbers; a free place is a number that is missing."""

    number: int
    question: str
    short_title: str
    opening_html: str = ""
    opening_text: str = ""
    tips: tuple[Tip, ...] = ()
    illustration: Shown | None = None

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "question": self.question,
            "short_title": self.short_title,
            "opening": {"text": self.opening_text, "html": self.opening_html},
            "tips": [tip.to_json() for tip in self.tips],
            "illustration": self.illustration.to_json() if self.illustration else None,
        }

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        opening, tips = data["opening"], tuple(Tip.from_json(tip, names) for tip in data["tips"])
        illustration = Shown.from_json(data.get("illustration"))
        return cls(
            data["number"], data["question"], data["short_title"], opening["html"], opening["text"], tips, illustration
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A text before or after the chapters; its kind alone says where it goes. `html` comes from `markup.render`."""

    kind: SectionKind
    title: str
    text: str
    html: str

    def to_json(self) -> Json:
        return {"kind": self.kind, "title": self.title, "text": self.text, "html": self.html}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        if data["kind"] not in FRONT + BACK:
            raise UnknownFormat(f"unknown kind of section: {data['kind']!r}")
        return cls(cast(SectionKind, data["kind"]), data["title"], data["text"], data["html"])


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that texts show: the addresses by which they do, and the files to show instead.

    `copies` are widths and names below the folder that a publication is made with, `printed` the one for paper.
    """

    name: str
    addresses: tuple[str, ...]
    copies: tuple[tuple[int, str], ...]
    printed: str

    def to_json(self) -> Json:
        copies = [list(copy) for copy in self.copies]
        return {"name": self.name, "addresses": list(self.addresses), "copies": copies, "printed": self.printed}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        copies = tuple((width, name) for width, name in data["copies"])
        return cls(data["name"], tuple(data["addresses"]), copies, data["printed"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A whole edition in one language. Without an edition number it is a preview.

    `errata` and `renamed_on` are no part of the frozen form: what turned out to be wrong since, and the day on which the
    files were made again because somebody's name went. `summary` is the paragraph under the title of the web page,
    `address` the public address printed on the back cover ("guide.example.org"); both may be empty.
    """

    title: str
    publisher: str
    language: str
    subtitle: str = ""
    edition: int | None = None
    published_on: date | None = None
    summary: str = ""
    address: str = ""
    sections: tuple[Section, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    people: tuple[Person, ...] = ()
    pictures: tuple[Picture, ...] = ()
    links_words: bool = False  # of the glossary; editions that came out before there were such links stay without
    cover: Shown | None = None
    imprint: Imprint = Imprint()
    bibliography: tuple[Entry, ...] = ()
    errata: tuple[Erratum, ...] = ()
    renamed_on: date | None = None

    @property
    def front(self) -> tuple[Section, ...]:
        return self._sections_of(FRONT)

    @property
    def back(self) -> tuple[Section, ...]:
        return self._sections_of(BACK)

    def _sections_of(self, kinds: tuple[SectionKind, ...]) -> tuple[Section, ...]:
        chosen = (section for section in self.sections if section.kind in kinds)
        return tuple(sorted(chosen, key=lambda section: kinds.index(section.kind)))

    @property
    def tips(self) -> tuple[Tip, ...]:
        return tuple(tip for chapter in self.chapters for tip in chapter.tips)

    @property
    def contributors(self) -> tuple[str, ...]:
        """The names to be thanked, in the order given; two people may share one."""
        return tuple(person.name for person in self.people if person.name)

    @property
    def words(self) -> int:
        return sum(len(WORD.findall(text)) for text in self._texts())

    @property
    def reading_minutes(self) -> int:
        return max(1, math.ceil(self.words / WORDS_A_MINUTE))

    @property
    def texts_with_markup(self) -> tuple[str, ...]:
        """The HTML of every text that somebody wrote."""
        chapters = (chapter.opening_html for chapter in self.chapters)
        return (*(section.html for section in self.sections), *chapters, *(tip.html for tip in self.tips))

    def _texts(self) -> Iterator[str]:
        for section in self.sections:
            yield from (section.title, section.text)
        for chapter in self.chapters:
            yield from (chapter.question, chapter.opening_text)
        for tip in self.tips:
            yield from (tip.title, tip.text, tip.quotation.text if tip.quotation else "")

    def to_json(self) -> Json:
        """The frozen form: what `json.dumps` takes, with references instead of names."""
        return {
            "format": FORMAT_VERSION,
            "title": self.title,
            "subtitle": self.subtitle,
            "publisher": self.publisher,
            "language": self.language,
            "edition": self.edition,
            "published_on": date_to_json(self.published_on),
            "summary": self.summary,
            "address": self.address,
            "sections": [section.to_json() for section in self.sections],
            "chapters": [chapter.to_json() for chapter in self.chapters],
            "people": [person.reference for person in self.people],
            "pictures": [picture.to_json() for picture in self.pictures],
            "links_words": self.links_words,
            "cover": self.cover.to_json() if self.cover else None,
            "imprint": self.imprint.to_json(),
            "bibliography": [entry.to_json() for entry in self.bibliography],
        }

    @classmethod
    def from_json(cls, data: Json, *, names: Mapping[str, str]) -> Self:
        """Reads the frozen form; raises UnknownFormat on one that this version does not know."""
        if data.get("format") != FORMAT_VERSION:
            raise UnknownFormat(f"format {data.get('format')!r} instead of {FORMAT_VERSION}")
        plain = ("title", "subtitle", "publisher", "language", "edition", "summary", "address")
        return cls(
            **{name: data[name] for name in plain},
            published_on=date_from_json(data["published_on"]),
            sections=tuple(Section.from_json(section) for section in data["sections"]),
            chapters=tuple(Chapter.from_json(chapter, names) for chapter in data["chapters"]),
            people=tuple(Person.from_json(reference, names) for reference in data["people"]),
            pictures=tuple(Picture.from_json(picture) for picture in data.get("pictures", ())),  # the first had none
            links_words=data.get("links_words", False),
            cover=Shown.from_json(data.get("cover")),
            imprint=Imprint.from_json(data.get("imprint", {})),
            bibliography=tuple(Entry.from_json(entry) for entry in data.get("bibliography", ())),
        )


def date_to_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def date_from_json(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
