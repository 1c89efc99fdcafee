"""A list of questions as it comes out of a spreadsheet, whatever wrote it: read into lines with their numbers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

import markup
from contributions.questions import matching

MOST_LINES = 5_000
MOST_BYTES = 4 * 1024 * 1024
SEPARATORS = ";,\t"
LINE_END = re.compile(r"\r\n|\r|\n")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
COLUMNS = {  # folded, as in matching.key_of
    "question": {"question", "questions", "texte", "text", "libelle", "intitule", "question posee", "wording"},
    "theme": {"theme", "themes", "topic", "rubrique", "sujet", "numero", "numero du theme", "theme number"},
    "origin": {"origin", "origine", "provenance", "source", "d ou", "vient de", "from", "asked by whom"},
    "date": {"date", "jour", "day", "posee le", "date de la question", "asked on", "asked", "le"},
}


class UnreadableCsv(ValidationError):
    """Nothing of the file can be read; it says why."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, code="unreadable")


@dataclass(frozen=True)
class CsvLine:
    """`number` is that of the line of the file on which it begins, the first being 1."""

    number: int
    question: str
    theme: str
    origin: str
    date: str

    @property
    def raw(self) -> list[str]:
        return [self.question, self.theme, self.origin, self.date]


@dataclass(frozen=True)
class CsvTable:
    lines: list[CsvLine]
    left_out: list[str]


def read(content: bytes) -> CsvTable:
    """The lines under the header; raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise UnreadableCsv(_("This file is too heavy for a list of questions. Divide it into several."))
    text = decoded(content)
    separator, skipped = separator_of(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return _table(rows, skipped)
    except csv.Error:
        raise UnreadableCsv(
            _("Line %(number)s cannot be read: a quotation mark is probably missing before it.")
            % {"number": rows.line_num}
        ) from None


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252; raises Unreadable for what is no text."""
    encodings = [name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableCsv(_("This is no text. Save the list as CSV in your spreadsheet, then send that file."))


def separator_of(text: str) -> tuple[str, int]:
    """The sign with which the header has the most columns that are known; and how many lines stand before the header."""
    first, *rest = LINE_END.split(text, maxsplit=20)
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], 1
    header = next((line for line in [first, *rest] if line.strip()), "")

    def columns(sign: str) -> tuple[int, int]:
        cells = header.split(sign)
        return len(_places([cell.strip().strip('"') for cell in cells])), len(cells)

    return max(SEPARATORS, key=columns), 0


def _places(header: list[str]) -> dict[str, int]:
    """Where each known column stands; of two of one name, the first counts."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        key = matching.key_of(name)
        for column, names in COLUMNS.items():
            if key in names:
                places.setdefault(column, place)
    return places


def _table(rows: Any, skipped: int) -> CsvTable:
    for _skipped in range(skipped):
        next(rows, None)
    header: list[str] = next((row for row in rows if any(cell.strip() for cell in row)), [])
    places = _places(header)
    if "question" not in places:
        raise UnreadableCsv(_("The first line has to name the columns, and one of them “question”."))
    left_out = [
        markup.clean_text(name)[:60]
        for place, name in enumerate(header)
        if place not in places.values() and name.strip()
    ]
    lines: list[CsvLine] = []
    begins = rows.line_num + 1
    for row in rows:
        if any(cell.strip() for cell in row):
            if len(lines) == MOST_LINES:
                raise UnreadableCsv(_("More than %(most)s lines: divide the list into several.") % {"most": MOST_LINES})
            lines.append(_line(begins, row, places))
        begins = rows.line_num + 1
    if not lines:
        raise UnreadableCsv(_("No question stands under the first line."))
    return CsvTable(lines, left_out)


def _line(number: int, row: list[str], places: dict[str, int]) -> CsvLine:
    def cell(column: str) -> str:
        place = places.get(column, len(row))
        return markup.clean_text(row[place]).strip() if place < len(row) else ""

    return CsvLine(number, cell("question"), cell("theme"), cell("origin"), cell("date"))
