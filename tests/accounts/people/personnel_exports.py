"""Lists as personnel systems write them: German headings, semicolons, Windows-1252, columns that mean nothing here."""

from __future__ import annotations

from collections.abc import Iterator

HEADINGS = (
    "Personalnummer;Nachname;Vorname;Geburtsdatum;E-Mail (business);E-Mail privat;Standort;Abteilung;Kostenstelle;"
    "Stellenbezeichnung;Rolle;Kommunikationssprache;Eintrittsdatum;Vorgesetzter"
)
SURNAMES = [
    "Müller",
    "Schäfer",
    "von der Heide",
    "Größing",
    "Öztürk",
    "Weiß",
    "D’Angelo",
    "Šimek",
    "Ó Briain",
    "Nguyen",
]
FIRST_NAMES = ["Anna", "Jürgen", "Zoë", "Marie-Luise", "Ömer", "Björn", "Chiara", "Sean"]
PLACES = [("München", "Buchhaltung", 4100), ("Dublin", "Claims", 4200), ("Mailand", "IT-Betrieb", 4300)]
SIZE, GERMAN, WITHOUT_ADDRESS = 899, 487, 31


def german_export(size: int = SIZE, *, with_addresses: bool = True) -> bytes:
    """Returns a list of so many people, of whom 487 of 899 speak German, and each twenty-ninth has no address."""
    lines = ["Mitarbeiterliste Helvia SE;;;;;;;;;;;;;", "Stand: 01.12.2026;;;;;;;;;;;;;", HEADINGS]
    return "\r\n".join([*lines, *_people(size, with_addresses), ""]).encode("cp1252")


def _people(size: int, with_addresses: bool) -> Iterator[str]:
    for number in range(size):
        surname, first = SURNAMES[number % 10], FIRST_NAMES[number % 8]
        place, department, cost_centre = PLACES[number % 3]
        language = "DE" if number * GERMAN // SIZE != (number + 1) * GERMAN // SIZE else ["EN", "IT"][number % 2]
        address = f"p{number:04}@helvia.example" if with_addresses and number % 29 else "-"
        role = ["Teamleitung", "Sachbearbeitung", "Aushilfe"][number % 3]
        yield (
            f"{10_000 + number};{surname};{first} {number};{number % 28 + 1:02}.07.1980;{address};me{number}@home.example;"
            f"{place};{department};{cost_centre};Referent:in;{role};{language};01.04.2019;p0001@helvia.example"
        )
