"""A list as it comes out of a spreadsheet, sent as a file or pasted, and the file that goes back into one.

Encodings, separators and line ends are found out; what the columns mean, the caller says with a `TableFormat`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import markup
from file_serving.download_names import attachment
from markup.spreadsheets import BYTE_ORDER_MARK, harmless_cell

SEPARATORS = ";,\t"
LINE_END = re.compile(r"\r\n|\r|\n")
NOT_A_LETTER = re.compile(r"[\W_]+")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MOST_BYTES = 4 * 1024 * 1024


class UnreadableTable(ValidationError):
    """Nothing of the list can be read; it says why."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, code="unreadable")


@dataclass(frozen=True)
class TableFormat:
    """`columns` holds the names of each column, as `heading_key` makes them; of `needed`, one at least has to be there."""

    columns: Mapping[str, set[str]]
    needed: frozenset[str]
    not_named: Any  # said where none of them is
    most_lines: int


@dataclass(frozen=True)
class TableLine:
    """`number` is that of the line of the file on which it begins, the first being 1; `cells` holds every known column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """`named` are the columns that the header names, `left_out` the headings that mean nothing here."""

    lines: list[TableLine]
    named: frozenset[str]
    left_out: list[str]


def heading_key(name: str) -> str:
    """What is left of a heading when accents, case and punctuation do not count."""
    return NOT_A_LETTER.sub(" ", markup.title_key(name)).strip()


def read_table(content: bytes, form: TableFormat) -> Table:
    """Returns the lines under the header. Raises UnreadableTable."""
    if len(content) > MOST_BYTES:
        raise too_heavy()
    text = decoded(content)
    separator, skipped = separator_of(text, form)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return _table(rows, skipped, form)
    except csv.Error:
        raise UnreadableTable(
            _("Line %(number)s cannot be read: a quotation mark is probably missing before it.")
            % {"number": rows.line_num}
        ) from None


def too_heavy() -> UnreadableTable:
    return UnreadableTable(_("This file is too large for a list. Split it into several."))


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark, else what spreadsheets write: Windows-1252, for a Japanese reader
    Shift JIS. Raises UnreadableTable for what is no text.
    """
    of_spreadsheets = ["cp932"] if get_language() == "ja" else ["cp1252"]
    encodings = [name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)] or ["utf-8", *of_spreadsheets]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    words = _("The site cannot read this text. Save the list as “CSV UTF-8” in your spreadsheet, then send that file.")
    raise UnreadableTable(words)


def separator_of(text: str, form: TableFormat) -> tuple[str, int]:
    """The sign with which the header has the most columns that are known; and how many lines stand before the header."""
    first, *rest = LINE_END.split(text, maxsplit=20)
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], 1
    header = next((line for line in [first, *rest] if line.strip()), "")

    def columns(sign: str) -> tuple[int, int]:
        cells = header.split(sign)
        return len(_places([cell.strip().strip('"') for cell in cells], form)), len(cells)

    return max(SEPARATORS, key=columns), 0


def _places(header: list[str], form: TableFormat) -> dict[str, int]:
    """Where each known column stands; of two of one name, the first counts."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        key = heading_key(name)
        for column, names in form.columns.items():
            if key in names:
                places.setdefault(column, place)
    return places


def _table(rows: Any, skipped: int, form: TableFormat) -> Table:
    for _skipped in range(skipped):
        next(rows, None)
    header: list[str] = next((row for row in rows if any(cell.strip() for cell in row)), [])
    places = _places(header, form)
    if not form.needed & places.keys():
        raise UnreadableTable(form.not_named)
    known = set(places.values())
    left_out = [
        markup.clean_text(name)[:60] for place, name in enumerate(header) if place not in known and name.strip()
    ]
    lines: list[TableLine] = []
    begins = rows.line_num + 1
    for row in rows:
        if any(cell.strip() for cell in row):
            if len(lines) == form.most_lines:
                words = _("More than %(most)s lines: split the list into several.")
                raise UnreadableTable(words % {"most": form.most_lines})
            lines.append(_line(begins, row, places, form))
        begins = rows.line_num + 1
    if not lines:
        raise UnreadableTable(_("Nothing stands under the first line."))
    return Table(lines, frozenset(places), left_out)


def _line(number: int, row: list[str], places: dict[str, int], form: TableFormat) -> TableLine:
    def cell(column: str) -> str:
        place = places.get(column, len(row))
        return markup.clean_text(row[place]).strip() if place < len(row) else ""

    return TableLine(number, {column: cell(column) for column in form.columns})


def csv_of(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The text of a CSV file for a spreadsheet; nothing in it is taken for a formula."""
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([harmless_cell(cell) for cell in row])
    return out.getvalue()


def csv_response(text: str, *name: object) -> HttpResponse:
    headers = {"Content-Disposition": attachment(*name, ending="csv"), "Cache-Control": "private, no-store"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


class TableForm(forms.Form):
    """A list out of a spreadsheet: as a file, or pasted. The form that mixes it in says which columns it has."""

    file = forms.FileField(
        label=_("A CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label=_("Or the lines, pasted"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not str(cleaned.get("text", "")).strip():
            self.add_error(None, forms.ValidationError(_("Choose a file, or paste the lines."), code="empty"))
        return cleaned

    @property
    def content(self) -> bytes:
        """What is to be read. Raises UnreadableTable for what is too heavy to be looked at."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file is None:
            return str(self.cleaned_data["text"]).encode(errors="replace")
        if (file.size or 0) > MOST_BYTES:
            raise too_heavy()
        content: bytes = file.read()
        return content

    @property
    def name(self) -> str:
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        return markup.one_line(file.name or "") if file else ""
