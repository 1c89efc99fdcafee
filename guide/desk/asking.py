"""What an address of the desk asks for: which list, of which theme, which text is open, which place is aimed at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from paging import number_in

PREFIXES = {"page": "page", "said": "contribution"}
LARGEST_NUMBER = 4


class Listed(StrEnum):
    """The three lists of the desk."""

    READ = "read"
    DECIDE = "decide"
    LATER = "later"


@dataclass(frozen=True, order=True)
class Key:
    """The text that an address names: "page-12", "said-40". `relation` is what a row calls it."""

    prefix: str
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        prefix, _dash, number = text.partition("-")
        pk = number_in(number)
        return cls(prefix, pk) if prefix in PREFIXES and pk is not None else None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Of a row that is about a page or about a contribution."""
        return cls("page", row.page_id) if row.page_id else cls("said", row.contribution_id)

    @property
    def relation(self) -> str:
        return PREFIXES[self.prefix]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.pk}"


@dataclass(frozen=True)
class Asked:
    """Whatever makes no sense is as if it had not been asked: nothing that is typed into an address is an error."""

    listed: Listed = Listed.READ
    theme: int | None = None
    text: Key | None = None
    place: int | None = None
    done: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        listed, done = query.get("list", ""), query.get("done", "")
        return cls(
            listed=Listed(listed) if listed in set(Listed) else Listed.READ,
            theme=number_in(query.get("theme", ""), digits=LARGEST_NUMBER),
            text=Key.read(query.get("text", "")),
            place=number_in(query.get("place", ""), digits=LARGEST_NUMBER),
            done=done if number_in(done) is not None or Key.read(done) else "",
        )

    def url(self, **changes: Any) -> str:
        """The address that asks for the same, but for these changes; what has just been done is said once."""
        wanted = replace(self, **{"done": ""} | changes)
        query = {
            "list": "" if wanted.listed == Listed.READ else wanted.listed,
            "theme": wanted.theme or "",
            "text": wanted.text or "",
            "place": wanted.place or "",
            "done": wanted.done,
        }
        given = urlencode({name: value for name, value in query.items() if value})
        return reverse("guide:desk") + (f"?{given}" if given else "")

    def place_url(self, number: int) -> str:
        return self.url(place=number)
