"""How easily a text is read, by its sentences and syllables.

French: L. Kandel and A. Moles, “Application de l’indice de Flesch à la langue française”, Cahiers Études de
Radio-Télévision 19 (1958), pages 253-274: 207 - 1.015 words a sentence - 73.6 syllables a word.
English: R. Flesch, “A new readability yardstick”, Journal of Applied Psychology 32 (1948), pages 221-233:
206.835 - 1.015 words a sentence - 84.6 syllables a word.

Syllables are counted as they are spoken, by rules and a few exceptions. An elided word (l’, qu’) has no syllable of its
own and counts with the word that follows; figures count as words of one syllable.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from common.markup.language import primary
from common.markup.sentences import sentences
from common.markup.text import plain_text

type Level = Literal["very easy", "easy", "plain", "demanding", "hard"]

LONGEST_SENTENCE = 25
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SIGN = re.compile(r"\w")
_PART = re.compile(r"[^\W\d_]+|\d+")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’']", re.IGNORECASE)
LEVELS: tuple[tuple[float, Level], ...] = ((80, "very easy"), (65, "easy"), (50, "plain"), (30, "demanding"))


@dataclass(frozen=True, slots=True)
class Readability:
    """`score` runs from about 0, for specialists, to 100 and more, for everybody."""

    words: int
    sentences: int
    syllables: int
    score: float

    @property
    def level(self) -> Level:
        return next((level for least, level in LEVELS if self.score >= least), "hard")


def readability_of(text: str, language: str) -> Readability | None:
    """How easily a Markdown text is read; None for one without words, or in a language that has no measure here."""
    plain = plain_text(text)
    words = words_in(plain)
    parts = max(1, len(sentences(plain)))
    if not words or language not in _MEASURES:
        return None
    base, per_syllable, count = _MEASURES[language]
    syllables = sum(count(word) for word in words)
    score = base - 1.015 * len(words) / parts - per_syllable * syllables / len(words)
    return Readability(len(words), parts, syllables, round(score, 1))


def parts_words(language: str) -> bool:
    """Returns whether a language has spaces between its words, so that they can be counted."""
    return primary(language) != "ja"


def signs_in(plain: str) -> int:
    """Returns how many letters and figures there are."""
    return len(_SIGN.findall(plain))


def words_in(plain: str) -> list[str]:
    return _WORD.findall(plain)


def long_sentences(text: str, most: int = LONGEST_SENTENCE) -> list[str]:
    """The sentences of a Markdown text with more words than `most`."""
    plain = plain_text(text)
    found = (plain[sentence.start : sentence.end] for sentence in sentences(plain))
    return [sentence for sentence in found if len(words_in(sentence)) > most]


LONGEST_KNOWN, KNOWN = 30, 8_192  # characters of a word, words
_VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
_GROUP = re.compile(rf"[{_VOWELS}]+")
# Where a vowel begins a syllable although another stands before it: é and what follows, ï and ë, u and ou before a
# sounded vowel, i behind two consonants that are said together.
_HIATUS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"qu(?=[aeiouyéèêâîôœ]|$)", "q"),
        (r"gu(?=[eiyéèêî]|$)", "g"),
        (r"ge(?=[aoâô])", "g"),
        (rf"(?<=[{_VOWELS}])y(?=[{_VOWELS}])", "j"),
        (rf"é(?=[{_VOWELS}])", "é-"),
        (r"(?<=[aeiouéy])(?=[ïë])", "-"),
        (r"(?<=[bcdfgptv][lr])i(?=[aeéèêou])", "i-"),
        (r"(?<!o)(?<!a)(?<!e)u(?=[aeéèêoâô])(?!eu)", "u-"),
        (r"ou(?=[aeéèêâ])", "ou-"),
        (r"(?<=[aeo])(?=é)", "-"),
        (r"(?<=o)(?=[èê])", "-"),
        (r"(?<=[^eœ]o)(?=a)|(?<=a)(?=o[^uû])", "-"),
    )
)
_SILENT_END = re.compile(r"(?<=[^\W_])(?:e|es)$")
# Third persons in -ent, which is silent; nouns, adjectives and adverbs in -ent, where it sounds, are the rule for -ment and
# the list below.
_SILENT_ENT = re.compile(r"(?:ai|oi|[^aeéio]u|[bcdfghjklnpqrstvxzç]|mm|rm|[aei]m)ent$")
_SOUNDED_MENT = re.compile(r"(?:[mv]o|com|[eéai]m|[^aom]|[aeiou])ment$")
_SOUNDED_ENT = re.compile(
    r"""
    absent | accent | accident | adhérent | adolescent | agent | apparent | ardent | argent | arpent | auvent | cent
    | client | cohérent | compétent | concurrent | confident | conséquent | content | contingent | continent |
    couvent | décent | dent | différent | diligent | éloquent | éminent | équivalent | évident | excellent | exigent
    | fréquent | imminent | impotent | imprudent | incident | indifférent | indulgent | innocent | insolent |
    intelligent | intermittent | latent | lent | mécontent | négligent | occident | parent | patient | pénitent |
    permanent | pertinent | polyvalent | précédent | président | présent | prudent | récent | régent | résident |
    sergent | serpent | souvent | talent | torrent | transparent | urgent | vent | violent
    """,
    re.VERBOSE,
)
_CONJUGATED_MENT = re.compile(
    r"^(?:aim|form|affirm|confirm|inform|nomm|consomm|ferm|estim|exprim|imprim|résum|supprim)ent$"
)


def french_syllables(word: str) -> int:
    """The syllables of a word, as it is spoken in the north of France: one at least."""
    word = _ELIDED.sub("", word.lower())
    return max(1, sum(_count_of(part)(part) for part in _PART.findall(word)))


def _count_of(part: str) -> Callable[[str], int]:
    """Words of usual length are counted once: most of a text are words that stood in others."""
    return _in_known_part if len(part) <= LONGEST_KNOWN else _in_french_part


def _in_french_part(part: str) -> int:
    if part[0].isdigit():
        return 1
    part = _without_silent_end(part)
    for pattern, put in _HIATUS:
        part = pattern.sub(put, part)
    return max(1, len(_GROUP.findall(part)))


_in_known_part = lru_cache(maxsize=KNOWN)(_in_french_part)


def _without_silent_end(part: str) -> str:
    if part.endswith("ent") and len(part) > 4:
        is_adverb = _SOUNDED_MENT.search(part) and not _CONJUGATED_MENT.match(part)
        if not _SOUNDED_ENT.fullmatch(part) and not is_adverb and _SILENT_ENT.search(part):
            return part[:-3] or part
    bare = _SILENT_END.sub("", part)
    return bare if _GROUP.search(bare.replace("qu", "q")) else part


def english_syllables(word: str) -> int:
    """The syllables of an English word: groups of vowels, without the silent e."""
    word = re.sub(r"[^a-z]", "", word.lower().replace("’", "'").partition("'")[0])
    word = re.sub(r"(?<=[^laeiouy])e$|(?<=[aeiouy]l)e$|(?<=[^aeioudt])ed$|(?<=[^aeiouscgzx])es$", "", word)
    word = re.sub(r"i(?=[ao](?!us|n))|e(?=o(?!p))|u(?=a)|ia(?=l)", r"i-", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)))


_MEASURES: dict[str, tuple[float, float, Callable[[str], int]]] = {
    "fr": (207, 73.6, french_syllables),
    "en": (206.835, 84.6, english_syllables),
}
