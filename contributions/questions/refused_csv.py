"""The refused lines of a list of questions, as a file for a spreadsheet; nothing in it is taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from contributions.questions.judging import in_words
from markup.spreadsheets import BYTE_ORDER_MARK, harmless_cell


def refused_csv(lines: list[dict[str, Any]]) -> str:
    """The columns that were sent, then the number of the line and the reason: it can be corrected and sent again."""
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    rows = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(["question", "theme", "origin", "date", _("line"), _("why it was refused")])
    for line in lines:
        rows.writerow([harmless_cell(cell) for cell in [*line["raw"], str(line["number"]), in_words(line)]])
    return out.getvalue()
