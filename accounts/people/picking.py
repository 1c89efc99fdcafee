"""One way to name somebody, wherever a person is asked for: a user name, an alias, or any part of the name that she shows.

Accents and case do not count. Where several go by what was typed, they are offered, told apart by where they work and
their user names. Whoever goes by no name is found by her alias alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import PersonQuerySet, User, name_words

MOST_OFFERED = 12


@dataclass(frozen=True)
class Pick:
    """Whom a text names: one person, several that may be meant, or nobody."""

    person: User | None = None
    several: tuple[User, ...] = ()


def pick(text: str) -> Pick:
    """Returns who is named, whether her account is stopped or not."""
    if not text.strip() or "\0" in text:
        return Pick()
    if known := User.objects.by_handle(text.strip()).first():
        return Pick(known)
    found = matching(User.objects.get_queryset(), text, at_most=MOST_OFFERED)
    words = name_words(text)
    exact = [person for person in found if name_words(person.public_name) == words]
    if len(found) == 1 or len(exact) == 1:
        return Pick((exact or found)[0])
    return Pick(several=tuple(found))


def matching(people: PersonQuerySet, letters: str, *, at_most: int) -> list[User]:
    """Those of whose name each word begins a word; where there are none, those in whose name each stands anywhere."""
    found = list(people.named_like(letters).order_by("name_key", "pk")[:at_most])
    return found or list(people.named_with(letters).order_by("name_key", "pk")[:at_most])
