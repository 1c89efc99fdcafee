"""Lists out of Excel: what a workbook shows is what is read, and no file costs more than a list may."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override

from common.forms.tables import RawTable, TableFormat, UnreadableTable, read_raw
from common.forms.workbooks import OLE

FORMAT = TableFormat({"name": {"name"}, "number": {"number"}}, frozenset({"name"}), "No names.", 20_000)
pytestmark = pytest.mark.pure


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The same file, with other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if (part := change(name, before.read(name))) is not None:
                after.writestr(name, part)
        for name, part in added.items():
            after.writestr(name, part)
    return out.getvalue()


def read(content: bytes) -> RawTable:
    with override("en"):
        try:
            return read_raw(content, FORMAT)
        except UnreadableTable as refusal:
            raise UnreadableTable(str(refusal.messages[0])) from None


def test_cells_are_read_as_excel_shows_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(Staff=[["Name", "Number"]])))
    sheet = book.worksheets[0]
    for value in ("00123", 123.0, 12.5, date(2026, 1, 31), datetime(2026, 1, 31, 9, 30), True, "#N/A", " Zoé\t", None):
        sheet.append(["Zoé", value])
    sheet.append(["Zoé", 42])
    sheet.cell(sheet.max_row, 2).number_format = "00000"
    out = io.BytesIO()
    book.save(out)
    values = [row[1] if len(row) > 1 else "" for _number, row in read(out.getvalue()).rows]
    assert values == ["00123", "123", "12.5", "2026-01-31", "2026-01-31 09:30", "TRUE", "", "Zoé", "", "00042"]


def test_a_title_above_the_headings_and_empty_rows_between_people_are_passed_over() -> None:
    table = read(
        workbook(Staff=[["Staff, January"], [], ["Name", "Number"], [], ["Zoé", 1], [], [None, None], ["Léa", 2]])
    )
    assert table.header == ["Name", "Number"]
    assert table.rows == [(5, ["Zoé", "1"]), (8, ["Léa", "2"])]


def test_of_several_sheets_the_first_that_names_the_columns_is_read_and_the_others_are_told() -> None:
    table = read(workbook(Notes=[["Please read"]], Empty=[], Staff=[["Name"], ["Zoé"]], Old=[["Name"], ["Léa"]]))
    assert (table.sheet, table.other_sheets) == ("Staff", ["Notes", "Old"])
    assert [row for _number, row in table.rows] == [["Zoé"]]


def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(Secret=[["Name"], ["Zoé"]], Staff=[["Name"], ["Léa"]])))
    book["Secret"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).rows == [(2, ["Léa"])]


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    staff = workbook(Staff=[["Name"], ["Zoé"]])
    table = read(changed(staff, lambda _name, part: part.replace(b'ref="A1:A2"', b'ref="A1"')))
    assert table.rows == [(2, ["Zoé"])]


def test_a_row_at_the_end_of_a_million_empty_ones_costs_nothing_and_is_not_reached() -> None:
    staff = workbook(Staff=[["Name"], ["Zoé"], ["Léa"]])
    far = changed(staff, lambda _name, part: part.replace(b'r="3"', b'r="1048576"').replace(b'"A3"', b'"A1048576"'))
    assert read(far).rows == [(2, ["Zoé"])]


def test_a_file_that_would_unpack_to_too_much_is_not_opened() -> None:
    bomb = changed(
        workbook(Staff=[["Name"], ["Zoé"]]), lambda _name, part: part, **{"xl/media/a": bytes(97 * 1024 * 1024)}
    )
    with pytest.raises(UnreadableTable, match="too large"):
        read(bomb)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_blow_nothing_up(part: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "aaaaaaaaaa"}">' for n in range(10))

    def with_entities(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        text = content.decode().partition("?>")[2] or content.decode()
        return f"<!DOCTYPE x [{entities}]>{text.replace('Zoé', '&e9;').replace('Staff', '&e9;')}".encode()

    try:
        table = read(changed(workbook(Staff=[["Name"], ["Zoé"]]), with_entities))
    except UnreadableTable:
        return
    assert all(len(value) < 100 for _number, row in table.rows for value in row)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE + bytes(600), r"old Excel files \(\.xls\)"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (changed(workbook(A=[[1]]), lambda _name, _part: None, mimetype=b"application/x"), "not an Excel workbook"),
        (workbook(Staff=[["Name"], ["Zoé"]])[:-30], "not arrived whole"),
        (
            changed(workbook(A=[[1]]), lambda name, part: b"<" if name.endswith("sheet1.xml") else part),
            "cannot be read",
        ),
    ],
    ids=["xls", "password", "ods", "cut", "broken"],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableTable, match=words):
        read(content)


def test_what_made_a_workbook_unreadable_is_in_the_log_without_what_it_holds(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableTable):
        read(changed(workbook(Staff=[["Name"], ["Zoé"]]), lambda name, part: part[:-40] if "sheet1" in name else part))
    assert "ParseError < " in caplog.text and "workbooks.py" in caplog.text
    assert "Zoé" not in caplog.text
