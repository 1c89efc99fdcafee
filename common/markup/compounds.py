"""Whether a word stands for itself in a sentence, or only says which kind of another thing is meant: "backup codes".

English and Japanese put such a word before what it belongs to, French and Italian behind it, with "de" or "di". No grammar
is known here: short lists say what may stand beside a word. In doubt it belongs to a longer expression.
"""

import re
from typing import Final

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
