"""What a person was told, as it is listed: grouped by place, what one actor did there in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from accounts.naming import named
from notifications.models import Notification


@dataclass
class NotificationLine:
    """One thing, or what one actor did several times in one place: the newest stands for all."""

    newest: Notification
    count: int = 0
    unread: int = 0

    def take(self, one: Notification) -> None:
        self.count += 1
        self.unread += one.read_at is None

    @property
    def sentence(self) -> str:
        return self.newest.sentence(count=self.count, alone=False)

    @property
    def sentence_html(self) -> SafeString:
        return self.newest.sentence_html(count=self.count, alone=False)

    @property
    def at(self) -> datetime:
        return self.newest.created_at


@dataclass
class NotificationGroup:
    """A page, a tip, a question: where it happened."""

    place: str
    heading: str
    heading_html: SafeString
    lines: list[NotificationLine] = field(default_factory=list)

    @property
    def unread(self) -> int:
        return sum(line.unread for line in self.lines)


def with_words(told: Iterable[Notification]) -> list[Notification]:
    """The same, with what each says as it is shown: one query for all of them, none where nobody is mentioned."""
    rows = list(told)
    for one, words in zip(rows, named([one.excerpt for one in rows]), strict=True):
        one.words = words
    return rows


def by_place(told: Iterable[Notification]) -> list[NotificationGroup]:
    """The newest first: places by what happened there last, lines likewise. `told` comes the newest first, with actors."""
    told = with_words(told)
    places: dict[str, NotificationGroup] = {}
    lines: dict[tuple[object, ...], NotificationLine] = {}
    for one in told:
        place = places.setdefault(one.place, NotificationGroup(one.place, one.heading, one.heading_html))
        key = (one.pk,) if one.personal else (one.place, one.kind, one.actor_id)
        if key not in lines:
            lines[key] = NotificationLine(one)
            place.lines.append(lines[key])
        lines[key].take(one)
    return list(places.values())
