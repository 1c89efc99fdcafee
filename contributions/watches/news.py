"""Telling people what happened: one piece of news, and who hears of it for which reason.

Whom it is addressed to comes first (an answer, a mention), then those who follow what it happened to. One change tells a person
once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or be
broken off in the middle and begun again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import markup
from accounts.models import User
from contributions.comments.models import Comment
from contributions.mentions.models import Mention
from contributions.pages.models import Page
from contributions.revisions import Revisioned
from contributions.watches.models import Watch
from contributions.watches.querysets import WatchQuerySet
from contributions.watches.rules import Watchable
from notifications.kinds import NotificationKind
from notifications.models import Notification

EXCERPT = 200


def opening_words(text: Page | Comment) -> str:
    """How it begins. Where somebody is mentioned, what is kept of it has her opaque name."""
    return text.excerpt if "@" not in text.excerpt else markup.excerpt(text.body, EXCERPT, keeps_mentions=True)


@dataclass
class News:
    """One thing that happened: what everybody who is told reads of it; `told` are those to whom it was addressed."""

    key: str
    place: str
    place_title: str
    url: str
    actor: User | None
    at: datetime
    excerpt: str = ""
    about: str = ""  # what else it goes out of sight with, besides its place: "page:12"
    told: set[int] = field(default_factory=set)

    def notify_those(self, people: set[int], kind: NotificationKind) -> None:
        """Those to whom it is addressed: they are told for no other reason."""
        self._tell(list(people - self.told), kind)
        self.told |= people

    def notify_mentioned(self, text: Revisioned, version: int) -> None:
        """Those whom this version mentions and none did before."""
        self.notify_those(
            set(Mention.objects.new_in(text, version).values_list("person", flat=True)), NotificationKind.MENTION
        )

    def notify_watchers(self, what: Watchable, kind: NotificationKind) -> None:
        """Who follows it and began to before it happened, a few hundred at a time, each batch committed by itself."""
        watches: WatchQuerySet = Watch.objects.of(what).in_force().begun_by(self.at)
        for people in watches.people_in_batches():
            self._tell([pk for pk in people if pk not in self.told], kind)

    def notify_followers(self) -> None:
        if self.actor is not None and self.actor.is_active:
            self.notify_watchers(self.actor, NotificationKind.FOLLOWED)

    def _tell(self, people: list[int], kind: NotificationKind) -> None:
        if not people:
            return
        Notification.objects.tell(
            people,
            kind=kind,
            place=self.place,
            place_title=self.place_title,
            url=self.url,
            key=self.key,
            actor=self.actor,
            excerpt=self.excerpt[:EXCERPT],
            about=self.about,
            at=self.at,
        )
