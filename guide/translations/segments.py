"""A text of the guide as the paragraphs that are translated one by one, and a text put together from their translations.

A list item, a heading, a line of a table and the two lines of a definition are a paragraph each. What Markdown writes before
the words ("- ", "## ", ":   ") is the same in every language: it stands in `marker`, and is never a translator's to type.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.encoding import iri_to_uri

from campaign.languages import first_language
from common.markup import title_key
from common.markup.inline_codes import Code, Text, parts
from common.markup.inline_codes.codes import EMPHASIS
from common.markup.language import primary
from common.markup.link_policy import BARE_ADDRESS, BARE_EMAIL
from common.markup.meaning_change import LANGUAGES, UNKNOWN, Lexicon
from common.markup.meaning_change.equivalence import is_typo
from common.markup.paragraphs import split_units
from common.stored import Json, Stored

if TYPE_CHECKING:
    from guide.translations.originals import Original


_MARKER = re.compile(
    r"[ \t]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|[0-9]{1,9}[.)][ \t]+|#{1,6}[ \t]+|>[ \t]?|:[ ]{3}|\[\^[^\]\s]+\]:[ \t]*)*"
)
_FENCE = ("```", "~~~")
_ANOTHER_MARKER, _ALONE = 3.0, 2.0


SITE_FIELDS = frozenset({"introduction", "starter", "sentence"})
"""What the site says beside a question, and no edition prints: see `Original.site_lines`."""


@dataclass(frozen=True, slots=True)
class Segment(Stored):
    """One paragraph: `source` is Markdown of the original as whoever translated it last saw it, `target` its translation.

    `field` is "title", "short_title", "body", "quote", or one of the SITE_FIELDS. `is_machine`: nobody has looked at what a
    machine proposed.
    """

    field: str
    source: str
    target: str = ""
    marker: str = ""
    is_machine: bool = False

    def as_stored(self, values: Json) -> Json:
        """What is empty is left out."""
        return {name: value for name, value in values.items() if value}


def source_segments(original: Original) -> list[Segment]:
    """Returns the paragraphs of an original, none of them translated, in the order in which they are read."""
    lines = (("title", original.title), ("short_title", original.short_title))
    found = [Segment(field, value) for field, value in (*lines, *original.site_lines) if value]
    found += _of_body(original.body)
    return [*found, Segment("quote", original.quote)] if original.quote else found


def composed(body: str, targets: Iterable[str]) -> str:
    """Returns a body with the translation of each of its paragraphs in its place; one without any is left out.

    Raises ValueError where there are not as many translations as paragraphs.
    """
    rest, lines, is_left_out = list(targets), [], False
    for unit in split_units(body):
        marker, words = _split(unit)
        if not words:
            if not (is_left_out and not unit.strip()):
                lines.append(unit)
            is_left_out = False
            continue
        if not rest:
            raise ValueError("a paragraph without a translation, not even an empty one")
        target = rest.pop(0)
        is_left_out = not target
        if target:
            lines.append(marker + target)
    if rest:
        raise ValueError("a translation without its paragraph")
    return "\n".join(lines).strip("\n")


def translated_segments(original: Original, words: dict[str, str]) -> list[Segment]:
    """Returns the paragraphs of an original with what a translation as a whole says of each, as far as it can be told.

    `words` are a title, short title, body and quote. Paragraphs that the body has and the original has not go with the one
    before them, so that no word is lost.
    """
    sources = source_segments(original)
    of_body = iter(_paired([one for one in sources if one.field == "body"], _of_body(words.get("body", ""))))
    return [next(of_body) if one.field == "body" else replace(one, target=words.get(one.field, "")) for one in sources]


def number_of_words(text: str) -> int:
    """Returns about how many words are to be translated; of Japanese, two characters count as one."""
    spaceless = len(re.findall("[\u3040-\u30ff\u3400-\u9fff]", text))
    return math.ceil(spaceless / 2) + len(re.findall("[^\\W\u3040-\u30ff\u3400-\u9fff]+", text))


def _of_body(body: str) -> list[Segment]:
    found = (_split(unit) for unit in split_units(body))
    return [Segment("body", words, marker=marker) for marker, words in found if words]


def _split(unit: str) -> tuple[str, str]:
    """The mark-up before the words of a unit, and the words; no words where there is nothing to translate."""
    match = _MARKER.match(unit)
    marker = match[0] if match else ""
    words = unit[len(marker) :]
    is_text = any(sign.isalnum() for sign in words) and not words.startswith(_FENCE)
    return (marker, words) if is_text else (marker, "")


def _paired(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[Segment]:
    """Each source with its target: one to one where they are as many, else by mark-up and length, in order."""
    if len(sources) == len(targets):
        return [replace(one, target=other.source) for one, other in zip(sources, targets, strict=True)]
    said: list[list[str]] = [[] for _one in sources]
    last = 0
    for place, target in _nearest(sources, targets):
        last = last if place is None else place
        if said:
            said[last].append(target.source if place is not None else target.marker + target.source)
    return [replace(one, target="\n\n".join(parts)) for one, parts in zip(sources, said, strict=True)]


def _nearest(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[tuple[int | None, Segment]]:
    """For each target the place of its source, None for one that has none: the cheapest alignment in order.

    After Gale and Church, A program for aligning sentences in bilingual corpora (1993), with the difference of lengths and
    mark-up as the distance. Costs sources x targets.
    """
    rows, columns = len(sources) + 1, len(targets) + 1
    cost = [[_ALONE * (i + j) for j in range(columns)] for i in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            together = cost[i - 1][j - 1] + _distance(sources[i - 1], targets[j - 1])
            cost[i][j] = min(together, cost[i - 1][j] + _ALONE, cost[i][j - 1] + _ALONE)
    found: list[tuple[int | None, Segment]] = []
    i, j = rows - 1, columns - 1
    while j:
        if i and cost[i][j] == cost[i - 1][j - 1] + _distance(sources[i - 1], targets[j - 1]):
            i, j = i - 1, j - 1
            found.append((i, targets[j]))
        elif i and cost[i][j] == cost[i - 1][j] + _ALONE:
            i -= 1
        else:
            j -= 1
            found.append((None, targets[j]))
    return found[::-1]


def _distance(source: Segment, target: Segment) -> float:
    lengths = abs(math.log(len(source.source) / len(target.source)))
    return lengths + (_ANOTHER_MARKER if source.marker.strip() != target.marker.strip() else 0)


# Whether a changed original still says to a translator what it said: what makes a paragraph of a translation outdated.
#
# Only words, numbers, signs (an arrow, an emoji, a tick), the targets of links and pictures, and their order do. White
# space, apostrophes and quotes, emphasis, the marks of lists, capitals, punctuation, and the form of a link do not. Nor
# does a mistyped word that was put right: a letter doubled or single, two neighbours exchanged, an accent inside a word of
# six letters and more, unless there is such a word ("pêcheur", "pécheur"). A letter that was lost, or another one, may make
# another word ("rédaction", "réaction", "réduction"), and so may an ending: these are outdated, for a translator says with
# one key that a paragraph is still right, but nobody sees one that is silently wrong.


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
