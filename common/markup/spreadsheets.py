"""Cells of a table for a spreadsheet: what people typed is never worked out as a formula."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator

BYTE_ORDER_MARK = "\ufeff"
"""Begins a CSV file: without it, spreadsheets read accents wrong."""

_FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


class _LineWriter:
    """What a csv writer writes into: each line is taken as it is written."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Returns a table for a spreadsheet line by line, as rows come: with a byte order mark, and harmless cells."""
    writer = csv.writer(_LineWriter(), delimiter=";")
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([harmless_cell(cell) for cell in row])


def harmless_cell(value: object) -> str:
    """Returns the value as a text that no spreadsheet takes for a formula: one that begins like it stands behind an apostrophe.

    What no eye sees at its beginning is passed over: spaces, byte order marks, and signs of no width, which some
    spreadsheets drop.
    """
    text = str(value)
    seen = text.lstrip("".join({sign for sign in text if _is_unseen(sign)}))
    return f"'{text}" if seen.startswith(_FORMULAS) or text[:1] in {"\t", "\r", "\n"} else text


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf"}
