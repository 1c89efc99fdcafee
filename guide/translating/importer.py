"""Translated files brought back: each is looked at, everything is shown, then it is taken over, once.

What becomes of the paragraphs of a file, in words: for the screen that shows it before anything is written.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.markup import WordChange
from guide.editions import Edition, EditionText
from guide.tips.models import Tip
from guide.translating import exporter, sheets
from guide.translating.covers import COVER
from guide.translating.exporter import KnownWords, known_words
from guide.translating.models import PendingTranslation, TranslationStep
from guide.translating.querysets import TargetsChanged
from guide.translating.sheets import Sheet
from guide.translating.unit_outcomes import Refusal, UnitOutcome, UnitStatus
from guide.translations.originals import Original, original_at, originals
from guide.translations.querysets import checked
from guide.translations.segments import translated_segments

MOST_SHOWN = 2_000
REFUSALS = {
    Refusal.LANGUAGE: _("The file is in another language."),
    Refusal.FOREIGN: _("The guide in preparation does not have this paragraph."),
    Refusal.TWICE: _("The file has this paragraph twice: the first one counts."),
    Refusal.STALE: _("The original has changed since the file was given out."),
    Refusal.LOST: _("A link, an emphasis or another mark of the original is missing."),
    Refusal.DOUBLED: _("A link, an emphasis or another mark of the original appears twice."),
    Refusal.ADDED: _("There is a link, an emphasis or another mark that the original does not have."),
    Refusal.CROSSED: _("The marks of lines are in another order than in the original."),
    Refusal.LONG: _("This is too long for one paragraph."),
    Refusal.MEANWHILE: _("Somebody has changed this text while you looked at the file. Send it once more."),
}
STATUS_WORDS = {
    UnitStatus.NEW: pgettext_lazy("of a paragraph", "new"),
    UnitStatus.CHANGED: pgettext_lazy("of a paragraph", "replaces what is there"),
    UnitStatus.STILL_RIGHT: pgettext_lazy("of a paragraph", "still right"),
    UnitStatus.REFUSED: pgettext_lazy("of a paragraph", "refused"),
}
MARKS = {UnitStatus.NEW: "ok", UnitStatus.CHANGED: "warn", UnitStatus.STILL_RIGHT: "ok", UnitStatus.REFUSED: "err"}


@dataclass(frozen=True)
class ParagraphLine:
    """A paragraph as the screen shows it."""

    outcome: UnitOutcome

    @property
    def status(self) -> str:
        return str(STATUS_WORDS[self.outcome.status])

    @property
    def mark(self) -> str:
        """Which colour the word for its status has."""
        return MARKS[self.outcome.status]

    @property
    def problem(self) -> str:
        refusal = self.outcome.refusal
        return str(REFUSALS[refusal]) if refusal else ""

    @property
    def changes(self) -> tuple[WordChange, ...]:
        """What stands there, and what came, in one."""
        return markup.word_changes(self.outcome.before, self.outcome.after)


class ParagraphPreview:
    """The paragraphs that something becomes of, by text, and how many there are of the others."""

    def __init__(self, outcomes: list[UnitOutcome]) -> None:
        self.outcomes = outcomes
        self.counts = Counter(one.status for one in outcomes)

    @cached_property
    def texts(self) -> list[tuple[str, list[ParagraphLine]]]:
        shown = self._shown[:MOST_SHOWN]
        grouped = groupby(shown, key=lambda one: one.text)
        return [(text.label or text.key, [ParagraphLine(one) for one in some]) for text, some in grouped]

    @cached_property
    def _shown(self) -> list[UnitOutcome]:
        return [one for one in self.outcomes if one.status in STATUS_WORDS]

    @property
    def not_shown(self) -> int:
        return max(len(self._shown) - MOST_SHOWN, 0)

    @property
    def takes_cover(self) -> bool:
        """Whether words of the cover are taken over, which has neither drafts nor a review."""
        return any(one.text.key == COVER and one.will_be_taken for one in self.outcomes)

    @property
    def taken(self) -> int:
        return sum(one.will_be_taken for one in self.outcomes)

    @property
    def refused(self) -> int:
        return self.counts[UnitStatus.REFUSED]

    @property
    def same(self) -> int:
        return self.counts[UnitStatus.SAME]

    @property
    def untranslated(self) -> int:
        return self.counts[UnitStatus.UNTRANSLATED]


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
                raise sheets.UnreadableSheet(gettext("This file is not UTF-8 text, or it is too long."))
            read += sheets.read(file, text)
        except sheets.UnreadableSheet as problem:
            found.append(ImportedText(file, problems=[str(problem)]))
    if not read and not found:
        raise exporter.UnreadableArchive(gettext("None of the files that were given out is in this archive."))
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
        words = gettext("The guide in preparation no longer has this text.")
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
        return gettext("This file was given out for another language (%(language)s).") % {"language": sheet.language}
    return ""


def _cover(sheet: Sheet, edition: Edition, cover: EditionText | None, language: str) -> ImportedText:
    said = sheets.without_originals(sheet, edition, cover)
    brought = ImportedText(sheet.file, gettext("Cover"), said, seen=sheets.mark_of_cover(cover))
    if problem := _another_language(sheet, language):
        brought.problems = [problem]
        return brought
    status = sheets.status_of(sheet, edition, cover)
    if status in {"new", "changed"}:
        brought.problems = sheets.problems_of(sheet, cover)
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
            gettext("Send the file once more: what was to be taken over did not come back whole.")
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
        sheets.store_cover(edition, language, sheet, seen=seen)
        return
    original = known.get(sheet.key)
    if original is None:
        raise ValidationError(gettext("The guide in preparation no longer has this text."))
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
