"""A list as it comes out of a spreadsheet, sent as a file (CSV or .xlsx) or pasted, and the file that goes back into one.

Encodings, separators and line ends are found out; what the columns mean, the caller says with a `TableFormat`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common import markup
from common.files.download_names import attachment
from common.forms.workbooks import MOST_COLUMNS, is_workbook, read_workbook, too_heavy
from common.forms.workbooks import UnreadableTable as UnreadableTable
from common.markup.spreadsheets import BYTE_ORDER_MARK, harmless_cell

SEPARATORS = ";,\t"
LINE_END = re.compile(r"\r\n|\r|\n")
NOT_A_LETTER = re.compile(r"[\W_]+")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}\.[^@\s]{1,190}")
ACCEPTED = ".csv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 4 * 1024 * 1024
HIGHEST = 10  # the first lines, of which one names the columns


@dataclass(frozen=True)
class TableFormat:
    """`columns` holds the names of each column, as `heading_key` makes them; of `needed`, one at least has to be there."""

    columns: Mapping[str, set[str]]
    needed: frozenset[str]
    not_named: Any  # said where none of them is
    most_lines: int

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Returns where each known column stands; of two of one name, the first counts."""
        places: dict[str, int] = {}
        for place, name in enumerate(header):
            key = heading_key(name)
            for column, names in self.columns.items():
                if key in names:
                    places.setdefault(column, place)
        return places

    def names_columns(self, row: Sequence[str]) -> bool:
        return bool(self.needed & self.places(row).keys())


@dataclass(frozen=True)
class TableLine:
    """`number` is that of the line of the file on which it begins, the first being 1; `cells` holds every known column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """`left_out` are the headings that mean nothing here."""

    lines: list[TableLine]
    left_out: list[str]


@dataclass(frozen=True)
class RawTable:
    """The cells as they stand, each row with the number of its line. Headings are empty where the first line holds values.

    Of a workbook, `sheet` is the one that was read, and `other_sheets` those with rows that were not.
    """

    header: list[str]
    rows: list[tuple[int, list[str]]]
    sheet: str = ""
    other_sheets: list[str] = field(default_factory=list)

    def under(self, places: Mapping[str, int], columns: Iterable[str]) -> Table:
        """Returns what stands in each of the columns, as `places` says where; nothing in those that stand nowhere."""
        names = list(columns)
        lines = [TableLine(number, {name: cell(row, places.get(name)) for name in names}) for number, row in self.rows]
        known = set(places.values())
        return Table(lines, [name[:60] for place, name in enumerate(self.header) if place not in known and name])


def cell(row: Sequence[str], place: int | None) -> str:
    """Returns what stands there; nothing where the row is too short."""
    return row[place] if place is not None and place < len(row) else ""


def heading_key(name: str) -> str:
    """What is left of a heading when accents, case and punctuation do not count."""
    return NOT_A_LETTER.sub(" ", markup.title_key(name)).strip()


def read_table(content: bytes, form: TableFormat) -> Table:
    """Returns the lines under the header. Raises UnreadableTable."""
    raw = read_raw(content, form)
    places = form.places(raw.header)
    if not form.needed & places.keys():
        raise UnreadableTable(form.not_named)
    return raw.under(places, form.columns)


def read_raw(content: bytes, form: TableFormat) -> RawTable:
    """Returns every cell of a list, whatever its columns are called. Raises UnreadableTable."""
    if len(content) > MOST_BYTES:
        raise too_heavy()
    most = form.most_lines + HIGHEST
    if is_workbook(content):
        sheet = read_workbook(content, most=most, names_columns=form.names_columns)
        return replace(_with_header(sheet.rows, form), sheet=sheet.name, other_sheets=sheet.others)
    text = decoded(content)
    separator, skipped = separator_of(text, form)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for _skipped in range(skipped):
            next(rows, None)
        numbered = list(islice(_filled_rows(rows), most))
    except csv.Error:
        raise UnreadableTable(
            _("Line %(number)s cannot be read: a quotation mark is probably missing before it.")
            % {"number": rows.line_num}
        ) from None
    return _with_header(numbered, form)


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
    """The sign with which one of the first lines has the most columns that are known; and how many lines stand before them."""
    first, *rest = LINE_END.split(text, maxsplit=20)
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], 1
    filled = [line for line in [first, *rest[:19]] if line.strip()][:HIGHEST]

    def columns(sign: str) -> tuple[int, int]:
        rows = ([cell.strip().strip('"') for cell in line.split(sign)] for line in filled)
        return max(((len(form.places(row)), len(row)) for row in rows), default=(0, 0))

    return max(SEPARATORS, key=columns), 0


def _filled_rows(rows: Any) -> Iterator[tuple[int, list[str]]]:
    begins = rows.line_num + 1
    for row in rows:
        if any(cell.strip() for cell in row):
            yield begins, [markup.clean_text(cell).strip() for cell in row[:MOST_COLUMNS]]
        begins = rows.line_num + 1


def _with_header(numbered: list[tuple[int, list[str]]], form: TableFormat) -> RawTable:
    """A title or a date may stand above the line that names the columns; with an address in it, a line names nothing."""
    top = [row for _number, row in numbered[:HIGHEST]]
    named = [place for place, row in enumerate(top) if form.names_columns(row) and not _holds_address(row)]
    wide = [place for place, row in enumerate(top) if sum(map(bool, row)) > 1]
    place = max(named, key=lambda place: len(form.places(top[place])), default=(wide or [0])[0])
    header, rows = top[place] if top else [], numbered[place + 1 :]
    if _holds_address(header):
        header, rows = [""] * len(header), numbered[place:]
    elif rows and len(form.places(header).items() & form.places(rows[0][1]).items()) > 1:
        rows = rows[1:]  # the columns are named twice: for programs, then for people
    if not rows:
        raise UnreadableTable(_("Nothing stands under the first line.") if top else form.not_named)
    if len(rows) > form.most_lines:
        raise UnreadableTable(_("More than %(most)s lines: split the list into several.") % {"most": form.most_lines})
    return RawTable([" ".join(name.split()) for name in header], rows)


def _holds_address(row: Sequence[str]) -> bool:
    return any(ADDRESS.fullmatch(cell) for cell in row)


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
        label=_("A file: .xlsx or CSV"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
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
