"""The attendance sheet as a PDF: to be signed, or with the times at which people came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string

from campaign.training.attendance import attendance_of, sheet_rows
from campaign.training.models import TrainingSession

STYLES = Path(__file__).parent / "attendance_sheet.css"
EMPTY_LINES = 6  # for whoever comes and is not on the list


def attendance_sheet(session: TrainingSession) -> bytes | None:
    """Returns the sheet in the language of whoever asks; None where it cannot be made now."""
    attendance = attendance_of(session)
    context = {
        "session": session,
        "rows": sheet_rows(session),
        "unmatched": session.check_ins.filter(registration=None),
        "attendance": attendance,
        "empty_lines": range(0 if attendance.is_noted else EMPTY_LINES),
        "language": translation.get_language(),
    }
    html = render_to_string("campaign/training/attendance/sheet.html", context)
    printer: Callable[[str, str], bytes | None] = import_string(settings.SHEET_PRINTER)
    return printer(html, STYLES.read_text(encoding="utf-8"))
