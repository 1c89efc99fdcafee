"""What an address of the desk asks for: which list, of which theme, which text is open, which place is aimed at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from common.paging import parse_int
from contributions.cached_urls import cached_reverse
from contributions.models import Comment, Page

PREFIXES = {"page": "page", "comment": "comment"}
LARGEST_NUMBER = 4


class DeskList(StrEnum):
    """The three lists of the desk."""

    READ = "read"
    DECIDE = "decide"
    LATER = "later"


@dataclass(frozen=True, order=True)
class TextKey:
    """The text that an address names: "page-12", "comment-40". `relation` is what a row calls it."""

    prefix: str
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        prefix, _dash, number = text.partition("-")
        pk = parse_int(number)
        return cls(prefix, pk) if prefix in PREFIXES and pk is not None else None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Of a row that is about a page or about a contribution."""
        return cls("page", row.page_id) if row.page_id else cls("comment", row.comment_id)

    @classmethod
    def of_text(cls, text: Page | Comment) -> Self:
        return cls("page" if isinstance(text, Page) else "comment", text.pk)

    def draft_key(self, question: str) -> str:
        """What the draft of an answer to a question about it is called."""
        return f"submission:{self}:{question}"

    @property
    def relation(self) -> str:
        return PREFIXES[self.prefix]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.pk}"


@dataclass(frozen=True)
class DeskQuery:
    """The parsed query string of the desk. Invalid values are ignored."""

    listed: DeskList = DeskList.READ
    theme: int | None = None
    text: TextKey | None = None
    place: int | None = None
    done: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        listed, done = query.get("list", ""), query.get("done", "")
        return cls(
            listed=DeskList(listed) if listed in set(DeskList) else DeskList.READ,
            theme=parse_int(query.get("theme", ""), digits=LARGEST_NUMBER),
            text=TextKey.read(query.get("text", "")),
            place=parse_int(query.get("place", ""), digits=LARGEST_NUMBER),
            done=done if parse_int(done) is not None or TextKey.read(done) else "",
        )

    def url(self, **changes: Any) -> str:
        """The address that asks for the same, but for these changes; what has just been done is said once."""
        wanted = replace(self, **{"done": ""} | changes)
        query = {
            "list": "" if wanted.listed == DeskList.READ else wanted.listed,
            "theme": wanted.theme or "",
            "text": wanted.text or "",
            "place": wanted.place or "",
            "done": wanted.done,
        }
        given = urlencode({name: value for name, value in query.items() if value})
        return cached_reverse("guide:desk") + (f"?{given}" if given else "")

    def place_url(self, number: int) -> str:
        return self.url(place=number)
