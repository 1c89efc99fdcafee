"""The words of a glossary, found in rendered texts and linked to where they are explained, each once a text.

Takes and gives HTML that `markup.render` has made: links are put into its words, nothing else is touched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from common.markup.compounds import stands_alone
from common.markup.html_blocks import BLOCK_TAGS, tag_name

_TERM = re.compile(r"<dt\b[^<>]*>((?:[^<]|<(?!/?dt\b))*+)</dt>")
_TOKEN = re.compile(r"(<[^<>]*>)")
_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
_IN_BRACKETS = re.compile(r"(?<!\s)\s*+[(（]([^()（）]+)[)）]")
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_", re.UNICODE)
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_UNLINKED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption"})
_SPACE = r"(?:[\s\u00a0]|&nbsp;|&#160;)+"
_APOSTROPHE = r"(?:'|’|&#39;|&#x27;)"
_SHORTEST_WITH_PLURAL = 3
_MOST_TERMS = 500
_PIECES_AROUND = 12  # of HTML, in which the words before and behind a term stand
_KANA = re.compile("[\u3040-\u30ff・]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_HYPHENS = "-\u2010\u2011"
_JAPANESE = "\u3040-\u30ff\u3400-\u9fff"  # beside a word in letters it is not the same word that goes on


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the glossary explains: as it stands there, and the anchor of its entry."""

    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _Place:
    """From where to where in which piece of the HTML a word stands."""

    piece: int
    start: int
    end: int
    term: Term


def names_of_term(words: str) -> tuple[str, ...]:
    """What an entry is called: without its brackets, and what stands in each of these; how kanji are read is no name."""
    name = _IN_BRACKETS.sub("", words).strip()
    others = (other.strip() for other in _IN_BRACKETS.findall(words) if not _is_reading(other, name))
    return tuple(dict.fromkeys(one for one in (name, *others) if one))


def _is_reading(words: str, name: str) -> bool:
    """Kana behind what is not kana alone; of katakana alone, it may be another name."""
    return bool(_KANA.fullmatch(words) and _HIRAGANA.search(words) and not _KANA.fullmatch(name))


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


def link_terms(html: str, terms: Sequence[Term], *, language: str, prefix: str = "") -> str:
    """The text with the first place of each word linked to `#prefix` + its anchor; longer words come first.

    A word is no part of a longer one, of a compound or of a longer expression (`common.markup.compounds`). Headings, links and
    code stay as they are, and so does every sign that is read.
    """
    pieces = _TOKEN.split(html)
    first: dict[Term, _Place] = {}
    for place in sorted(_places(pieces, terms, language), key=lambda place: (place.piece, place.start)):
        first.setdefault(place.term, place)
    for place in reversed(first.values()):
        piece = pieces[place.piece]
        opening = f'<a class="word" href="#{escape(prefix + place.term.anchor)}">'
        link = f"{opening}{piece[place.start : place.end]}</a>"
        pieces[place.piece] = piece[: place.start] + link + piece[place.end :]
    return "".join(pieces)


def terms_used(html: str, terms: Sequence[Term], *, language: str) -> tuple[Term, ...]:
    """Those of the words that stand in a text where they can be linked, in the order of the glossary."""
    used = {place.term for place in _places(_TOKEN.split(html), terms, language)}
    return tuple(term for term in terms if term in used)


def _places(pieces: list[str], terms: Sequence[Term], language: str) -> Iterator[_Place]:
    """Where each word stands by itself; where a longer one stands, no shorter one does."""
    longest_first = sorted(terms, key=lambda term: (-len(term.words), term.words))
    read = [_as_read(piece) for piece in pieces]
    for number, (piece, is_open) in enumerate(_texts(pieces)):
        taken: list[tuple[int, int]] = []
        for term in longest_first if is_open and piece.strip() else ():
            for found in _pattern(term.words).finditer(piece):
                start, end = found.span()
                if any(start < until and since < end for since, until in taken):
                    continue
                taken.append((start, end))
                before = _line_before(read, number) + unescape(piece[:start])
                after = unescape(piece[end:]) + _line_after(read, number)
                if stands_alone(unescape(found[0]), before, after, language):
                    yield _Place(number, start, end, term)


def _as_read(piece: str) -> str:
    """A tag that begins or ends a block is the end of a line; any other is not there for whoever reads."""
    if not (piece.startswith("<") and piece.endswith(">")):
        return unescape(piece)
    return "\n" if tag_name(piece) in BLOCK_TAGS | {"br"} else ""


def _line_before(read: Sequence[str], number: int) -> str:
    """What stands before a piece in its line, as far as it is looked at."""
    words = ""
    for piece in reversed(read[max(0, number - _PIECES_AROUND) : number]):
        words = piece + words
        if "\n" in piece:
            break
    return words.rpartition("\n")[2]


def _line_after(read: Sequence[str], number: int) -> str:
    words = ""
    for piece in read[number + 1 : number + 1 + _PIECES_AROUND]:
        words += piece
        if "\n" in piece:
            break
    return words.partition("\n")[0]


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
    choices = "|".join(map(_spelling, names_of_term(words)))
    if _SPACELESS.search(words):
        return re.compile(choices)
    is_in_capitals = words.upper() == words
    before, after = rf"(?<![^\W{_JAPANESE}])(?<![&{_HYPHENS}])", rf"(?![^\W{_JAPANESE}]|[{_HYPHENS}])"
    # Of the words alone: signs that may not stand beside them know no case, and were looked at one by one for it.
    return re.compile(rf"{before}(?{'' if is_in_capitals else 'i'}:{choices}){after}")


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
