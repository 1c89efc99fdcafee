"""What a guide is made of: its chapters with their tips, its sections, its people, its pictures. Who answers for it stands in
`colophon`.

Each gives its frozen form with `to_json`, in which people are references; `from_json` reads it back with their names.
See `common.stored`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, Self, get_args

from common.stored import NO_NAMES, Json, Names, Stored
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

KINDS: Final = frozenset(get_args(SectionKind.__value__))
FRONT: Final = frozenset({"editorial", "introduction"})
"""The kinds that stand before the chapters, where nothing says otherwise."""
OPENING: Final = ("text", "html", "language")
"""What the frozen form of a chapter says of its opening."""


class UnknownFormat(ValueError):
    """The frozen document was written by a version of this module that this one cannot read."""


@dataclass(frozen=True, slots=True)
class Person(Stored):
    """Somebody whom the edition names, by a reference that never changes; without a name, anonymous."""

    reference: str
    name: str = ""

    def to_json(self) -> str:
        return self.reference

    @classmethod
    def from_json(cls, data: Any, names: Names = NO_NAMES) -> Self:
        return cls(data, names.get(data, ""))


@dataclass(frozen=True, slots=True)
class Quotation(Stored):
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


@dataclass(frozen=True, slots=True)
class OriginNote(Stored):
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


@dataclass(frozen=True, slots=True)
class Tip(Stored):
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


@dataclass(frozen=True, slots=True)
class PlacedPicture(Stored):
    """A picture that the house itself puts somewhere: the name of one of the guide's pictures, and its words."""

    picture: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class BibliographyEntry(Stored):
    """An entry of the bibliography: its CSL JSON, and how its style words it in the guide's language, as safe HTML."""

    key: str
    html: str
    csl: Json


@dataclass(frozen=True, slots=True)
class Chapter(Stored):
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

    def as_stored(self, values: Json) -> Json:
        opening = {name: values.pop(f"opening_{name}") for name in OPENING}
        return values | {"opening": opening}

    @classmethod
    def as_read(cls, data: Json) -> Json:
        """The first editions did not say which places were free: theirs are those of their tips. Nor did they say their papers:
        the number of a chapter was that of its paper.
        """
        opening = {f"opening_{name}": value for name, value in data["opening"].items()}
        places = [tip["number"] for tip in data["tips"]]
        return {"places": places} | data | opening | {"paper": data.get("paper") or data["number"]}


@dataclass(frozen=True, slots=True)
class Section(Stored):
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

    @classmethod
    def as_read(cls, data: Json) -> Json:
        if data["kind"] not in KINDS:
            raise UnknownFormat(f"unknown kind of section: {data['kind']!r}")
        return data


@dataclass(frozen=True, slots=True)
class Picture(Stored):
    """A picture that texts show: the addresses by which they do, and the files to show instead.

    `copies` are widths and names below the folder that a publication is made with, `printed` the one for paper.
    """

    name: str
    addresses: tuple[str, ...]
    copies: tuple[tuple[int, str], ...]
    printed: str
