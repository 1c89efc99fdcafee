"""Translated files brought back: each is looked at, everything is shown, then it is taken over, once."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from guide.editions import Edition, EditionText
from guide.tips.models import Tip
from guide.translating import cover_sheets, exporter, sheets
from guide.translating.known_words import KnownWords, known_words
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.outcome_words import REFUSALS
from guide.translating.querysets import TargetsChanged
from guide.translating.sheets import Sheet
from guide.translating.unit_outcomes import Refusal
from guide.translations.originals import Original, original_at, originals
from guide.translations.querysets import checked
from guide.translations.segments import translated_segments

WORDS = ("title", "body", "quote", "short_title")


@dataclass
class ImportedText:
    """One text of the files: which it is, and what is to become of it. `seen` is the mark of what stands there by now.

    `status` is "new", "changed", "same", "original" (nobody has translated it) or "refused", with `problems` that say why.
    """

    file: str
    label: str = ""
    sheet: Sheet | None = None
    original: Original | None = None
    before: KnownWords | None = None
    seen: str = ""
    status: str = "refused"
    problems: list[str] = field(default_factory=list)

    @property
    def will_be_taken(self) -> bool:
        return self.status in {"new", "changed"}


def read_import(edition: Edition, language: str, content: bytes) -> list[ImportedText]:
    """Every text in a ZIP, looked at; raises archive.NotRead."""
    found: list[ImportedText] = []
    read: list[Sheet] = []
    for file, text in exporter.unpacked(content).items():
        try:
            if text is None:
                raise sheets.UnreadableSheet(_("This file is not UTF-8 text, or it is too long."))
            read += sheets.read(file, text)
        except sheets.UnreadableSheet as problem:
            found.append(ImportedText(file, problems=[str(problem)]))
    if not read and not found:
        raise exporter.UnreadableArchive(_("None of the files that were given out is in this archive."))
    return found + check_import(edition, language, read)


def check_import(edition: Edition, language: str, read: list[Sheet]) -> list[ImportedText]:
    """What is to become of each text."""
    known = {original.key: original for original in originals()}
    known |= {
        f"place-{original.text.number}": original for original in known.values() if isinstance(original.text, Tip)
    }
    before = known_words(list(known.values()), language)
    cover = edition.texts.filter(language=language).defer("document").first()
    return [
        _cover(sheet, edition, cover, language) if sheet.key == "cover" else _text(sheet, known, before, language)
        for sheet in read
    ]


def _text(
    sheet: Sheet, known: dict[str, Original], before: dict[tuple[str, int], KnownWords], language: str
) -> ImportedText:
    original = known.get(sheet.key)
    if original is None:
        words = _("The guide in preparation no longer has this text.")
        return ImportedText(sheet.file, label=sheet.title, sheet=sheet, problems=[words])
    if not original.quote:
        sheet = replace(sheet, quote="")
    translation = before.get(original.identity)
    seen = translation.mark if translation else ""
    said = replace(_without_originals(sheet, original, translation), key=original.key)
    brought = ImportedText(sheet.file, original.label, said, original, translation, seen)
    if brought_for_another := _another_language(sheet, language):
        brought.problems = [brought_for_another]
        return brought
    status = _status(sheet, original, translation)
    if status in {"new", "changed"}:
        brought.problems = _problems(original, said, language)
    brought.status = "refused" if brought.problems else status
    return brought


def _status(sheet: Sheet, original: Original, before: KnownWords | None) -> str:
    if before and _says(_without_originals(sheet, original, before), before):
        return "same"
    given_out = original if sheet.version is None else original_at(original.text, sheet.version)
    return "original" if _says(sheet, given_out) else "changed" if before else "new"


def _says(sheet: Sheet, other: Original | KnownWords) -> bool:
    return all(getattr(sheet, name).strip() == getattr(other, name).strip() for name in WORDS)


def _without_originals(sheet: Sheet, original: Original, before: KnownWords | None) -> Sheet:
    """What a translation does not say yet is given out as the original has it: as long as that comes back, it is not said."""
    names = ("quote", "short_title") if before else ()
    unsaid = (name for name in names if not getattr(before, name) and getattr(sheet, name) == getattr(original, name))
    emptied: dict[str, Any] = dict.fromkeys(unsaid, "")
    return replace(sheet, **emptied)


def _problems(original: Original, sheet: Sheet, language: str) -> list[str]:
    try:
        checked(original.text, language, by=None, **{name: getattr(sheet, name) for name in WORDS})
    except ValidationError as problem:
        return problem.messages
    return []


def _another_language(sheet: Sheet, language: str) -> str:
    if sheet.language and sheet.language != language:
        return _("This file was given out for another language (%(language)s).") % {"language": sheet.language}
    return ""


def _cover(sheet: Sheet, edition: Edition, cover: EditionText | None, language: str) -> ImportedText:
    said = cover_sheets.without_originals(sheet, edition, cover)
    brought = ImportedText(sheet.file, _("Cover"), said, seen=cover_sheets.mark_of_cover(cover))
    if problem := _another_language(sheet, language):
        brought.problems = [problem]
        return brought
    status = cover_sheets.status_of(sheet, edition, cover)
    if status in {"new", "changed"}:
        brought.problems = cover_sheets.problems_of(sheet, cover)
    brought.status = "refused" if brought.problems else status
    return brought


def form_value(found: list[ImportedText]) -> str:
    """What is to be taken over, as text that a form carries to its confirmation."""
    rows = [{"sheet": asdict(one.sheet), "seen": one.seen} for one in found if one.will_be_taken and one.sheet]
    return json.dumps(rows, ensure_ascii=False)


def import_confirmed(edition: Edition, language: str, confirmed: str, *, by: User) -> list[ImportedText]:
    """Stores what was confirmed, and returns what could not be stored, each with why. Raises archive.NotRead."""
    refused: list[ImportedText] = []
    known = {original.key: original for original in originals()}
    for sheet, seen in _confirmed(confirmed):
        try:
            _store(edition, language, sheet, known, seen=seen, by=by)
        except TargetsChanged:
            words = str(REFUSALS[Refusal.MEANWHILE])
            refused.append(ImportedText(sheet.file, sheet.title, sheet, problems=[words]))
        except ValidationError as problem:
            refused.append(ImportedText(sheet.file, sheet.title, sheet, problems=problem.messages))
    return refused


def keys_of(confirmed: str) -> set[str]:
    """Returns the keys of the texts that were confirmed. Raises archive.UnreadableArchive, as `import_confirmed` does."""
    return {sheet.key for sheet, _seen in _confirmed(confirmed)}


def _confirmed(text: str) -> list[tuple[Sheet, str]]:
    try:
        return [(_sheet_of(row["sheet"]), str(row["seen"])) for row in json.loads(text)]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise exporter.UnreadableArchive(
            _("Send the file once more: what was to be taken over did not come back whole.")
        ) from None


def _sheet_of(values: dict[str, Any]) -> Sheet:
    """Raises ValueError or TypeError for what this site has not written itself."""
    if not isinstance(values, dict):
        raise TypeError
    version = values.pop("version")
    if not all(isinstance(value, str) for value in values.values()) or not isinstance(version, int | None):
        raise ValueError
    "".join(values.values()).encode()  # half a sign is a ValueError, too
    return Sheet(**values, version=version)


def _store(edition: Edition, language: str, sheet: Sheet, known: dict[str, Original], *, seen: str, by: User) -> None:
    if sheet.key == "cover":
        cover_sheets.store_cover(edition, language, sheet, seen=seen)
        return
    original = known.get(sheet.key)
    if original is None:
        raise ValidationError(_("The guide in preparation no longer has this text."))
    version = original.version if sheet.version is None else sheet.version
    words = {name: getattr(sheet, name) for name in WORDS}
    text = original.text
    checked(text, language, by=by, **words)
    segments = translated_segments(original_at(text, version), words)
    with transaction.atomic():
        PendingTranslation.objects.bring(
            text, language=language, source_version=version, segments=segments, by=by, seen=seen
        )
        TranslationStep.objects.note(text, TranslationStep.Act.IMPORTED, language=language, by=by)
