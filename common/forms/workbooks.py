"""The rows of a list that is kept in a workbook (.xlsx), as Excel would write them into a CSV file.

What a file may cost is bounded before it is opened (parts, bytes once unpacked) and while it is read (rows, columns), and its
XML by defusedxml. Formulas count by the value that was stored with them; rows that a filter hides count, as they do in Excel's
own CSV.
"""

from __future__ import annotations

import io
import logging
import re
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common import markup

log = logging.getLogger(__name__)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_UNPACKED = 96 * 1024 * 1024  # 20,000 lines of forty columns are some fifty
MOST_PARTS = 2_000
MOST_SHEETS = 20
MOST_EMPTY_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767  # as Excel has it
LOOKED_AT = 10
ZEROS = re.compile(r"0{2,30}")

type Numbered = tuple[int, list[str]]


class UnreadableTable(ValidationError):
    """Nothing of the list can be read; it says why."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, code="unreadable")


def too_heavy() -> UnreadableTable:
    return UnreadableTable(_("This file is too large for a list. Split it into several."))


@dataclass(frozen=True)
class Sheet:
    """The rows that are not empty, each with its number; `others` are the sheets with rows that were not read."""

    rows: list[Numbered]
    name: str = ""
    others: list[str] = field(default_factory=list)


def is_workbook(content: bytes) -> bool:
    """Whether this is a file of a spreadsheet program, readable or not, and no text."""
    return content.startswith((ZIP, OLE))


def read_workbook(content: bytes, *, most: int, names_columns: Callable[[Sequence[str]], bool]) -> Sheet:
    """Returns the first sheet whose first rows name the columns, else the first that has rows. Raises UnreadableTable."""
    _check(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and rules of validation, which no list needs
            return _read(content, most, names_columns)
    except UnreadableTable:
        raise
    except Exception as problem:  # openpyxl raises whatever a broken file makes it stumble over
        log.warning("A workbook of %s bytes cannot be read: %s", len(content), _where(problem))
        raise UnreadableTable(
            _(
                "This workbook cannot be read: it may be damaged. Open it, save it again as .xlsx or CSV, then send that."
            )
        ) from None


def _where(problem: Exception) -> str:
    """The type of an error and the lines that led to it: its own words may hold what stands in a cell."""
    steps = traceback.extract_tb(problem.__traceback__)
    return " < ".join(
        [type(problem).__name__, *(f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in steps[::-1])]
    )


def _check(content: bytes) -> None:
    """Raises UnreadableTable for what is no .xlsx, saying what to do, and for what would unpack to too much."""
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise UnreadableTable(_("This workbook has a password. Save a copy without one, then send that."))
        raise UnreadableTable(
            _("The site cannot read old Excel files (.xls). Save the list as .xlsx or CSV, then send that.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
    except zipfile.BadZipFile:
        raise UnreadableTable(_("The file has not arrived whole. Send it again.")) from None
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise too_heavy()
    if "xl/workbook.xml" not in {info.filename for info in infos}:
        raise UnreadableTable(
            _(
                "This is not an Excel workbook (.xlsx). Save the list as .xlsx or CSV in your spreadsheet, then send that file."
            )
        )


def _read(content: bytes, most: int, names_columns: Callable[[Sequence[str]], bool]) -> Sheet:
    from openpyxl import load_workbook  # here, as few processes ever read a workbook, and it costs each some megabytes

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]
        tops = {sheet.title: list(islice(_rows(sheet), LOOKED_AT)) for sheet in visible}
        filled = [sheet for sheet in visible if tops[sheet.title]]
        named = [sheet for sheet in filled if any(names_columns(row) for _number, row in tops[sheet.title])]
        chosen = next(iter(named or filled), None)
        if chosen is None:
            return Sheet([])
        others = [sheet.title for sheet in filled if sheet is not chosen]
        return Sheet(list(islice(_rows(chosen), most)), chosen.title, others)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[Numbered]:
    """Those that are not empty. What a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    empty, missing = 0, None  # of rows that are not in the file, openpyxl yields one and the same
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        values = [] if row is missing else [_text(cell) for cell in row]
        while values and not values[-1]:
            values.pop()
        if values:
            yield number, values
            continue
        empty, missing = empty + 1, row
        if empty > MOST_EMPTY_ROWS:
            return


def _text(cell: Any) -> str:
    """A cell as it is shown: whole numbers without a point, with the zeros that their format puts before them."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return markup.clean_text(value[:LONGEST_CELL]).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        shown = str(cell.number_format)
        return str(value).zfill(len(shown)) if ZEROS.fullmatch(shown) else str(value)
    return _moment(value)


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
