"""The texts of a language as a PO file of gettext, written and read: for whoever has a program for such alone.

A paragraph is a message in Markdown: its context is "text/paragraph", its extracted comments say which text it is of and
from which source it is; one that is outdated, or a machine's, is fuzzy.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import gettext as _

from common.markup import clean_text, one_line
from guide.translating.exchange_files import (
    MOST_BYTES,
    ExchangeFile,
    ExchangeText,
    ExchangeUnit,
    UnitState,
    UnreadableExchange,
    stamp_of,
)

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
