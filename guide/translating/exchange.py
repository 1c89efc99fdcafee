"""The guide in a language as one file for an agency, paragraph by paragraph; and such a file compared and taken over.

`exchange_files` says what such a file holds, `xliff` and `po` write and read it, `unit_outcomes` compares. Here it is put
together from the texts, and what was confirmed goes into the translations in progress.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.languages import first_language
from guide.editions import Edition
from guide.translating.covers import COVER, cover_text, mark_of_cover, take_cover
from guide.translating.exchange_files import (
    ExchangeFile,
    ExchangeText,
    ExchangeUnit,
    UnitState,
    UnreadableExchange,
    read_catalog,
    stamp_of,
    write_catalog,
)
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.progress import TextProgress, progress_of
from guide.translating.querysets import mark_of
from guide.translating.unit_outcomes import Refusal, UnitOutcome, UnitStatus, compare
from guide.translating.xliff import read_xliff, write_xliff
from guide.translations.segments import Segment
from guide.translations.staleness import SegmentState, SegmentStatus

FORMATS = {"xliff-2.0": "xlf", "xliff-1.2": "xlf", "po": "po"}
"""What a language is given out as, with the ending of the name of such a file."""


def write_file(edition: Edition, language: str, format: str) -> bytes:
    """Returns every text, and the cover, with what it is in the language now, in one of the FORMATS."""
    file = _Language(edition, language).file
    return write_catalog(file) if format == "po" else write_xliff(file, "1.2" if format == "xliff-1.2" else "2.0")


def read_file(content: bytes) -> ExchangeFile:
    """Returns what a file holds, whichever of the FORMATS it has. Raises UnreadableExchange."""
    is_xml = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
    file = read_xliff(content) if is_xml else read_catalog(content)
    if not any(text.units for text in file.texts):
        raise UnreadableExchange(_("This file contains no paragraph of the guide."), "empty")
    return file


def preview_of(edition: Edition, language: str, read: ExchangeFile) -> tuple[list[UnitOutcome], str]:
    """Returns what is to become of each paragraph of a file, and what of it is to be taken over, as text that a form carries
    to its confirmation.
    """
    now = _Language(edition, language)
    outcomes = compare(read, now.file)
    rows = [
        {"text": one.text.key, "seen": now.mark_of(one.text), "unit": one.unit.id, "stamp": stamp_of(one.unit.source)}
        | {"target": one.after}
        for one in outcomes
        if one.will_be_taken
    ]
    return outcomes, json.dumps(rows, ensure_ascii=False)


def take_over(edition: Edition, language: str, confirmed: str, *, by: User) -> list[UnitOutcome]:
    """Puts what was confirmed into the translations in progress. Returns what could not be taken, each with why.

    Raises UnreadableExchange for a confirmation that did not come back whole.
    """
    now = _Language(edition, language)
    outcomes: dict[tuple[str, str], list[UnitOutcome]] = {}
    for one, row in _compared(now.file, _confirmed(confirmed)):
        outcomes.setdefault((one.text.key, row["seen"]), []).append(one)
    refused = [one for some in outcomes.values() for one in some if not one.will_be_taken]
    for (key, seen), some in outcomes.items():
        if taken := [one for one in some if one.will_be_taken]:
            refused += (
                take_cover(edition, language, taken, seen=seen)
                if key == COVER
                else _take_text(now.texts[key], taken, seen=seen, by=by)
            )
    return [one for one in refused if one.status == UnitStatus.REFUSED]


def keys_of(confirmed: str) -> set[str]:
    """Returns the keys of the texts of which something was confirmed. Raises UnreadableExchange, as `take_over` does."""
    return {row["text"] for row in _confirmed(confirmed)}


def _compared(now: ExchangeFile, rows: Sequence[dict[str, str]]) -> Iterator[tuple[UnitOutcome, dict[str, str]]]:
    """What is to become of each row by now, in their order."""
    texts = [
        ExchangeText(
            row["text"], "", units=[ExchangeUnit(row["unit"], "", row["target"], "translated", stamp=row["stamp"])]
        )
        for row in rows
    ]
    came = ExchangeFile(now.source_language, now.target_language, texts)
    return zip(compare(came, now), rows, strict=True)


def _take_text(text: TextProgress, taken: Sequence[UnitOutcome], *, seen: str, by: User) -> list[UnitOutcome]:
    original, language = text.original.text, text.language
    segments = [Segment(_field(one.unit), one.unit.source, one.after) for one in taken]
    try:
        with transaction.atomic():
            PendingTranslation.objects.put_in(original, language=language, segments=segments, by=by, seen=seen)
            TranslationStep.objects.note(original, TranslationStep.Act.IMPORTED, language=language, by=by)
    except ValidationError:  # somebody has changed the translation, or the original, since it was looked at
        return [replace(one, status=UnitStatus.REFUSED, refusal=Refusal.MEANWHILE) for one in taken]
    return []


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


class _Language:
    """All that is translated into a language, as it is now."""

    def __init__(self, edition: Edition, language: str) -> None:
        (progress,) = progress_of([language])
        self.texts = {one.original.key: one for one in progress.texts}
        cover = cover_text(edition, language)
        texts = [*([cover] if cover else []), *map(_text, progress.texts)]
        self.file = ExchangeFile(first_language(), language, texts)

    def mark_of(self, text: ExchangeText) -> str:
        if text.key == COVER:
            return mark_of_cover(text)
        known = self.texts[text.key]
        return mark_of(known.pending, known.translation)


def _text(text: TextProgress) -> ExchangeText:
    original = text.original
    seen: dict[str, int] = {}
    units = [_unit(one, text, seen) for one in text.status.segments]
    return ExchangeText(original.key, original.label, original.version, units)


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
