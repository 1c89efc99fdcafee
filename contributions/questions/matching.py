"""Whether two questions are nearly the same: by the beginnings of their words, then by their letters, three by three.

No library knows French, English and typing at once for the few words of a question; and an index of the beginnings of words
is a plain table, the same on both databases. Accents, case, punctuation, small words and plurals do not count.
"""

from __future__ import annotations

import re

from common import markup

BEGINNING = 5
KEY_LENGTH = 300
MOST_WORDS = 12
ALIKE = 0.56
NOT_A_LETTER = re.compile(r"[\W_]+")
FIRST_OF_THE_EAST = "\u2e80"  # from here on, writing has no spaces between words
FRENCH = """
a ai ainsi alors apres as au aucun aussi aux avant avec avez avoir avons car ce ceci cela celle celui ces cet cette
chez comme comment d dans de depuis des dois doit donc du elle elles en encore entre es est et etait etes etre eu eux
fait faire faut fois font il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous
on ont ou par parce pas pendant peut peux plus pour pourquoi pouvez puis qu quand que quel quelle quelles quels quelqu
qui quoi s sa sans se selon ses si soi soit son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un
une va vais vers vos votre vous y
"""
ENGLISH = """
am an and any are at be but by can could did do does for from had has have he her his how i if in is it its just may
my no not of or our out she should so than that the their them then there they this to too was we were what when where
which who why will with would you your a
"""
SMALL_WORDS = frozenset(f"{FRENCH} {ENGLISH}".split())


def key_of(text: str) -> str:
    """The identity of a question: what is left of it when accents, case and punctuation do not count."""
    return NOT_A_LETTER.sub(" ", markup.title_key(text)).strip()[:KEY_LENGTH]


def words_of(text: str) -> list[str]:
    """The beginnings of the words that count, the longest words first, since they are the rarest; each once."""
    words = [word for word in key_of(text).split() if word not in SMALL_WORDS]
    words.sort(key=len, reverse=True)
    beginnings = (beginning for word in words for beginning in _beginnings(word))
    return list(dict.fromkeys(beginnings))[:MOST_WORDS]


def _beginnings(word: str) -> list[str]:
    if max(word) >= FIRST_OF_THE_EAST:
        return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    single = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    return [single[:BEGINNING]] if len(single) > 1 or single.isdecimal() else []


def similarity(mine: str, other: str) -> float:
    """From 0 to 1, for two keys: how far one asks what the other asks. What is still being typed is like what it begins."""
    if mine == other:
        return 1.0
    words, others = set(words_of(mine)), set(words_of(other))
    if not words or not others:
        return 0.0
    shared = len(words & others)
    within = shared / min(len(words), len(others)) if shared > 1 else 0.0
    by_words = (within + 2 * shared / (len(words) + len(others))) / 2
    return (2 * by_words + _by_letters(mine, other)) / 3


def _by_letters(mine: str, other: str) -> float:
    """Twice what two texts share of their threes of letters, over all that both have."""
    threes, others = _threes(mine), _threes(other)
    return 2 * len(threes & others) / (len(threes) + len(others)) if threes or others else 0.0


def _threes(key: str) -> set[str]:
    padded = f"  {key} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
