"""Whom of the site a text names in full: as her account writes it, in capitals or not, with or without a space between."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User
from accounts.name_order import whole_name

MOST_NAMES = 20_000
LONGEST_SURNAME = 3  # words
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BETWEEN_NAMES = re.compile(r"[\s・]+")
_SHORT = 2  # signs of a whole name in kanji, which may be a part of a longer word
_KANJI = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Person:
    key: int
    first: str
    last: str

    @property
    def name(self) -> str:
        return whole_name(self.first, self.last)

    @property
    def orders(self) -> tuple[tuple[str, str], ...]:
        return (self.first, self.last), (self.last, self.first)


class Words:
    """What a text says: `words` one by one, and closed up as scripts without spaces write it."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(text)
        self._spaced = f" {' '.join(self.words)} ".casefold()
        self._closed_up = _BETWEEN_NAMES.sub("", text)

    def name(self, person: Person) -> bool:
        """Whether they name somebody, first name and surname next to each other in either order."""
        if has_case(person.last):
            return any(f" {one} {other} ".casefold() in self._spaced for one, other in person.orders)
        return any(self._stands(one + other) for one, other in person.orders)

    def _stands(self, name: str) -> bool:
        text, at = self._closed_up, self._closed_up.find(name)
        while at >= 0:
            around = text[max(0, at - 1) : at] + text[at + len(name) : at + len(name) + 1]
            if len(name) > _SHORT or not _KANJI.search(around):
                return True
            at = text.find(name, at + 1)
        return False


def has_case(name: str) -> bool:
    """Whether a name is written with letters of which there are capitals."""
    return name.lower() != name.upper()


def people_in(texts: Collection[Words]) -> list[Person]:
    """Returns who may be named in one of the texts; costs one query.

    Names with capitals are looked for by the words of the texts that have one. Those without, which are few where the script
    has capitals, are all looked at.
    """
    first = _in_any_case({word for text in texts for word in text.words if word[0].isupper()})
    last = _in_any_case({run for text in texts for run in _runs(text.words)})
    rows = User.objects.filter(~Q(first_name=""), ~Q(last_name=""))
    rows = rows.filter(Q(first_name__in=first, last_name__in=last) | Q(last_name=Lower("last_name")))
    return [Person(*row) for row in rows.values_list("pk", "first_name", "last_name")[:MOST_NAMES]]


def _in_any_case(names: set[str]) -> set[str]:
    return {form for name in names for form in (name, name.lower(), name.upper())}


def _runs(words: list[str]) -> set[str]:
    """What may be a surname: one to three words, the last of which begins with a capital."""
    ends = [at for at, word in enumerate(words) if word[0].isupper()]
    return {" ".join(words[max(0, at - n) : at + 1]) for at in ends for n in range(LONGEST_SURNAME)}
