"""People, found by the name that they go by: not indexed, for the table of people says who goes by what at this moment."""

from __future__ import annotations

from accounts import access
from accounts.models import User, name_words
from accounts.people.picking import distinguishing_words

MOST_SHOWN = 5
MOST_SUGGESTED = 3
SHORTEST = 2


def people_named(question: str, reader: access.Person, *, at_most: int = MOST_SHOWN) -> tuple[User, ...]:
    """Those of whose name each word of the question begins a word, as far as the reader may see their pages. One query."""
    words = name_words(question)
    if not access.may_read_wiki(reader) or not any(len(word) >= SHORTEST for word in words):
        return ()
    people = User.objects.get_queryset().filter(is_active=True).named_like(question)
    return tuple(people.order_by("name_key", "pk")[:at_most])


def people_suggested(question: str, reader: access.Person) -> list[tuple[User, str]]:
    """The few whom the letters name, each with what tells her apart from the others. One query."""
    found = people_named(question, reader, at_most=MOST_SUGGESTED)
    return list(zip(found, distinguishing_words(found), strict=True))
