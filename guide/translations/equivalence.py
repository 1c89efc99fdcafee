"""Whether a changed original still says to a translator what it said: what makes a paragraph of a translation outdated.

Only words, numbers, signs (an arrow, an emoji, a tick), the targets of links and pictures, and their order do. White space,
apostrophes and quotes, emphasis, the marks of lists, capitals, punctuation, and the form of a link do not. Nor does a mistyped
word that was put right: a letter doubled or single, two neighbours exchanged, an accent inside a word of six letters and more,
unless there is such a word ("pêcheur", "pécheur"). A letter that was lost, or another one, may make another word ("rédaction",
"réaction", "réduction"), and so may an ending: these are outdated, for a translator says with one key that a paragraph is still
right, but nobody sees one that is silently wrong.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from django.utils.encoding import iri_to_uri

from campaign.languages import first_language
from common.markup import title_key
from common.markup.inline_codes import Code, Text, parts
from common.markup.inline_codes.codes import EMPHASIS
from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS, BARE_EMAIL
from common.markup.meaning_change import LANGUAGES, UNKNOWN, Lexicon
from common.markup.meaning_change.equivalence import is_typo

type _Token = tuple[str, str]

_NO_TARGETS: Mapping[str, str] = MappingProxyType({})
_CJK = "\u3040-\u30ff\u3400-\u9fff\u3005"
_TOKEN = re.compile(
    rf"(?P<target>{BARE_ADDRESS.pattern}|{BARE_EMAIL.pattern})"
    r"|(?P<number>(?<!\w)[-−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*)|\d+(?:[.,:]\d+)*)"
    rf"|(?P<word>[{_CJK}]|(?:(?![{_CJK}])[^\W\d_])+)"
    r"|(?P<sign>[^\w\s])"
)
_DEFINITION = re.compile(r"[ ]*\[([^\[\]]*)\]:[ ]*<?([^\s<>]*)")
_SCHEME = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SIGNS = frozenset("%‰&§@#†‡※/")
"""Which punctuation marks are read as words are; what Unicode calls a symbol is so as well, letters' own accents excepted."""
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae"})
_DOUBLED = re.compile(r"(.)\1+")
_LONGEST_KNOWN = 4_000
_LEAST_ACCENTED = 6
_ENDING = 3


def same_for_translators(
    older: str, newer: str, *, language: str | None = None, targets: Mapping[str, str] = _NO_TARGETS
) -> bool:
    """Returns whether a translation of the `older` Markdown is one of the `newer`, too.

    `language` is that of both, the guide's own where none is named. `targets` says where the names of references, and the
    titles of wiki links, lead that are defined elsewhere than in the two texts.
    """
    if older == newer:
        return True
    before, after = _tokens(older, targets), _tokens(newer, targets)
    if before == after:
        return True
    words = LANGUAGES.get(primary(language or first_language()), UNKNOWN)
    return len(before) == len(after) and all(_is_same(a, b, words) for a, b in zip(before, after, strict=True))


def translators_key(markdown: str) -> str:
    """Returns what is the same for two paragraphs that are the same for translators, mistyped words apart."""
    return "\x1f".join(f"{kind} {value}" for kind, value in _tokens(markdown, _NO_TARGETS))


def _is_same(a: _Token, b: _Token, words: Lexicon) -> bool:
    return a == b or (a[0] == b[0] == "word" and _is_put_right(a[1], b[1], words))


def _is_put_right(a: str, b: str, words: Lexicon) -> bool:
    """Whether one of two words is the other mistyped, and no word of its own."""
    if not words.stemmer:
        return False
    one, two = _bare(a), _bare(b)
    if one == two:
        is_accent_alone = len(one) >= _LEAST_ACCENTED and a[-2:] == b[-2:]
        return is_accent_alone and not one.startswith(words.told_apart_by_accents)
    if {one, two} <= words.telling.keys() or any(_is_twin(word, words) for word in (one, two)):
        return False
    is_slip = sorted(one) == sorted(two) or _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", two)
    return is_slip and one[-_ENDING:] == two[-_ENDING:] and is_typo(one, two)


def _is_twin(word: str, words: Lexicon) -> bool:
    """A form of a word to which another is one keystroke away."""
    return any(twin.startswith(word[: max(4, len(word) - 3)]) for twin in words.twins)


def _bare(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _tokens(markdown: str, targets: Mapping[str, str]) -> list[_Token]:
    """The words, numbers and targets of a text in their order; a target that is the words themselves stands there once.

    Each paragraph of a text is compared with others of it: of the last ones, the result is known.
    """
    return _read(markdown, targets) if targets or len(markdown) > _LONGEST_KNOWN else _known(markdown)


@lru_cache(maxsize=512)
def _known(markdown: str) -> list[_Token]:
    return _read(markdown, _NO_TARGETS)


def _read(markdown: str, targets: Mapping[str, str]) -> list[_Token]:
    found = parts(markdown)
    defined = dict(_definitions(found))
    known = {title_key(name): target for name, target in (dict(targets) | defined).items()}
    used = {title_key(part.target) for part in found if isinstance(part, Code)}
    tokens: list[_Token] = []
    words = ""
    for part in found:
        if isinstance(part, Text):
            words += part.data
        elif part.kind not in EMPHASIS - {"strike"}:
            tokens += [*_words(words), *_of_code(part, known)]
            words = ""
    tokens += _words(words)
    tokens += [("definition", f"{name} {target}") for name, target in defined.items() if title_key(name) not in used]
    return [token for token, same in groupby(tokens) for _ in (same if token[0] != "target" else [token])]


def _definitions(found: list[Text | Code]) -> Iterator[tuple[str, str]]:
    for part in found:
        if isinstance(part, Code) and part.kind == "link_definition" and (one := _DEFINITION.match(part.data)):
            yield one[1], one[2]


def _words(text: str) -> Iterator[_Token]:
    text = unicodedata.normalize("NFC", html.unescape(text)).translate(_LETTERS)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    for hit in _TOKEN.finditer(text):
        match hit.lastgroup:
            case "target":
                yield _target(hit[0])
            case "number":
                yield "number", re.sub(r"\s", "", hit[0]).replace("−", "-")
            case "sign":
                if hit[0] in _SIGNS or unicodedata.category(hit[0]) in {"Sm", "Sc", "So"}:
                    yield "sign", hit[0]
            case kind:
                yield kind or "", hit[0].casefold()


def _of_code(code: Code, known: Mapping[str, str]) -> Iterator[_Token]:
    match code.kind:
        case "code" | "code_block" | "strike":
            yield code.kind, code.data.strip("`")
        case "reference" | "image_reference" if code.role == "close":
            yield _target(known.get(title_key(code.target), f"[{title_key(code.target)}]"))
        case "wiki_link":
            if code.role == "single":
                yield from _words(code.target)
            if code.role != "open":
                yield _target(known.get(title_key(code.target), f"[{title_key(code.target)}]"))
        case "link" | "image" | "abbr" if code.role == "close":
            yield _target(code.target)
        case "autolink":
            yield _target(code.target)
        case "mention" | "note_mark":
            yield code.kind, code.target


def _target(address: str) -> _Token:
    """An address, without what says how it is fetched and the stroke at its end; letters are escaped in it or not."""
    return "target", iri_to_uri(_SCHEME.sub("", address, count=1)).rstrip("/")
