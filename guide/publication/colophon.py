"""Who answers for an edition and worked on it, and what was added to it or put right after it was frozen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal, Self

from .pieces import Json, Person


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who answers for the edition; what is empty is not printed. The publisher's name stands on the guide. `emergency` are
    the numbers to call, one a line, on poster and leaflet.

    Whether it may be sold is said since editions carry it; before, every imprint said that it may not.
    """

    place: str = ""
    licence: str = ""
    licence_url: str = ""
    isbn: str = ""
    contact: str = ""
    credits: str = ""
    is_not_for_sale: bool = False
    director: str = ""
    printer: str = ""
    legal_deposit: str = ""
    emergency: str = ""

    def to_json(self) -> Json:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Json) -> Self:
        return cls(**data | {"is_not_for_sale": data.get("is_not_for_sale", True)})


type Role = Literal["editors", "translators"]


@dataclass(frozen=True, slots=True)
class Credit:
    """Those who did one kind of work for the edition; whoever prefers not to be named has no name here either."""

    role: Role
    people: tuple[Person, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people if person.name)

    def to_json(self) -> Json:
        return {"role": self.role, "people": [person.reference for person in self.people]}

    @classmethod
    def from_json(cls, data: Json, names: Mapping[str, str]) -> Self:
        return cls(data["role"], tuple(Person.from_json(reference, names) for reference in data["people"]))


@dataclass(frozen=True, slots=True)
class Addition:
    """When a language was added to an edition that was out already, and which of its languages it was translated from."""

    on: date
    translated_from: str

    def to_json(self) -> Json:
        return {"on": self.on.isoformat(), "translated_from": self.translated_from}

    @classmethod
    def from_json(cls, data: Json | None) -> Self | None:
        return cls(date.fromisoformat(data["on"]), data["translated_from"]) if data else None


@dataclass(frozen=True, slots=True)
class Erratum:
    """A mistake found after the edition was frozen: `was` should have read `now`. `anchor` is where: "tip-7", "glossary"."""

    anchor: str
    was: str
    now: str
    why: str
    on: date
