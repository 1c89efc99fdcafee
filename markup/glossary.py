"""The words of a glossary, found in rendered texts and linked to where they are explained, each once a text.

Takes and gives HTML that `markup.render` has made: links are put into its words, nothing else is touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

_TERM = re.compile(r"<dt[^>]*>(.*?)</dt>", re.DOTALL)
_TOKEN = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]+)[)）]")
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_", re.UNICODE)
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_UNLINKED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"})
_SPACE = r"(?:[\s\u00a0]|&nbsp;|&#160;)+"
_APOSTROPHE = r"(?:'|’|&#39;|&#x27;)"
_SHORTEST_WITH_PLURAL = 3
_MOST_TERMS = 500


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the glossary explains: as it stands there, and the anchor of its entry."""

    words: str
    anchor: str


def terms_in(glossary_html: str) -> tuple[Term, ...]:
    """The entries of a glossary (a list of definitions), in their order; a word that comes twice counts once."""
    found: dict[str, Term] = {}
    for number, entry in enumerate(_TERM.finditer(glossary_html), start=1):
        words = _plain(entry[1])
        if words and len(found) < _MOST_TERMS:
            found.setdefault(words.casefold(), Term(words, f"word-{number}"))
    return tuple(found.values())


def with_anchors(glossary_html: str) -> str:
    """The glossary with an id on each entry, those that `terms_in` names."""
    numbers = iter(range(1, glossary_html.count("<dt>") + 1))
    return re.sub("<dt>", lambda _match: f'<dt id="word-{next(numbers)}">', glossary_html)


def link_terms(html: str, terms: Sequence[Term], *, prefix: str = "") -> str:
    """The text with the first place of each word linked to `#prefix` + its anchor; longer words come first.

    Headings, links and code stay as they are, and so does every sign that is read.
    """
    pieces = _TOKEN.split(html)
    for term in sorted(terms, key=lambda term: (-len(term.words), term.words)):
        _link_first(pieces, term, prefix)
    return "".join(pieces)


def terms_used(html: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of the words that stand in a text where they can be linked, in the order of the glossary."""
    words = [piece for piece, is_open in _texts(_TOKEN.split(html)) if is_open]
    return tuple(term for term in terms if any(_pattern(term.words).search(piece) for piece in words))


def _link_first(pieces: list[str], term: Term, prefix: str) -> None:
    pattern = _pattern(term.words)
    for place, (piece, is_open) in enumerate(_texts(pieces)):
        if is_open and (found := pattern.search(piece)):
            link = f'<a class="word" href="#{escape(prefix + term.anchor)}">{found[0]}</a>'
            linked = piece[: found.start()] + link + piece[found.end() :]
            pieces[place : place + 1] = _TOKEN.split(linked)
            return


def _texts(pieces: list[str]) -> Iterator[tuple[str, bool]]:
    """Every piece, and whether it is text that may be linked."""
    depth = 0
    for piece in pieces:
        if piece.startswith("<") and piece.endswith(">"):
            name = _TAG.match(piece)
            if name and name[1] in _UNLINKED:
                depth += -1 if piece.startswith("</") else 1
            yield piece, False
        else:
            yield piece, depth == 0


@lru_cache(maxsize=1024)
def _pattern(words: str) -> re.Pattern[str]:
    """What finds a word in its singular and plural, whatever its case; capitals ("CNIL") only as they are."""
    spellings = [_IN_BRACKETS.sub("", words), *_IN_BRACKETS.findall(words)]
    choices = "|".join(_spelling(spelling.strip()) for spelling in spellings if spelling.strip())
    if _SPACELESS.search(words):
        return re.compile(choices)
    is_in_capitals = words.upper() == words
    return re.compile(rf"(?<![\w&-])(?:{choices})(?![\w-])", 0 if is_in_capitals else re.IGNORECASE)


def _spelling(words: str) -> str:
    made = ""
    for number, part in enumerate(re.split(r"[\s\u00a0]+", words)):
        made += _SPACE if number else ""
        for piece in _WORD.findall(part):
            made += _APOSTROPHE if piece in "'’" else re.escape(escape(piece, quote=False))
            if piece.isalpha() and len(piece) >= _SHORTEST_WITH_PLURAL and piece.upper() != piece:
                made += "?s?" if piece.endswith("s") else "[sx]?"
    return made


def _plain(html: str) -> str:
    return " ".join(unescape(_TOKEN.sub("", html)).split())
