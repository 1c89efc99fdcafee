"""The guide in a language as one file for an agency, paragraph by paragraph; and such a file compared and taken over.

`exchange_files` says what such a file holds, `xliff` and `po` write and read it, `unit_outcomes` compares. Here it is put
together from the texts, and what was confirmed goes into the translations in progress.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.languages import first_language
from guide.translating.exchange_files import (
    ExchangeFile,
    ExchangeText,
    ExchangeUnit,
    UnitState,
    UnreadableExchange,
    stamp_of,
)
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.po import read_catalog, write_catalog
from guide.translating.progress import TextProgress, progress_of
from guide.translating.querysets import mark_of
from guide.translating.unit_outcomes import Fate, Refusal, UnitOutcome, compare
from guide.translating.xliff import read_xliff, write_xliff
from guide.translations.segments import Segment
from guide.translations.staleness import SegmentState, SegmentStatus

FORMATS = {"xliff-2.0": "xlf", "xliff-1.2": "xlf", "po": "po"}
"""What a language is given out as, with the ending of the name of such a file."""


def write_file(language: str, format: str) -> bytes:
    """Returns every text with what it is in the language now, in one of the FORMATS."""
    file = file_of(_texts(language), language)
    return write_catalog(file) if format == "po" else write_xliff(file, "1.2" if format == "xliff-1.2" else "2.0")


def read_file(content: bytes) -> ExchangeFile:
    """Returns what a file holds, whichever of the FORMATS it has. Raises UnreadableExchange."""
    is_xml = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
    file = read_xliff(content) if is_xml else read_catalog(content)
    if not any(text.units for text in file.texts):
        raise UnreadableExchange(_("No paragraph of the guide stands in this file."), "empty")
    return file


def preview_of(language: str, read: ExchangeFile) -> tuple[list[UnitOutcome], str]:
    """Returns what is to become of each paragraph of a file, and what of it is to be taken over, as text that a form carries
    to its confirmation.
    """
    texts = _texts(language)
    marks = {one.original.key: mark_of(one.pending, one.translation) for one in texts}
    outcomes = compare(read, file_of(texts, language))
    rows = [
        {"text": one.text.key, "seen": marks[one.text.key], "unit": one.unit.id, "stamp": stamp_of(one.unit.source)}
        | {"target": one.after}
        for one in outcomes
        if one.will_be_taken
    ]
    return outcomes, json.dumps(rows, ensure_ascii=False)


def take_over(language: str, confirmed: str, *, by: User) -> list[UnitOutcome]:
    """Puts what was confirmed into the translations in progress. Returns what could not be taken, each with why.

    Raises UnreadableExchange for a confirmation that did not come back whole.
    """
    rows = _confirmed(confirmed)
    texts = {one.original.key: one for one in _texts(language)}
    refused: list[UnitOutcome] = []
    for key in dict.fromkeys(row["text"] for row in rows):
        some = [row for row in rows if row["text"] == key]
        refused += _take_text(language, some, texts.get(key), by=by)
    return refused


def _take_text(
    language: str, rows: Sequence[dict[str, str]], text: TextProgress | None, *, by: User
) -> list[UnitOutcome]:
    units = [ExchangeUnit(row["unit"], "", row["target"], "translated", stamp=row["stamp"]) for row in rows]
    came = ExchangeFile("", language, [ExchangeText(rows[0]["text"], "", units=units)])
    outcomes = compare(came, file_of([text] if text else [], language))
    taken = [one for one in outcomes if one.will_be_taken]
    refused = [one for one in outcomes if one.fate == Fate.REFUSED]
    if text is None or not taken:
        return refused
    segments = [Segment(_field(one.unit), one.unit.source, one.after) for one in taken]
    try:
        with transaction.atomic():
            PendingTranslation.objects.put_in(
                text.original.text, language=language, segments=segments, by=by, seen=rows[0]["seen"]
            )
            TranslationStep.objects.note(text.original.text, TranslationStep.Act.IMPORTED, language=language, by=by)
    except ValidationError:  # somebody has changed the translation, or the original, since it was looked at
        return refused + [UnitOutcome(one.text, one.unit, one.after, Fate.REFUSED, Refusal.MEANWHILE) for one in taken]
    return refused


def _confirmed(text: str) -> list[dict[str, str]]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = None
    if isinstance(rows, list) and all(map(_is_row, rows)):
        return rows
    words = _("Send the file once more: what was to be taken over did not come back whole.")
    raise UnreadableExchange(words, "confirmation")


def _is_row(row: Any) -> bool:
    names = {"text", "seen", "unit", "stamp", "target"}
    return isinstance(row, dict) and set(row) == names and all(isinstance(value, str) for value in row.values())


def _texts(language: str) -> list[TextProgress]:
    (progress,) = progress_of([language])
    return progress.texts


def file_of(texts: Iterable[TextProgress], language: str) -> ExchangeFile:
    """Returns texts with their paragraphs, as a file for an agency holds them."""
    return ExchangeFile(first_language(), language, [_text(one) for one in texts])


def _text(text: TextProgress) -> ExchangeText:
    original = text.original
    seen: dict[str, int] = {}
    units = [_unit(one, text, seen) for one in text.status.segments]
    return ExchangeText(original.key, f"{original.label} – {original.title}", original.version, units)


def _unit(one: SegmentStatus, text: TextProgress, seen: dict[str, int]) -> ExchangeUnit:
    field = one.segment.field
    seen[field] = seen.get(field, 0) + 1
    return ExchangeUnit(f"{field}.{seen[field]}", one.segment.source, one.segment.target, _state(one, text))


def _state(one: SegmentStatus, text: TextProgress) -> UnitState:
    if one.state != SegmentState.DONE:
        return "missing" if one.state == SegmentState.MISSING else "outdated"
    if one.segment.is_machine:
        return "machine"
    return "translated" if text.pending else "approved"


def _field(unit: ExchangeUnit) -> str:
    return unit.id.partition(".")[0]
