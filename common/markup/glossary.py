"""The words of a glossary, found in rendered texts and linked to where they are explained, each once a text.

Takes and gives HTML that `markup.render` has made: links are put into its words, nothing else is touched.

Whether a word stands for itself in a sentence, or only says which kind of another thing is meant: "backup codes".

English and Japanese put such a word before what it belongs to, French and Italian behind it, with "de" or "di". No grammar
is known here: short lists say what may stand beside a word. In doubt it belongs to a longer expression.

The entries of a translated glossary in the order of its own language: they were translated in that of another.

Japanese goes by the reading, which stands in brackets behind a term that is not written in kana: 個人情報（こじんじょうほう）.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from itertools import groupby
from typing import Final

from common.markup.html_blocks import BLOCK_TAGS, HtmlBlock, split_blocks, tag_name
from common.markup.language import primary
from common.markup.text import html_text, plain_text, title_key

_WORDS_AFTER = re.compile(r"[\s\u00a0]+([\w’']+)(?:[\s\u00a0]+([\w’']+))?")
_COMPLEMENT: Final = {
    "fr": re.compile(r"(?<!\w)(\w++)[\s\u00a0]++(?:de[\s\u00a0]+|d[’'])\Z", re.IGNORECASE),
    "it": re.compile(r"(?<!\w)(\w++)[\s\u00a0]++(?:di[\s\u00a0]+|d[’'])\Z", re.IGNORECASE),
}
_KANJI: Final = "\u3005\u3400-\u9fff"
_KATAKANA: Final = "\u30a0-\u30ff"
_GOES_ON_IN_JAPANESE = re.compile(rf"[{_KANJI}{_KATAKANA}A-Za-z0-9]")
_OF_ONE_SCRIPT = tuple(re.compile(rf"[{script}]{{2}}") for script in (_KANJI, _KATAKANA, "A-Za-z0-9"))

# What comes behind an English noun without belonging to it.
_BESIDE_A_NOUN: Final = """
    a about above after again against all alone along already also always am among an and any are aren't around as at
    away be because been before behind being below between beyond both but by can can't cannot could despite did didn't do
    does doesn't don't down during each either else even ever every everywhere except first for from had has hasn't have
    haven't he her here him his how however i if in inside instead into is isn't it its itself just later least less like
    may me might more most must my near never no nobody nor not now of off often on once one only onto or other our out
    outside over per rather same shall she should since so some soon still such than that the their them then there these
    they this those though through till to today together tomorrow too toward towards twice under unless until up upon us
    very via was wasn't we were weren't what when where whether which while who whose why will with within without won't
    would yet you your yourself
"""
# Behind the next word, these make a verb of it: "a passkey holds out", "a pseudonym hides its owner".
_BEHIND_A_VERB: Final = """
    a an the this these those my your his her its our their them us him me every each no out up off down away back
"""
# Nouns that say how much of the thing there is, or that it is there, and leave it what it is: "a phishing attempt".
_CASES: Final = {
    "en": """
        attack attacks attempt attempts campaign campaigns case cases incident incidents risk risks scam scams victim victims
    """,
    "fr": """
        absence acte actes assez attaque attaques autant beaucoup campagne campagnes cas défaut définition demande demandes
        exemple exemples forme formes genre jamais manque moins mot mots notion pas peu plus preuve preuves refus risque
        risques sorte sortes tant tentative tentatives terme termes trop type types victime victimes
    """,
    "it": """
        assenza attacchi attacco atti atto campagna campagne casi caso concetto definizione esempi esempio forma forme genere
        mancanza meno parola più prova prove richiesta richieste rifiuto rischi rischio sorta tentativi tentativo termine tipi
        tipo vittima vittime
    """,
}
BESIDE_A_NOUN: Final = frozenset(_BESIDE_A_NOUN.split())
BEHIND_A_VERB: Final = frozenset(_BEHIND_A_VERB.split())
CASES: Final = {language: frozenset(words.split()) for language, words in _CASES.items()}


def stands_alone(words: str, before: str, after: str, language: str) -> bool:
    """Whether `words`, between `before` and `after` in a sentence, mean themselves and no part of a longer expression.

    Several words ("data breach") say enough by themselves, whatever follows or precedes them; not in Japanese.
    """
    if language == "ja":
        return not _goes_on_in_japanese(words, before, after)
    if len(words.split()) > 1:
        return True
    if language in _COMPLEMENT:
        return not _belongs_to_what_precedes(before, language)
    return language != "en" or not _belongs_to_what_follows(after)


def _goes_on_in_japanese(words: str, before: str, after: str) -> bool:
    """A kanji, a katakana or a letter follows at once, or the same script precedes: words have no spaces there."""
    meeting = before[-1:] + words[:1]
    is_within = any(script.fullmatch(meeting) for script in _OF_ONE_SCRIPT)
    return is_within or bool(_GOES_ON_IN_JAPANESE.match(after))


def _belongs_to_what_precedes(before: str, language: str) -> bool:
    found = _COMPLEMENT[language].search(before[-60:])
    return found is not None and found[1].casefold() not in CASES[language]


def _belongs_to_what_follows(after: str) -> bool:
    found = _WORDS_AFTER.match(after[:120])
    if not found:
        return False
    first, second = (word.casefold().replace("’", "'") for word in (found[1], found[2] or ""))
    stands_apart = first in BESIDE_A_NOUN or first.partition("'")[0] in BESIDE_A_NOUN
    return not (stands_apart or first in CASES["en"] or second in BEHIND_A_VERB)


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

    A word is no part of a longer one, of a compound or of a longer expression. Headings, links and
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


_BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


def ordered_entries(markdown: str, language: str) -> str:
    """Returns the text of a glossary with its entries in order; what stands between them stays where it is."""
    entries: list[str] = []
    for block in _BLANK_LINES.split(markdown):
        if entries and block.startswith(("    ", "\t")):
            entries[-1] = f"{entries[-1]}\n\n{block}"
        else:
            entries.append(block)

    def key(entry: str) -> str:
        return reading(plain_text(entry.lstrip("\n").partition("\n")[0]), language)

    runs = [(is_run, list(run)) for is_run, run in groupby(entries, _is_entry)]
    return "\n\n".join(entry for is_run, run in runs for entry in (sorted(run, key=key) if is_run else run))


def ordered_entries_html(html: str, language: str) -> str:
    """Returns the same of a glossary as `render` has made it."""
    return "\n".join(
        _list_in_order(block, language) if block.tag == "dl" else block.html for block in split_blocks(html)
    )


def reading(term: str, language: str) -> str:
    """Returns by what a term is put in order: letters without case and accents, kana as hiragana."""
    if primary(language) != "ja":
        return title_key(term)
    word = _BRACKETS.sub("", term).strip()
    if not _KANA.fullmatch(word):
        word = next(filter(_KANA.fullmatch, _BRACKETS.findall(term)), word)
    return unicodedata.normalize("NFKC", word).casefold().translate(_TO_HIRAGANA)


def _list_in_order(block: HtmlBlock, language: str) -> str:
    entries: list[list[HtmlBlock]] = []
    for child in block.children:
        if not entries or (child.tag == "dt" and entries[-1][-1].tag != "dt"):
            entries.append([])
        entries[-1].append(child)
    entries.sort(key=lambda entry: reading(html_text(entry[0].html), language))
    inside = "\n".join(child.html for entry in entries for child in entry)
    return f"{block.opening}\n{inside}\n{block.closing}"


def _is_entry(block: str) -> bool:
    """A term, and its meaning on the next line."""
    return any(line.startswith(":") for line in block.strip("\n").split("\n")[1:])
