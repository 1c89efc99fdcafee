"""The words that decide the sense of a sentence, those that do not, and those that say the same: a table a language.

All without accents and in lower case, as `normalize_text` has them. Where a word is in no table, it is a word like others, and
another in its place is another sense.
"""

from common.markup.meaning_change.french import FRENCH
from common.markup.meaning_change.lexicon import ENGLISH, Lexicon

LANGUAGES = {"fr": FRENCH, "en": ENGLISH}
UNKNOWN = Lexicon()
"""A language of which nothing is known: every word tells."""

__all__ = ["LANGUAGES", "UNKNOWN", "Lexicon"]
