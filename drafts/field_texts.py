"""The words of a draft as its owner reads them again: without what only the form has to know.

What a draft may hold: the words of a form, by the names of its fields.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.markup import clean_text, plain_text, shorten

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


LARGEST = 1_000_000  # bytes of JSON: ten times the longest page
MOST_FIELDS = 200
LONGEST_NAME = 100
OURS = "draft_"
NEVER = {"csrfmiddlewaretoken", "token", "login", "carried", "next", "choose"}  # "token" is good for one form alone


def may_be_stored(name: str) -> bool:
    """Whether a field of this name may be in a draft: never a password, a token of the form's protection, or our own."""
    return name not in NEVER and not name.startswith(OURS) and "password" not in name.lower()


def words_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields as they are stored; raises ValidationError for what is no form, or more than a draft holds."""
    if not all(isinstance(value, str) for value in fields.values()):
        raise ValidationError(gettext("A draft holds text only."), code="odd")
    words = {clean_text(name): clean_text(value) for name, value in fields.items() if may_be_stored(name)}
    if len(words) > MOST_FIELDS or any(len(name) > LONGEST_NAME for name in words):
        raise ValidationError(gettext("This form has too many fields to be saved as a draft."), code="odd")
    if len(json.dumps(words, ensure_ascii=False).encode()) > LARGEST:
        raise ValidationError(gettext("This text is too long for a draft: save it, or cut it."), code="long")
    return words


def length_of(words: Mapping[str, str]) -> int:
    return sum(len(value.strip()) for value in words.values())
