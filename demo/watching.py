"""What colleagues follow, and what they were told of it: whoever took part follows, some chose to, and all that happened in
six weeks is told once more in its order, through what the worker does after each change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import models

from accounts.models import User
from contributions.events import Event, EventKind
from contributions.history_models import Act
from contributions.models import CommentRevision, Page, PageRevision, Question, QuestionAnswer, Watch
from contributions.watches.notify import notify_watchers
from contributions.watches.querysets import Watchable
from demo.stage import Stage
from notifications.batching import together
from notifications.models import Notification

ARRIVED = timedelta(days=7, hours=9)
NOW = timedelta(days=58)
PAGES, THEMES, PEOPLE = (0, 4), (0, 1), (0, 2)  # how many of each somebody chose, at least and at most
UNREAD = {"contributor": 5, "editor": 9, "translator": 2, "admin": 4}
CHOSEN = {
    "contributor": (2,),
    "editor": (1, 2, 3, 4),
    "admin": (3,),
}  # the questions that the accounts of the demo follow


def watch_as_people_do(stage: Stage) -> None:
    """After everything is written."""
    chance = Random("what people follow")  # noqa: S311 - nothing secret: the same at every load
    people = sorted(stage.people.values(), key=lambda person: person.pk)
    for person in people:
        choose(person, people, stage, chance)
    with together():
        for change in sorted(happened(), key=lambda change: (change.at, change.label, change.pk, change.version)):
            notify_watchers(change)
    for person in people:
        read(person, stage)


def choose(person: User, people: list[User], stage: Stage, chance: Random) -> None:
    """Followed since she came upon it: a page not before it was written."""
    numbers = CHOSEN.get(person.username) or chance.sample(sorted(stage.themes), chance.randint(*THEMES))
    pages = chance.sample(sorted(stage.pages), chance.randint(*PAGES))
    others = [other for other in people if other.pk != person.pk]
    things: list[Watchable] = [stage.themes[number] for number in numbers]
    things += [Page.objects.get(pk=stage.pages[name].pk) for name in pages]
    things += chance.sample(others, chance.randint(*PEOPLE))
    for what in things:
        arrived = max(stage.at(ARRIVED), getattr(what, "created_at", stage.at(ARRIVED)))
        Watch.objects.watch(what, by=person, at=arrived + timedelta(minutes=chance.randint(0, 14 * 24 * 60)))


def happened() -> Iterator[Event]:
    """Everything that was written, said, asked and answered, as the worker would have heard of it."""
    for label, revisions in (("page", PageRevision), ("comment", CommentRevision)):
        rows: Any = revisions.objects.values_list("id", "version", "act", "history_user", "history_date")
        for pk, version, act, by, at in rows:
            yield change_of(f"contributions.{label}", pk, act, by, at, version=version)
    for pk, by, at in Question.objects.values_list("pk", "asked_by", "created_at"):
        yield change_of("contributions.question", pk, Act.WRITTEN, by, at)
    for pk, by, at in QuestionAnswer.objects.values_list("question", "by", "at"):
        yield change_of("contributions.question", pk, EventKind.ANSWERED, by, at)


def change_of(label: str, pk: int, what: str, by: int | None, at: datetime, *, version: int = 0) -> Event:
    return Event(label=label, pk=pk, version=version, what=str(what), by=by, at=at)


def read(person: User, stage: Stage) -> None:
    """Everybody has read what she was told, but the accounts of the demo the last of it."""
    told: models.QuerySet[Notification] = Notification.objects.of(person)
    unread = UNREAD.get(person.username, 0)
    newest = list(told.values_list("pk", flat=True)[:unread])
    Notification.objects.exclude(pk__in=newest).read(person, at=stage.at(NOW - timedelta(hours=14)))
    Notification.objects.filter(pk__in=newest).put_back(person)
