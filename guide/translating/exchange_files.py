"""What a file for an agency holds, whatever its format: texts in a language as units, each with the stamp of its source."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.core.exceptions import ValidationError

from guide.translations.segments import translators_key

MOST_BYTES = 5 * 1024 * 1024

type UnitState = Literal["missing", "outdated", "machine", "translated", "approved"]


class UnreadableExchange(ValidationError):
    """A file that is not what it should be, in words for whoever sent it. Nothing is taken from it."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__({"file": ValidationError(message, code)})
        self.reason = code


@dataclass(frozen=True, slots=True)
class ExchangeUnit:
    """A paragraph: Markdown of the original and of its translation, "" where there is none.

    `id` is made of letters, digits, ".", "-" and "_"; it is unique in its text. `note` is for the translator. `stamp` says from
    which source a unit that was read was translated, "" where the file no longer says it. `has_broken_codes`: one of its codes
    is none that the file knows.
    """

    id: str
    source: str
    target: str = ""
    state: UnitState = "missing"
    note: str = ""
    stamp: str = ""
    has_broken_codes: bool = False


@dataclass(frozen=True, slots=True)
class ExchangeText:
    """A tip, a section or a theme: `key` names it ("tip-7"), `version` is that of its original."""

    key: str
    label: str
    version: int = 0
    units: Sequence[ExchangeUnit] = ()


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """The texts of a guide in one language."""

    source_language: str
    target_language: str
    texts: Sequence[ExchangeText] = field(default_factory=list)


def stamp_of(source: str) -> str:
    """Returns a short hash of a paragraph that changes where its translations become outdated."""
    return hashlib.sha256(translators_key(source).encode("utf-8", "replace")).hexdigest()[:16]
