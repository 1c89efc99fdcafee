"""What a change of words does to the sense of a passage, as far as a machine may say: that it is the same, or not.

It never says that the sense is the same where it may be another: words that are not recognised are other words. What it costs
are false alarms, where somebody says the same thing in words of her own.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from common.markup.language import primary
from common.markup.meaning_change import LANGUAGES, UNKNOWN, Lexicon
from common.markup.text_quotes import normalize_text
from common.markup.word_diff import Effort, edits

type MeaningChange = Literal["same", "wording", "changed"]

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[%€$£+=≥≤±?])|(?P<end>[.!…;:,()])"
)
_SENTENCE_ENDS = frozenset(".!…?:;")
_RESTRICTED = 8
_LEAST_STEM = 3
_TYPO_LENGTHS = {"doubled": 5, "exchanged": 5, "lost": 7, "replaced": 8}


class _Token(NamedTuple):
    """`key` is what it counts as; `word` how it was written."""

    key: str
    word: str
    kind: Literal["content", "telling", "soft"]


class _Clause(NamedTuple):
    """What stands between two signs; `is_opened` by a word that begins a circumstance ("if", "when"), `is_joined` of two."""

    tokens: tuple[_Token, ...]
    is_opened: bool
    is_joined: bool


def compare_meaning(old: str, new: str, language: str, effort: Effort | None = None) -> MeaningChange:
    """Whether the words are the same (case, accents, spaces, quotes and markup do not count), say the same, or may not."""
    one, two = normalize_text(old).words.strip(), normalize_text(new).words.strip()
    if one == two:
        return "same"
    words = LANGUAGES.get(primary(language), UNKNOWN)
    before, after = _sentences(one, words), _sentences(two, words)
    effort = effort or Effort()
    if _is_alike(_flat(before), _flat(after), words, effort):
        return "wording"
    if len(before) == len(after) and all(_is_moved(a, b, words, effort) for a, b in zip(before, after, strict=True)):
        return "wording"
    return "changed"


def turning_words(text: str, language: str, *, always: bool = True) -> frozenset[str]:
    """The words of a heading, or of what leads in a list, that turn what stands below into its contrary.

    Without `always` only of one that speaks of what is below ("Not to be done", "True"): others say something of their own.
    """
    words = LANGUAGES.get(primary(language), UNKNOWN)
    found = frozenset(token.key for token in _flat(_sentences(normalize_text(text).words, words)))
    return found & words.turning if always or found & words.framing else frozenset()


def _flat(sentences: Sequence[Sequence[_Clause]]) -> list[_Token]:
    return [token for clauses in sentences for clause in clauses for token in clause.tokens]


def _sentences(even: str, words: Lexicon) -> list[list[_Clause]]:
    """The sentences of an even text, each as its clauses: what stands between two signs."""
    for pattern, instead in _phrases(words):
        even = pattern.sub(instead, even)
    sentences: list[list[_Clause]] = [[]]
    for raw, sign in _raw_clauses(even):
        if tokens := tuple(_tokens(raw, words)):
            sentences[-1].append(_Clause(tokens, raw[0] in words.openers, not words.joining.isdisjoint(raw)))
        if sign in _SENTENCE_ENDS and sentences[-1]:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


@lru_cache(maxsize=8)
def _compiled(phrases: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in phrases)


def _phrases(words: Lexicon) -> tuple[tuple[re.Pattern[str], str], ...]:
    return _compiled(words.phrases)


def _raw_clauses(even: str) -> list[tuple[list[str], str]]:
    """The words between two signs, and the sign that ends them."""
    clauses: list[tuple[list[str], str]] = []
    begun: list[str] = []
    for found in _TOKEN.finditer(even):
        text = found.group()
        if found.lastgroup == "end":
            clauses.append((begun, text))
            begun = []
            continue
        begun.append(text)
        if text == "?":
            clauses.append((begun, text))
            begun = []
    return [*clauses, (begun, "")]


def _tokens(raw: list[str], words: Lexicon) -> list[_Token]:
    tokens: list[_Token] = []
    denied_at = -_RESTRICTED
    at = 0
    while at < len(raw):
        length, number = _number(raw, at, words)
        if length:
            tokens.append(_Token(f"#{number}", " ".join(raw[at : at + length]), "telling"))
            at += length
            continue
        word = raw[at]
        if word in words.restricting and at - denied_at <= _RESTRICTED:
            tokens.append(_Token("only", word, "telling"))
        elif token := _token(word, words):
            tokens.append(token)
        if word in words.denying:
            denied_at = at
        elif word in words.completing:
            denied_at = -_RESTRICTED
        at += 1
    return tokens


def _token(word: str, words: Lexicon) -> _Token | None:
    if word in words.telling:
        return _Token(words.telling[word], word, "telling")
    if word in words.soft:
        return _Token(f"~{words.soft[word]}", word, "soft")
    if word in words.silent:
        return None
    return _Token(word, word, "content")


def _number(raw: list[str], at: int, words: Lexicon) -> tuple[int, str]:
    """How many words from `at` make a number, and which; 0 where none does."""
    if raw[at][0].isdigit():
        return 1, raw[at].replace(" ", "").replace(",", ".")
    if raw[at] in words.ones:
        following = raw[at + 1] if at + 1 < len(raw) else ""
        return (1, "1") if following.removesuffix("s") in words.units or following in words.units else (0, "")
    end = at
    total = current = 0
    while end < len(raw) and (value := words.numbers.get(raw[end])) is not None:
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 or (value == 20 and current == 4):
            current = max(current, 1) * value
        else:
            current += value
        end += 1
        if raw[end : end + 2] in (["et", "un"], ["et", "une"], ["et", "onze"]):
            end += 1
    return end - at, str(total + current) if end > at else ""


def _is_alike(a: Sequence[_Token], b: Sequence[_Token], words: Lexicon, effort: Effort) -> bool:
    """Whether the same is said in the same order."""
    gone: set[str] = set()
    come: set[str] = set()
    for edit in edits([token.key for token in a], [token.key for token in b], effort):
        one, two = a[edit.i1 : edit.i2], b[edit.j1 : edit.j2]
        if not _says_the_same(_firm(one), _firm(two), words):
            return False
        gone |= {token.key for token in one if token.kind == "soft"}
        come |= {token.key for token in two if token.kind == "soft"}
    return not (gone - come and come - gone)  # "your" may go, and "his" may come, but not one for the other


def _firm(tokens: Sequence[_Token]) -> list[_Token]:
    return [token for token in tokens if token.kind != "soft"]


def _says_the_same(a: list[_Token], b: list[_Token], words: Lexicon) -> bool:
    if len(a) == len(b) and all(_is_same_word(x, y, words) for x, y in zip(a, b, strict=True)):
        return True
    kinds = {token.kind for token in (*a, *b)}
    return kinds <= {"content"} and _together(a) == _together(b)  # written in one word, or in two


def _together(tokens: list[_Token]) -> str:
    return "".join(token.word for token in tokens)


def _is_same_word(x: _Token, y: _Token, words: Lexicon) -> bool:
    if x.key == y.key:
        return True
    if x.key[0] == "#" or y.key[0] == "#" or (x.kind == "telling" and y.kind == "telling"):
        return False
    if x.kind == y.kind == "content" and (_is_inflected(x.word, y.word, words) or _is_synonym(x.word, y.word, words)):
        return True
    return bool(words.stemmer) and not {x.word, y.word} & words.twins and is_typo(x.word, y.word)


def _is_synonym(a: str, b: str, words: Lexicon) -> bool:
    groups = _synonyms(words.stemmer)
    one = groups.get(_stem(a.removesuffix("s"), words.stemmer))
    return one is not None and one == groups.get(_stem(b.removesuffix("s"), words.stemmer))


@lru_cache(maxsize=8)
def _synonyms(stemmer: str) -> dict[str, str]:
    words = next((words for words in LANGUAGES.values() if words.stemmer == stemmer), UNKNOWN)
    return {_stem(word, stemmer): group for word, group in words.synonyms.items()}


def _is_inflected(a: str, b: str, words: Lexicon) -> bool:
    """Whether they are forms of one word: a plural, another person of a verb; neither another tense nor a derived word."""
    if any(_root(a, pattern) == _root(b, pattern) is not None for pattern in words.irregular):
        return True
    if _mood(a) != _mood(b):
        return False
    length = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    endings = {a[length:], b[length:]}
    if length < _LEAST_STEM or not endings <= words.endings:
        return False
    if endings <= {"", "s", "x"}:
        return True
    # The stemmer leaves "prouvent" as it is, since it might be an adjective.
    pairs = [(a, b), *((one.removesuffix("nt"), two) for one, two in ((a, b), (b, a)) if one.endswith("ent"))]
    return length > _LEAST_STEM and any(_stem(x, words.stemmer) == _stem(y, words.stemmer) for x, y in pairs)


def _mood(word: str) -> str:
    """What is done, was done, or would be done."""
    bare = word.removesuffix("s")
    if bare.endswith(("rait", "raient", "riez", "rions")):
        return "would"
    return "did" if bare.endswith(("ait", "aient")) else ""


def _root(word: str, pattern: str) -> str | None:
    found = re.search(pattern, word)
    return word[: found.start()] if found else None


@lru_cache(maxsize=4096)
def _stem(word: str, stemmer: str) -> str:
    return str(_stemmer(stemmer).stemWord(word)) if stemmer else word


@lru_cache(maxsize=4)
def _stemmer(name: str) -> Any:
    import snowballstemmer  # where nothing is compared, as in the renderer's process, it is not loaded

    return snowballstemmer.stemmer(name)


def is_typo(a: str, b: str) -> bool:
    """One keystroke apart, in words long enough to be no other words: a letter doubled, lost, exchanged, or mistyped."""
    shorter, longer = sorted((a, b), key=len)
    if shorter[:1] != longer[:1] or len(longer) - len(shorter) > 1 or shorter == longer:
        return False
    at = next((i for i, (x, y) in enumerate(zip(shorter, longer, strict=False)) if x != y), len(shorter))
    if len(shorter) < len(longer):
        if shorter[at:] != longer[at + 1 :]:
            return False
        return len(longer) >= _TYPO_LENGTHS["doubled" if longer[at] == longer[at - 1] else "lost"]
    if shorter[at + 2 :] == longer[at + 2 :] and shorter[at : at + 2] == longer[at : at + 2][::-1]:
        return len(longer) >= _TYPO_LENGTHS["exchanged"]
    return shorter[at + 1 :] == longer[at + 1 :] and len(longer) >= _TYPO_LENGTHS["replaced"]


def _is_moved(a: Sequence[_Clause], b: Sequence[_Clause], words: Lexicon, effort: Effort) -> bool:
    """Whether two sentences say the same, the circumstance ("if you doubt") standing before in one and behind in the other."""
    one, two = [token for clause in a for token in clause.tokens], [token for clause in b for token in clause.tokens]
    if _is_alike(one, two, words, effort):
        return True
    if len(a) > 2 or len(b) > 2:
        return False
    return any(
        _may_change_places(first, second) and _is_alike([*second.tokens, *first.tokens], other, words, effort)
        for (first, second), other in [(a, two)] * (len(a) == 2) + [(b, one)] * (len(b) == 2)
    )


def _may_change_places(first: _Clause, second: _Clause) -> bool:
    """Exactly one is a circumstance, and of one thing only."""
    return first.is_opened != second.is_opened and not (second if first.is_opened else first).is_joined
