"""A list of people as a file holds it: which column is which, and its lines.

What single cells of a list of people mean: names, languages and roles, however they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import takewhile
from typing import Any

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.name_order import has_surname_first
from accounts.people import headings
from accounts.people.headings import COLUMNS, LEAVING, SURNAME_FIRST
from common.forms.tables import ADDRESS, RawTable, Table, TableFormat, cell, heading_key, read_raw

ROLES = {
    Role.CONTRIBUTOR: "contributor contributors contributeur contributrice contributeurs"
    " contributore contributori 投稿者",
    Role.EDITOR: "editor editors editeur editrice editeurs redacteur redactrice redattore redattrice redattori 編集者",
    Role.TRANSLATOR: "translator translators traducteur traductrice traducteurs"
    " traduttore traduttrice traduttori 翻訳者",
    Role.ADMINISTRATOR: "administrator administrators admin administrateur administratrice administrateurs"
    " amministratore amministratrice amministratori 管理者",
}
ROLE_OF = {name: role.value for role, names in ROLES.items() for name in names.split()}
READERS = {"reader", "readers", "lecteur", "lectrice", "lecteurs", "none", "aucun"}  # who have no role
READERS |= {"lettore", "lettrice", "nessuno", "閲覧者", "なし"}
LANGUAGES_OF_LISTS = "en,fr,de,it,es,pt,nl,da,sv,nb,fi,pl,cs,sk,hu,ro,hr,sl,el,bg,ja"  # in which lists name languages
ONE_LETTER = {
    "d": "de",
    "e": "en",
    "f": "fr",
    "i": "it",
    "j": "ja",
    "n": "nl",
    "p": "pt",
    "s": "es",
}  # as SAP writes them
FEMININE = {
    "francaise": "fr",
    "anglaise": "en",
    "italienne": "it",
    "japonaise": "ja",
    "italiana": "it",
    "francesa": "fr",
}
NOTHING = {"", "n a", "na", "null", "none", "nil", "k a", "keine", "kein", "keine angabe", "nicht vorhanden", "leer"}
NOTHING |= {"aucun", "aucune", "neant", "nessuno", "nessuna", "ninguno", "ninguna", "geen", "なし", "無し", "無"}
BETWEEN_ROLES = re.compile(r"[,;/+|&]| et | and | e |、|・")


YES = {
    "1",
    "x",
    "y",
    "j",
    "s",
    "o",
    "yes",
    "true",
    "wahr",
    "ja",
    "oui",
    "vrai",
    "si",
    "vero",
    "sim",
    "はい",
    "有",
    "済",
}
NO = {"0", "n", "no", "false", "falsch", "nein", "non", "faux", "falso", "nee", "nao", "いいえ", "否"}
GONE = {
    "inactive",
    "left",
    "terminated",
    "former",
    "retired",
    "resigned",
    "inaktiv",
    "ausgeschieden",
    "ausgetreten",
    "gekundigt",
}
GONE |= {
    "inactif",
    "inactive",
    "parti",
    "partie",
    "sorti",
    "sortie",
    "inattivo",
    "inattiva",
    "cessato",
    "cessata",
    "dimesso",
}
GONE |= {"inactivo", "baja", "inativo", "inactief", "uit dienst", "退職", "退職済", "退職済み", "退社", "離職"}
DATES = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%d.%m.%y",
)


class Refused(Exception):
    """Why a line is refused: a code, and what it is about."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(reason)
        self.reason, self.about = reason, about


def meant(cell: str) -> str:
    """Returns a cell on one line; nothing for a dash, or a word that stands for nothing."""
    return "" if heading_key(cell) in NOTHING else " ".join(cell.split())


