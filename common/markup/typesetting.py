"""Words as a printer sets them, with what an author need not know how to type: no-break spaces, apostrophes."""

import re
from collections.abc import Iterator
from functools import lru_cache

from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS

NO_BREAK_SPACE = "\u00a0"
LONGEST_REMEMBERED = 2_000
_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_FRENCH = (
    (re.compile("\u202f"), NO_BREAK_SPACE),
    (re.compile(rf"(?<![{_SPACES}])[{_SPACES}]++(?=[:;?!»])"), NO_BREAK_SPACE),
    (re.compile(rf"«[{_SPACES}]*(?=\S)"), "«" + NO_BREAK_SPACE),
    (re.compile(r"(?<=[^\s«])(?=»)"), NO_BREAK_SPACE),
    # Without a space only where it cannot be anything else: not 10:42, not a part of an address.
    (re.compile(r"(?<=[\w»)\]”…%€])(?=[;!?]+(?:[\s»”)]|$)|:(?:\s|$))"), NO_BREAK_SPACE),
)
_TIES = ("« ", " »", " :", " ;", " ?", " !")
# Left alone: addresses, and what Markdown put aside (a character reference, whose name and semicolon may follow).
_NOT_WORDS = re.compile(rf"{BARE_ADDRESS.pattern}|\x02[^\x02\x03]*\x03(?:\w{{1,20}};)?|&\w{{1,20}};")


def typeset(text: str, language: str, *, before: str = "", after: str = "") -> str:
    """`text` as a printer would set it, addresses left alone; `before` and `after` are its neighbouring characters."""
    return (_remembered if len(text) <= LONGEST_REMEMBERED else _typeset)(text, language, before, after)


def tied(text: str, language: str) -> str:
    """The no-break spaces that a text had when it was typeset, and lost since; it is as long as before. 2 µs, not 40."""
    for tie in _TIES if primary(language) == "fr" else ():
        text = text.replace(tie, tie.replace(" ", NO_BREAK_SPACE))
    return text


def typeset_title(title: str, language: str) -> str:
    """A title with its no-break spaces and apostrophes, as long as it was typed: its `title_key` stays the same."""
    return tied(_APOSTROPHE.sub("’", title), language)


def _typeset(text: str, language: str, before: str, after: str) -> str:
    rules = ((_APOSTROPHE, "’"), *(_FRENCH if primary(language) == "fr" else ()))
    text = f"{before}{text}{after}"
    parts = list(_words_and_others(text))
    for index in range(0, len(parts), 2):
        for pattern, replacement in rules:
            parts[index] = pattern.sub(replacement, parts[index])
    typeset_text = "".join(parts)
    return typeset_text[len(before) : len(typeset_text) - len(after)]


# An edit changes one paragraph of forty: saves a tenth of a rendering.
_remembered = lru_cache(maxsize=1_024)(_typeset)


def _words_and_others(text: str) -> Iterator[str]:
    """Words, something else, words, something else, … words."""
    end = 0
    for found in _NOT_WORDS.finditer(text):
        yield text[end : found.start()]
        yield found.group()
        end = found.end()
    yield text[end:]
