"""The refused lines of a list of questions, as a file for a spreadsheet; nothing in it is taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from contributions.questions.judging import in_words

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
MARK = "\ufeff"  # by which spreadsheets know UTF-8


def refused_csv(lines: list[dict[str, Any]]) -> str:
    """The columns that were sent, then the number of the line and the reason: it can be corrected and sent again."""
    out = io.StringIO(newline="")
    out.write(MARK)
    rows = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(["question", "theme", "origin", "date", _("line"), _("why it was refused")])
    for line in lines:
        rows.writerow([harmless(cell) for cell in [*line["raw"], str(line["number"]), in_words(line)]])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A spreadsheet runs what begins like a formula, also behind blanks: an apostrophe before it keeps it a text."""
    return f"'{cell}" if cell.lstrip().startswith(BEGINS_A_FORMULA) or (cell[:1] in "\t\r\n" and cell) else cell
