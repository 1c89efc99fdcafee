"""The words of a draft as its owner reads them again: without what only the form has to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from common.markup import plain_text, shorten

LONGEST_OPENING = 160
READ_FOR_OPENING = 2000
MOST_ROWS = 24
SIGNS_A_ROW = 70

# The fields that people write into in many forms, in the order in which they are read.
NAMES = {
    "title": _("Title"),
    "body": _("Text"),
    "passage": _("Passage"),
    "quote": _("A colleague’s sentence"),
    "reason": _("Why?"),
    "alt": _("Describe the picture for people who cannot see it"),
    "credit": _("Credit"),
    "subtitle": _("Subtitle"),
    "summary": _("In a word, what did you change?"),
}
OTHER = _("Further text")
# What a form holds of other texts, so that it finds its place again.
NOT_WRITTEN = frozenset({"exact", "prefix", "suffix", "loaded", "seen", "released", "filters"})
CONFLICT = "conflict_"


@dataclass(frozen=True)
class DraftFieldText:
    """One field of a draft."""

    name: str
    text: str

    @property
    def rows(self) -> int:
        lines = sum(1 + len(line) // SIGNS_A_ROW for line in self.text.splitlines())
        return min(max(lines, 1), MOST_ROWS)


def readable(fields: Mapping[str, str]) -> list[DraftFieldText]:
    """What somebody wrote: the fields of many forms by their names, then what else of this form has several words. Where
    neither has any, every field that is not empty.
    """
    known = [DraftFieldText(str(name), fields[key]) for key, name in NAMES.items() if fields.get(key, "").strip()]
    other = [DraftFieldText(str(OTHER), text) for key, text in fields.items() if _is_written(key, text)]
    return known + other or [DraftFieldText(key, text) for key, text in fields.items() if text.strip()]


def _is_written(key: str, text: str) -> bool:
    return len(text.split()) > 1 and key not in NAMES.keys() | NOT_WRITTEN and not key.startswith(CONFLICT)


def opening(fields: Mapping[str, str]) -> str:
    """The first words, on one line and without signs of Markdown: of the text, else of whatever there is."""
    texts = [fields.get("body", "")] + [words.text for words in readable(fields)]
    beginning = next((text for text in texts if text.strip()), "").lstrip()[:READ_FOR_OPENING]
    return shorten(plain_text(beginning, with_mentions=True) or beginning, LONGEST_OPENING)
