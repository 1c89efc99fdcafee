"""What a file for an agency holds, whatever its format: texts in a language as units, each with the stamp of its source.

The texts of a language as a PO file of gettext, written and read: for whoever has a program for such alone.

A paragraph is a message in Markdown: its context is "text/paragraph", its extracted comments say which text it is of and
from which source it is; one that is outdated, or a machine's, is fuzzy.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.markup import clean_text, one_line
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


_MOST_LINES = 100_000
_FUZZY: frozenset[UnitState] = frozenset({"outdated", "machine"})
_HEADER = """msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {target}\\n"
"X-Source-Language: {source}\\n"

"""
_LANGUAGE = re.compile(r'^"(Language|X-Source-Language): ([\w-]{0,20})\\n"', re.MULTILINE)
_STAMP = "stamp: "


def write_catalog(file: ExchangeFile) -> bytes:
    """Returns the PO file."""
    catalog = Catalog()
    for text in file.texts:
        for unit in text.units:
            catalog[unit.source] = _message(text, unit)
    content = io.BytesIO(_HEADER.format(target=file.target_language, source=file.source_language).encode())
    content.seek(0, io.SEEK_END)
    write_po(content, catalog, width=0, omit_header=True)
    return content.getvalue()


def _message(text: ExchangeText, unit: ExchangeUnit) -> Message:
    comments = [one_line(text.label), f"{_STAMP}{stamp_of(unit.source)}", one_line(unit.note)]
    message = Message(
        clean_text(unit.source),
        clean_text(unit.target),
        context=f"{text.key}/{unit.id}",
        auto_comments=[comment for comment in comments if comment],
        flags={"fuzzy"} if unit.target and unit.state in _FUZZY else (),
    )
    message.flags.discard("python-format")  # "100 % des" is no placeholder
    return message


def read_catalog(data: bytes) -> ExchangeFile:
    """Returns what a PO file holds. Raises UnreadableExchange with words for people."""
    if len(data) > MOST_BYTES or data.count(b"\n") > _MOST_LINES:
        raise UnreadableExchange(_("This file is too large: a translation file can have at most 5 MB."), "heavy")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = _("This file is not in UTF-8. Export it again in this encoding.")
        raise UnreadableExchange(words, "encoding") from None
    try:
        catalog = read_po(io.StringIO(text), ignore_obsolete=True, abort_invalid=True)
    except (PoFileError, ValueError, LookupError, TypeError, AssertionError):
        raise UnreadableExchange(_("This file cannot be read as PO."), "po") from None
    languages = dict(_LANGUAGE.findall(text))
    texts = [ExchangeText(key, "", 0, list(units)) for key, units in _by_text(catalog)]
    return ExchangeFile(languages.get("X-Source-Language", ""), languages.get("Language", ""), texts)


def _by_text(catalog: Catalog) -> Iterator[tuple[str, Iterator[ExchangeUnit]]]:
    messages = [message for message in catalog if message.id and isinstance(message.id, str)]
    for key, some in groupby(messages, key=lambda message: (message.context or "").partition("/")[0]):
        yield key, map(_unit, some)


def _unit(message: Message) -> ExchangeUnit:
    source, target = clean_text(str(message.id)), clean_text(str(message.string or ""))
    stamps = [one.removeprefix(_STAMP) for one in message.auto_comments if one.startswith(_STAMP)]
    state: UnitState = "missing" if not target else "outdated" if message.fuzzy else "translated"
    name = (message.context or "").partition("/")[2]
    return ExchangeUnit(name, source, target, state, stamp=stamps[0] if stamps else "")
