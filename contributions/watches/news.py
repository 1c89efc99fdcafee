"""Telling people what happened: one piece of news, and who hears of it for which reason.

Whom it is addressed to comes first (an answer, a mention), then those who follow what it happened to. One change tells a person
once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or be
broken off in the middle and begun again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from common import markup
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.watches.models import Watch
from contributions.watches.querysets import Watchable, Watchers, column_and_key
from notifications.batching import together
from notifications.kinds import NotificationKind
from notifications.models import Notification

EXCERPT = 200


def opening_words(text: Page | Comment) -> str:
    """How it begins. Where somebody is mentioned, what is stored of it has her opaque name."""
    return text.excerpt if "@" not in text.excerpt else markup.excerpt(text.body, EXCERPT, with_mentions=True)


@dataclass
class News:
    """One thing that happened: what everybody who is told reads of it, and who that is, in the order of the reasons."""

    key: str
    place: str
    place_title: str
    url: str
    actor: User | None
    at: datetime
    excerpt: str = ""
    about: str = ""  # what else it goes out of sight with, besides its place: "page:12"
    addressed: list[tuple[set[int], NotificationKind]] = field(default_factory=list)
    watched: list[tuple[Watchable, NotificationKind]] = field(default_factory=list)

    def address(self, people: set[int], kind: NotificationKind) -> None:
        """Tells those to whom it is addressed: they are told for no other reason."""
        self.addressed.append((people, kind))

    def notify_watchers(self, what: Watchable, kind: NotificationKind) -> None:
        """Tells those who watch it and began to before it happened."""
        self.watched.append((what, kind))

    def notify_followers(self) -> None:
        if self.actor is not None and self.actor.is_active:
            self.notify_watchers(self.actor, NotificationKind.FOLLOWED)


def notify_all(several: Sequence[News]) -> None:
    """Tells everybody all of it: those to whom something is addressed, then those who watch what it happened to."""
    watchers = Watch.objects.watchers_of(what for news in several for what, _kind in news.watched)
    with together():
        for news in several:
            _notify(news, watchers)


def _notify(news: News, watchers: Watchers) -> None:
    told = set[int]()
    for people, kind in news.addressed:
        _notify_people(news, people - told, kind)
        told |= people
    for what, kind in news.watched:
        _notify_people(news, {one for one, since in watchers[column_and_key(what)] if since <= news.at} - told, kind)


def _notify_people(news: News, people: set[int], kind: NotificationKind) -> None:
    if people:
        Notification.objects.notify(
            people,
            kind=kind,
            place=news.place,
            place_title=news.place_title,
            url=news.url,
            key=news.key,
            actor=news.actor,
            excerpt=news.excerpt[:EXCERPT],
            about=news.about,
            at=news.at,
        )