def names(cells: dict[str, str]) -> tuple[str, str]:
    """First name and surname: each in its column, or told apart in one."""
    if cells["first_name"] or cells["last_name"]:
        return " ".join(cells["first_name"].split()), " ".join(cells["last_name"].split())
    surname, comma, first = cells["name"].partition(",")
    if comma:
        return " ".join(first.split()), " ".join(surname.split())
    words = cells["name"].split()
    capitals = _in_capitals(words)
    if capitals:
        return " ".join(word for word in words if word not in capitals), " ".join(capitals).title()
    first, last = " ".join(words[:1]), " ".join(words[1:])
    return (last, first) if has_surname_first(first, last) else (first, last)


def _in_capitals(words: list[str]) -> list[str]:
    """The words of a surname that is written in capitals, as others are not."""
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    return capitals if len(capitals) < len(words) else []


def with_comma(name: str) -> str:
    """Returns a whole name that begins with the surname with a comma behind it: "van der Meer, Anna Maria"."""
    words = name.split()
    particles = list(takewhile(str.islower, words[:-1]))
    length = len(particles) + 1
    if "," in name or _in_capitals(words) or len(words) <= length:
        return name
    return f"{' '.join(words[:length])}, {' '.join(words[length:])}"


def language(cell: str) -> str:
    """Returns the code of a language of the site; nothing for an empty cell, or any other language."""
    key = heading_key(cell)
    codes = _language_codes()
    return codes.get(key) or codes.get(key.split(" ")[0], "")


@cache
def _language_codes() -> dict[str, str]:
    """The languages of the site, by all that lists call them: "de-DE", "DEU", "Deutsch", "German", "Allemand"."""
    here = {code.split("-")[0]: code for code, _name in reversed(settings.LANGUAGES)}
    found = {heading_key(alias): here[code] for alias, code in get_global("language_aliases").items() if code in here}
    found |= {name: here[code] for name, code in {**ONE_LETTER, **FEMININE}.items() if code in here}
    for code, of_site in here.items():
        names = [Locale(spoken).languages.get(code, code) for spoken in LANGUAGES_OF_LISTS.split(",")]
        found |= {heading_key(name): of_site for name in [code, *names]}
    return found | {heading_key(code): code for code, _name in settings.LANGUAGES}


def roles(cell: str) -> list[str] | None:
    """The names of the roles; an empty list for somebody who only reads, None for an empty cell. Raises Refused."""
    given = [heading_key(part) for part in BETWEEN_ROLES.split(cell) if heading_key(part)]
    unknown = [part for part in given if part not in ROLE_OF and part not in READERS]
    if unknown:
        raise Refused("role", cell)
    return list(dict.fromkeys(ROLE_OF[part] for part in given if part in ROLE_OF)) if given else None


def has_left(cells: dict[str, str], today: date) -> bool:
    """Whether a line says that the person is there no more: by her state, or by a day that is over however it is read."""
    said = {name: heading_key(cells.get(name, "")) for name in LEAVING}
    if said["active"] in NO | GONE or said["inactive"] in YES | GONE or said["left_on"] in GONE:
        return True
    days = list(_days(cells.get("left_on", "")))
    return bool(days) and max(days) < today


def _days(cell: str) -> Iterator[date]:
    """The days that a cell may mean: 03/04/2026 is one in March, and one in April."""
    day = cell.strip().partition(" ")[0].partition("T")[0]
    for form in DATES:
        try:
            yield datetime.strptime(day, form).date()  # a day, as it is written
        except ValueError:
            continue


def is_role(cell: str) -> bool:
    """Whether a cell names roles of the site, and nothing else."""
    try:
        return roles(cell) is not None
    except Refused:
        return False


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
    return len(different) > 2 and not any(map(is_role, different))


def lines_of(raw: RawTable, places: Mapping[str, int]) -> Table:
    """Returns the lines by their columns; whole names that begin with the surname have a comma behind it."""
    table = raw.under(places, [*COLUMNS, *LEAVING, SURNAME_FIRST])
    for line in table.lines:
        surname_first = line.cells.pop(SURNAME_FIRST)
        line.cells["name"] = line.cells["name"] or with_comma(surname_first)
    return table
