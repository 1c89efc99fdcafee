"""Cells of a table for a spreadsheet: what people typed is never worked out as a formula."""

from __future__ import annotations

import unicodedata

BYTE_ORDER_MARK = "\ufeff"
"""Begins a CSV file: without it, spreadsheets read accents wrong."""

_FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


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
