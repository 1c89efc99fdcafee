"""The typography that an author need not know how to type."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from markup.language import primary
from markup.links import BARE_ADDRESS

NO_BREAK_SPACE = "\u00a0"
LONGEST_REMEMBERED = 2_000
_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_FRENCH = (
    (re.compile("\u202f"), NO_BREAK_SPACE),
    (re.compile(rf"[{_SPACES}]+(?=[:;?!»])"), NO_BREAK_SPACE),
    (re.compile(rf"«[{_SPACES}]*(?=\S)"), "«" + NO_BREAK_SPACE),
    (re.compile(r"(?<=[^\s«])(?=»)"), NO_BREAK_SPACE),
    # Without a space only where it cannot be anything else: not 10:42, not a part of an address.
    (re.compile(r"(?<=[\w»)\]”…%€])(?=[;!?]+(?:[\s»”)]|$)|:(?:\s|$))"), NO_BREAK_SPACE),
)
_TIES = ("« ", " »", " :", " ;", " ?", " !")
# Left alone: addresses, and what Markdown put aside (a character reference, whose name and semicolon may follow).
_NOT_WORDS = re.compile(rf"{BARE_ADDRESS.pattern}|\x02[^\x03]*\x03(?:\w{{1,20}};)?|&\w{{1,20}};")
_LITERAL = frozenset({"code", "pre", "kbd"})
_INLINE_WITH_TEXT = frozenset({"a", "abbr", "em", "s", "span", "strong", "sub", "sup", "code", "kbd"})


def typeset(text: str, language: str, *, before: str = "", after: str = "") -> str:
    """`text` as a printer would set it, addresses left alone; `before` and `after` are its neighbouring characters."""
    return (_remembered if len(text) <= LONGEST_REMEMBERED else _typeset)(text, language, before, after)


def tied(text: str, language: str) -> str:
    """The no-break spaces that a text had when it was typeset, and lost since; it is as long as before. 2 µs, not 40."""
    for tie in _TIES if primary(language) == "fr" else ():
        text = text.replace(tie, tie.replace(" ", NO_BREAK_SPACE))
    return text


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


class Typography(Treeprocessor):
    """Sets the words of a text, and the words about its images and links; code is left as it is."""

    def __init__(self, md: Markdown, language: str) -> None:
        super().__init__(md)
        self.language = language

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            self._set_attributes(element)
            if element.text and element.tag not in _LITERAL:
                following = element[0] if len(element) else None
                element.text = typeset(element.text, self.language, after=_letter(following))
            self._set_tails(element)

    def _set_tails(self, parent: etree.Element) -> None:
        for child, following in pairwise([*parent, None]):
            if child is not None and child.tail:
                child.tail = typeset(child.tail, self.language, before=_letter(child), after=_letter(following))

    def _set_attributes(self, element: etree.Element) -> None:
        for name in ("alt", "title"):
            if value := element.get(name):
                element.set(name, typeset(value, self.language))


def _letter(neighbour: etree.Element | None) -> str:
    """Stands for the text of an inline neighbour: a word, as far as spaces and apostrophes are concerned."""
    return "x" if neighbour is not None and neighbour.tag in _INLINE_WITH_TEXT else ""
