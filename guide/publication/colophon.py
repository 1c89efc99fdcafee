"""Who answers for an edition and worked on it, and what was added to it or put right after it was frozen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from common.stored import Json, Stored

from .pieces import Person


@dataclass(frozen=True, slots=True)
class Imprint(Stored):
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

    @classmethod
    def as_read(cls, data: Json) -> Json:
        return {"is_not_for_sale": True} | data


type Role = Literal["editors", "translators"]


@dataclass(frozen=True, slots=True)
class Credit(Stored):
    """Those who did one kind of work for the edition; whoever prefers not to be named has no name here either."""

    role: Role
    people: tuple[Person, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.people if person.name)


@dataclass(frozen=True, slots=True)
class Addition(Stored):
    """When a language was added to an edition that was out already, and which of its languages it was translated from."""

    on: date
    translated_from: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """A mistake found after the edition was frozen: `was` should have read `now`. `anchor` is where: "tip-7", "glossary"."""

    anchor: str
    was: str
    now: str
    why: str
    on: date
