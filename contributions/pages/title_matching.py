"""How well titles answer the few letters that somebody has begun to type."""

from __future__ import annotations

from django.db.models import Case, Q, Value, When

from common import markup

LONGEST_QUESTION = 150
MOST_WORDS = 8
# What a word of a title stands behind: in « l’appel » the second one is a word as well.
BEFORE_A_WORD = " '-(«\"/"


def key_of(question: str) -> str:
    """What was typed, folded as titles are; spaces, which a key has not at its ends, do not count."""
    return markup.title_key(question[:LONGEST_QUESTION])


def holding(key: str) -> Q:
    """Titles that hold every word of `key`, in any order."""
    condition = Q()
    for word in key.split()[:MOST_WORDS]:
        condition &= Q(title_key__contains=word)
    return condition


def rank(key: str) -> Case:
    """0 where the title begins with `key`, 1 where one of its words does, 2 where it holds it, 3 where it holds the words."""
    begins_a_word = Q()
    for sign in BEFORE_A_WORD:
        begins_a_word |= Q(title_key__contains=f"{sign}{key}")
    return Case(
        When(title_key__startswith=key, then=Value(0)),
        When(begins_a_word, then=Value(1)),
        When(title_key__contains=key, then=Value(2)),
        default=Value(3),
    )
