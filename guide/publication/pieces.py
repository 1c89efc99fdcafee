"""What a guide is made of: its chapters with their tips, its sections, its people, its pictures. Who answers for it stands in
`colophon`.

Each gives its frozen form with `to_json`, in which people are references; `from_json` reads it back with their names.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal, Self, get_args

from common.words.text_lists import side_by_side

type SectionKind = Literal[
    "editorial",
    "introduction",
    "text",
    "conclusion",
    "glossary",
    "bibliography",
    "acknowledgements",
]
type Json = dict[str, Any]

KINDS: Final = frozenset(get_args(SectionKind.__value__))
FRONT: Final = frozenset({"editorial", "introduction"})
"""The kinds that stand before the chapters, where nothing says otherwise."""


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
        return side_by_side((self.name, self.place)) if self.name else ""

    def to_json(self) -> Json:
        return {"text": self.text, "person": self.person.reference, "place": self.place}

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        return cls(data["text"], Person.from_json(data["person"], names), data["place"])


@dataclass(frozen=True, slots=True)
class OriginNote:
    """Where a tip comes from: titles of pages, their authors, and how many more wrote without any reference.

    `language` is that of the titles; empty in editions that were frozen before it was noted.
    """

    pages: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    unreferenced: int = 0
    approved_on: date | None = None
    language: str = ""

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
            "language": self.language,
        }

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        return cls(
            tuple(data["pages"]),
            tuple(Person.from_json(reference, names) for reference in data["people"]),
            data["unreferenced"],
            date_from_json(data["approved_on"]),
            data.get("language", ""),
        )


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip at its place. `html` comes from `markup.render`; `text` is the Markdown that it was made from.

    `reference` names it on the site, where it leads to what it rests on; the first editions had none. `language` is empty,
    or another one than the guide's: that of the original, which stands in the place of a translation.
    """

    number: int
    title: str
    text: str
    html: str
    quotation: Quotation | None = None
    origin: OriginNote = OriginNote()
    reference: str = ""
    language: str = ""

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "title": self.title,
            "text": self.text,
            "html": self.html,
            "quotation": self.quotation.to_json() if self.quotation else None,
            "origin": self.origin.to_json(),
            "reference": self.reference,
            "language": self.language,
        }

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        quotation = Quotation.from_json(data["quotation"], names) if data["quotation"] else None
        origin = OriginNote.from_json(data["origin"], names)
        more = (data.get("reference", ""), data.get("language", ""))
        return cls(data["number"], data["title"], data["text"], data["html"], quotation, origin, *more)


@dataclass(frozen=True, slots=True)
class PlacedPicture:
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
class BibliographyEntry:
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
class Chapter:
    """One question and its tips, in the order of their numbers. `places` are all its numbers, those that are free too.
    `paper` is the motif and the colour that it is printed in.

    `language` and `opening_language` are empty where the question and the opening are in the guide's own, as a tip's is.
    """

    number: int
    paper: int
    question: str
    short_title: str
    opening_html: str = ""
    opening_text: str = ""
    tips: tuple[Tip, ...] = ()
    illustration: PlacedPicture | None = None
    language: str = ""
    opening_language: str = ""
    places: tuple[int, ...] = ()

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "paper": self.paper,
            "question": self.question,
            "short_title": self.short_title,
            "opening": {"text": self.opening_text, "html": self.opening_html, "language": self.opening_language},
            "tips": [tip.to_json() for tip in self.tips],
            "illustration": self.illustration.to_json() if self.illustration else None,
            "language": self.language,
            "places": list(self.places),
        }

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        """The first editions did not say which places were free: theirs are those of their tips. Nor did they say their papers:
        the number of a chapter was that of its paper.
        """
        opening, tips = data["opening"], tuple(Tip.from_json(tip, names) for tip in data["tips"])
        return cls(
            data["number"],
            data.get("paper") or data["number"],
            data["question"],
            data["short_title"],
            opening["html"],
            opening["text"],
            tips,
            PlacedPicture.from_json(data.get("illustration")),
            data.get("language", ""),
            opening.get("language", ""),
            tuple(data.get("places", [tip.number for tip in tips])),
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A text before or after the chapters, in the order in which the guide has them. `html` comes from `markup.render`.

    `place` is its anchor on the page; of a kind of which there is one, it may be empty. `side` is "front" or "back", or that of
    its kind. One that `is_inner` stands under the heading of the nearest before it that is not.
    """

    kind: SectionKind
    title: str
    text: str
    html: str
    language: str = ""
    place: str = ""
    side: str = ""
    is_inner: bool = False

    @property
    def anchor(self) -> str:
        return self.place or self.kind

    @property
    def is_in_front(self) -> bool:
        return self.side == "front" if self.side else self.kind in FRONT

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Json) -> Self:
        if data["kind"] not in KINDS:
            raise UnknownFormat(f"unknown kind of section: {data['kind']!r}")
        where = (data.get("language", ""), data.get("place", ""), data.get("side", ""), data.get("is_inner", False))
        return cls(data["kind"], data["title"], data["text"], data["html"], *where)


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


def date_to_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def date_from_json(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
