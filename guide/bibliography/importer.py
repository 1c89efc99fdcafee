"""References brought in as CSL JSON or BibTeX: each is looked at, everything is shown, then it is taken in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from common import markup
from common.words.language_names import spoken_in
from guide.bibliography import csl
from guide.bibliography.csl import ParsedEntry, cleaned, language_of, marks_of
from guide.bibliography.models import Reference

MOST_BYTES = 1_000_000
MOST_ENTRIES = 300


class UnreadableReferences(ValidationError):
    def __init__(self, message: Any) -> None:
        super().__init__({"text": message}, code="unreadable")


@dataclass
class ImportedEntry:
    """An entry of what was sent: its line or number, what it says, the one that it repeats, or why it cannot be taken."""

    line: int
    name: str
    item: dict[str, Any] | None = None
    same: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called, which says its language on a screen in another one; its name where it cannot be read."""
        return spoken_in(self.item["title"], language_of(self.item)) if self.item else self.name

    @property
    def will_be_taken(self) -> bool:
        return self.item is not None and not self.same and not self.problems


def read_entries(text: str) -> list[ImportedEntry]:
    """Every entry of what was sent, in its order; raises Unreadable."""
    if len(text.encode()) > MOST_BYTES:
        raise UnreadableReferences(_("This is too long for a bibliography. Divide it into several."))
    text = text.removeprefix("\ufeff").strip()
    if not text:
        raise UnreadableReferences(_("Paste your references, or choose a file."))
    rows = _json(text) if text[0] in "[{" else csl.read(text)
    if not rows:
        raise UnreadableReferences(_("No reference was found in it. It should be CSL JSON, or BibTeX."))
    if len(rows) > MOST_ENTRIES:
        raise UnreadableReferences(
            _("More than %(most)s references: split them into several lists.") % {"most": MOST_ENTRIES}
        )
    return _checked_entries(rows)


def _json(text: str) -> list[ParsedEntry]:
    try:
        said = json.loads(text)
    except json.JSONDecodeError as problem:
        words = _("This JSON cannot be read from line %(line)s on: a comma or a quotation mark is probably missing.")
        raise UnreadableReferences(words % {"line": problem.lineno}) from None
    except (RecursionError, ValueError):
        raise UnreadableReferences(_("This JSON cannot be read.")) from None
    rows = said if isinstance(said, list) else said.get("items", [said])
    if not isinstance(rows, list):
        raise UnreadableReferences(_("CSL JSON is a list of references."))
    names = [markup.clean_text(str(row.get("id", ""))[:80]) if isinstance(row, dict) else "" for row in rows]
    return [ParsedEntry(number, name, row) for number, (row, name) in enumerate(zip(rows, names, strict=True), start=1)]


def _checked_entries(rows: list[ParsedEntry]) -> list[ImportedEntry]:
    known = {mark: reference.titled for reference in Reference.objects.all() for mark in marks_of(reference.csl)}
    return [_checked_entry(row, known) for row in rows]


def _checked_entry(row: ParsedEntry, known: dict[str, str]) -> ImportedEntry:
    """`known` learns what it holds, so that the same entry further down is known for what it is."""
    if row.problem:
        return ImportedEntry(row.line, row.name, problems=[row.problem])
    try:
        item = cleaned(row.item)
    except ValidationError as problem:
        return ImportedEntry(row.line, row.name, problems=problem.messages)
    marks = marks_of(item)
    same = next((known[mark] for mark in marks if mark in known), "")
    found = ImportedEntry(row.line, row.name, item | {"id": row.name}, same)
    known |= dict.fromkeys(marks, found.title)
    return found


def import_entries(text: str, *, by: User) -> int:
    """Takes in what was shown, and returns how many came; what others brought in meanwhile is left alone."""
    taken = 0
    for found in read_entries(text):
        if found.will_be_taken and found.item:
            try:
                Reference.objects.add(found.item, by=by)
            except ValidationError:
                continue
            taken += 1
    return taken
