"""Writes what people are told: a thing once each, by its key, with the counts on their rows, some hundred people at a time.

`together` gathers what is told inside and writes it at the end: one change tells people for several reasons, an import tells
thousands of things, and each would hold the same rows and count them anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Rhythm
from common.database import statements
from notifications.kinds import DAYS_WORTH_MAILING, SPOKEN
from notifications.mail.absolute_urls import FIELDS
from notifications.unread_counts import add_to_counts, hold

if TYPE_CHECKING:
    from notifications.models import Concealment, Notification
    from notifications.querysets import NotificationQuerySet

BATCH = 500


@dataclass(frozen=True)
class Broadcast:
    """One thing, as it is told to each of these people."""

    people: Sequence[int]
    values: dict[str, Any]

    @property
    def whats(self) -> list[str]:
        """What it goes out of sight with."""
        return [self.values["place"], self.values["about"], self.values["key"]]

    def row(self, model: type[Notification], *, is_concealed: bool) -> Notification:
        """As everybody is told it, addressed to nobody yet."""
        moment = self.values["created_at"]
        return model(
            **self.values,
            concealed_at=moment if is_concealed else None,
            shown_at=None if self.values["kind"] in SPOKEN else moment,
        )


type Told = tuple[Notification, Sequence[int]]
"""A row, and the people who are told it: all but the person is the same for each of them."""

_gathered: ContextVar[list[Broadcast] | None] = ContextVar("gathered", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is told inside is written where this ends, and nothing of it where an error ends it."""
    if _gathered.get() is not None:
        yield
        return
    broadcasts: list[Broadcast] = []
    token = _gathered.set(broadcasts)
    try:
        yield
    finally:
        _gathered.reset(token)
    if broadcasts:
        write(apps.get_model("notifications", "Notification").objects.all(), broadcasts)


def notify(rows: NotificationQuerySet, broadcast: Broadcast) -> int:
    """Returns how many people did not know it yet; 0 where it is only gathered."""
    gathered = _gathered.get()
    if gathered is None:
        return write(rows, [broadcast])
    gathered.append(broadcast)
    return 0


def write(rows: NotificationQuerySet, broadcasts: Sequence[Broadcast]) -> int:
    people = sorted({person for broadcast in broadcasts for person in broadcast.people})
    return sum(write_some(rows, some, broadcasts) for some in batched(people, BATCH))


def write_some(rows: NotificationQuerySet, people: tuple[int, ...], broadcasts: Sequence[Broadcast]) -> int:
    with transaction.atomic():
        held = {pk: dict(zip(FIELDS, rhythms, strict=True)) for pk, *rhythms in _active(people)}
        concealed = _concealed({what for broadcast in broadcasts for what in broadcast.whats})
        fresh = list(_fresh(rows, held, broadcasts, concealed))
        statements.insert_for_each("person", fresh)
        shown = [(one, some) for one, some in fresh if one.concealed_at is None]
        _count(shown)
    if shown:
        whats = {what for one, _some in shown for what in (one.place, one.about, one.key)}
        transaction.on_commit(lambda: rows.conceal_what_is(whats), robust=True)
    lately = timezone.now() - timedelta(days=DAYS_WORTH_MAILING)
    recent = [(one.sort, some) for one, some in shown if one.created_at > lately]
    if any(held[person][sort] == Rhythm.AT_ONCE for sort, some in recent for person in some):
        transaction.on_commit(_mail_what_is_due_at_once, robust=True)
    return sum(len(some) for _one, some in fresh)


def _active(people: tuple[int, ...]) -> Iterable[tuple[Any, ...]]:
    """Those who are there, held, with the rhythms of their mail."""
    return hold(people).filter(is_active=True).values_list("pk", *FIELDS.values())


def _fresh(
    rows: NotificationQuerySet, held: Collection[int], broadcasts: Sequence[Broadcast], concealed: set[str]
) -> Iterator[Told]:
    """What is told, and those who do not know it yet, in the order in which they are told."""
    keys = {broadcast.values["key"] for broadcast in broadcasts}
    known = set(rows.filter(person__in=held, key__in=keys).order_by().values_list("person", "key"))
    for broadcast in broadcasts:
        key = broadcast.values["key"]
        people = [person for person in broadcast.people if person in held and (person, key) not in known]
        known.update((person, key) for person in people)
        if people:
            yield broadcast.row(rows.model, is_concealed=not concealed.isdisjoint(broadcast.whats)), people


def _concealed(whats: set[str]) -> set[str]:
    return set(concealments().filter(what__in=whats).values_list("what", flat=True))


def concealments() -> models.QuerySet[Concealment]:
    found: models.QuerySet[Concealment] = apps.get_model("notifications", "Concealment").objects.all()
    return found


def _count(shown: Iterable[Told]) -> None:
    unread, waiting = Counter[int](), Counter[int]()
    for one, people in shown:
        unread.update(people)
        if one.shown_at is None:
            waiting.update(people)
    alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for person, number in unread.items():
        alike[number, waiting[person]].append(person)
    for (more_unread, more_waiting), people in alike.items():
        add_to_counts(people, unread=more_unread, waiting=more_waiting)


def _mail_what_is_due_at_once() -> None:
    for path in settings.ON_MAIL_DUE_AT_ONCE:
        import_string(path)()
