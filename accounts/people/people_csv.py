"""A list of people as a file holds it: which column is which, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.people import headings, line_values
from accounts.people.headings import COLUMNS, LEAVING, SURNAME_FIRST
from common.forms.tables import ADDRESS, RawTable, Table, TableFormat, cell, heading_key, read_raw

MOST_LINES = 20_000
LOOKED_AT = 500
NEEDED = frozenset({"name", SURNAME_FIRST, "first_name", "last_name", "login", "email"})
NOT_NAMED = _("The first line has to name the columns, one of which is “name”, “login” or “address”.")


@dataclass(frozen=True)
class PeopleFormat(TableFormat):
    """Headings are known by `headings`, and by what somebody has said of them before: `known`, by `heading_key`."""

    columns: Mapping[str, set[str]] = field(default_factory=dict)
    needed: frozenset[str] = NEEDED
    not_named: Any = NOT_NAMED
    most_lines: int = MOST_LINES
    known: Mapping[str, str] = field(default_factory=dict)

    def places(self, header: Iterable[str]) -> dict[str, int]:
        return headings.places(list(header), self.known)


@dataclass(frozen=True)
class ReadList:
    """A list whose columns are guessed: `places` says where each stands, and `is_certain` whether that needs no question."""

    raw: RawTable
    places: dict[str, int]
    is_certain: bool


def read_people(content: bytes, known: Mapping[str, str]) -> ReadList:
    """Returns a list, and what its columns are likely to be. Raises UnreadableTable."""
    raw = read_raw(content, PeopleFormat(known=known))
    places = headings.places(raw.header, known)
    _look_at_values(raw, places, known)
    used = set(places.values())
    understood = all(place in used or not name or heading_key(name) in known for place, name in enumerate(raw.header))
    return ReadList(raw, places, understood and any(raw.header) and bool(NEEDED & places.keys()))


def _look_at_values(raw: RawTable, places: dict[str, int], known: Mapping[str, str]) -> None:
    """Values tell better than a heading: "Address" may hold streets, and "Role" what somebody works as."""

    def is_said(place: int) -> bool:
        return heading_key(raw.header[place]) in known

    email, role = places.get("email"), places.get("role")
    if email is not None and not is_said(email) and values_in(raw, email) and not _addresses(raw, email):
        del places["email"]
    if "email" not in places:
        free = [place for place in range(len(raw.header)) if place not in places.values() and not is_said(place)]
        if (place := _likely_addresses(raw, free)) is not None:
            places["email"] = place
    if role is not None and not is_said(role) and _names_no_roles(values_in(raw, role)):
        del places["role"]
        places.setdefault("job", role)


def values_in(raw: RawTable, place: int) -> list[str]:
    """Returns what stands in a column, in its first lines."""
    return [value for _number, row in raw.rows[:LOOKED_AT] if (value := cell(row, place))]


def _addresses(raw: RawTable, place: int) -> list[str]:
    return [value for value in values_in(raw, place) if ADDRESS.fullmatch(value)]


def _likely_addresses(raw: RawTable, places: Iterable[int]) -> int | None:
    """The column that holds an address of nearly everybody whom it names. Where a heading says that it is mail, it is no work
    address, for those are known; where addresses repeat, they are those of superiors.
    """
    for place in places:
        values, addresses = values_in(raw, place), _addresses(raw, place)
        says_mail = any(word in heading_key(raw.header[place]) for word in ("mail", "courriel", "correo", "post"))
        if (
            addresses
            and not says_mail
            and len(addresses) > len(values) / 2
            and len(set(addresses)) > len(addresses) / 2
        ):
            return place
    return None


def _names_no_roles(values: list[str]) -> bool:
    different = set(values)
    return len(different) > 2 and not any(map(line_values.is_role, different))


def lines_of(raw: RawTable, places: Mapping[str, int]) -> Table:
    """Returns the lines by their columns; whole names that begin with the surname have a comma behind it."""
    table = raw.under(places, [*COLUMNS, *LEAVING, SURNAME_FIRST])
    for line in table.lines:
        surname_first = line.cells.pop(SURNAME_FIRST)
        line.cells["name"] = line.cells["name"] or line_values.with_comma(surname_first)
    return table
