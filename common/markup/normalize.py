"""A text made even, so that two readings of the same words are equal: with a map back to where each sign stood."""

import html
import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from common.markup import ruby

# What stands in Markdown and is not read: the marks of lines, the addresses of links, pictures, references of notes.
_UNREAD = re.compile(
    rf"""{ruby.UNREAD} |"""
    r"""
      ^[ ]{0,3}\[\^[^\]\n]{1,80}\]:
    | ^[ ]{0,3}(?:```|~~~).*$
    | ^[ ]{0,3}!!![ ]?[\w-]{1,40}
    | ^[ ]{0,3}\|?[ ]{0,8}:?-{3,}+[ |:-]*+$
    | ^[ \t]{0,40}(?:[-+]|[0-9]{1,9}[.)]|:)(?=[ \t])
    | ^[ \t]{0,40}(?:[-+*][ \t]{1,8})?\[[xX ]\](?=[ ])
    | !\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:[ ]+"[^"\n]{0,500}")?\)
    | \[\[[^\[\]\n|\\]{1,200}\\?\|
    | \[\^[^\]\n]{1,80}\]
    | \]\([^()\s]{0,2000}(?:[ ]+"[^"\n]{0,500}")?\)
    | \]\[[^\]\n]{0,200}\]
    | </?(?:sub|sup|kbd|abbr)\b[^<>]{0,100}>
    | (?P<signs>[*_~`\#>\\\[\]<]+)
    | (?P<space>(?:\s|\||<br[ ]*/?>)+)
    | (?P<entity>&\#?\w{1,32};)
    | (?P<plain>[a-z0-9]+)
    | (?P<other>.)
    """,
    re.MULTILINE | re.VERBOSE,
)
_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"'}
_FOLDED |= {"–": "-", "—": "-", "‑": "-", "…": "...", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
_CLINGS_TO_WHAT_IS_BEFORE = frozenset(':;?!"')  # French puts a space there, which an author may have left out
_MARK_ENDS = 0x370
LONGEST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """`words` in lower case, without accents, one space between, straight quotes; the sign `words[i]` stood at `at[i]`."""

    words: str
    at: array[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `words[start:end]` stands in the text, from the first sign to behind the last one."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else self.length
            return place, place
        return self.at[start], self.at[end - 1] + 1

    def index(self, offset: int) -> int:
        """The first sign of `words` that stands at `offset` of the text or after it."""
        return bisect_left(self.at, offset)


def normalize_text(text: str) -> NormalizedText:
    """Markdown or plain words alike: what only lays out a text is left out. Linear in its length. Many passages are looked
    for in one text: of the last few, the result is known.
    """
    return _known(text) if len(text) <= LONGEST_KNOWN else _normalized(text)


@lru_cache(maxsize=64)
def _known(text: str) -> NormalizedText:
    return _normalized(text)


def _normalized(text: str) -> NormalizedText:
    words: list[str] = []
    at = array("I")
    last, space_at = '"', -1
    for found in _UNREAD.finditer(text):
        kind, start = found.lastgroup, found.start()
        if kind is None or kind == "signs":
            continue
        if kind == "space":
            space_at = start
            continue
        piece = found.group() if kind == "plain" else _folded(found.group(), is_entity=kind == "entity")
        if not piece:
            continue
        if piece == " ":  # a no-break space written as &nbsp;
            space_at = start
            continue
        if space_at >= 0 and last != '"' and piece[0] not in _CLINGS_TO_WHAT_IS_BEFORE:
            words.append(" ")
            at.append(space_at)
        space_at = -1
        words.append(piece)
        at.extend(range(start, start + len(piece)) if kind == "plain" else [start] * len(piece))
        last = piece[-1]
    return NormalizedText("".join(words), at, len(text))


@lru_cache(maxsize=4096)
def _folded(sign: str, *, is_entity: bool) -> str:
    if is_entity:
        sign = html.unescape(sign)
    if sign.isspace():
        return " "
    folded = "".join(_FOLDED.get(char, char) for char in sign)
    bare = "".join(char for char in unicodedata.normalize("NFKD", folded) if not _is_accent(char))
    return unicodedata.normalize("NFKC", bare).casefold()


def _is_accent(char: str) -> bool:
    """The accents of our letters; the voicing marks of Japanese make another word."""
    return unicodedata.combining(char) > 0 and ord(char) < _MARK_ENDS
