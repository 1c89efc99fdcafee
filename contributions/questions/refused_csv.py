"""The refused lines of a list of questions, as a file for a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from common.forms.tables import csv_of
from contributions.questions.judging import in_words


def refused_csv(lines: list[dict[str, Any]]) -> str:
    """The columns that were sent, then the number of the line and the reason: it can be corrected and sent again."""
    header = [*_("question;theme;origin;date").split(";"), _("line"), _("why it was refused")]
    return csv_of(header, ([*line["raw"], str(line["number"]), in_words(line)] for line in lines))
