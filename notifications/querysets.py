"""Telling people, and what becomes of it: read, concealed, forgotten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.encoding import uri_to_iri

from accounts.models import User
from common import markup
from notifications import batching
from notifications.kinds import EXACT, PERSONAL, NotificationKind
from notifications.unread_counts import add_to_counts, hold_all

if TYPE_CHECKING:
    from notifications.models import Notification

BATCH = 500
RETENTION_DAYS_READ = 90
RETENTION_DAYS_UNREAD = 365
EXCERPT_LENGTH = 300
TITLE_LENGTH = 200


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, person: User) -> NotificationQuerySet:
        """What a person was told and may read, the newest first."""
        return self.filter(person=person, concealed_at=None).order_by("-created_at", "-pk")

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)

    def older_than(self, moment: datetime, pk: int) -> NotificationQuerySet:
        """Those that come after this place in a list, the newest first."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))

    def like(self, one: Notification) -> NotificationQuerySet:
        """Those that stand in one line with it: one kind, one place, one actor; alone where it is addressed to the person."""
        if one.personal:
            return self.filter(pk=one.pk)
        return self.filter(person=one.person_id, kind=one.kind, place=one.place, actor=one.actor_id)

    def notify(
        self,
        people: Iterable[int],
        *,
        kind: NotificationKind,
        place: str,
        place_title: str,
        url: str,
        key: str,
        actor: User | None = None,
        excerpt: str = "",
        about: str = "",
        at: datetime | None = None,
    ) -> int:
        """Tells people, by their keys; returns how many did not know it yet. Never its actor, never a stopped account.
        Inside `telling.together` it is written later.

        A `key` ("contributions.page:12:5") tells each person once, however often it is told and for whatever reasons.
        `place` ("page:12") is what lists group by, and what `conceal` takes; it takes what it is `about` too, which is
        read from the key unless it is said ("contribution:45"). The excerpt, with opaque names, loses its signs of Markdown,
        and is shortened unless the kind promises the exact text. The address is a path of this site. Ask about everybody's
        rights before: whoever is told may read it.
        """
        words = markup.plain_text(excerpt, with_mentions=True)
        values = {
            "kind": kind,
            "actor": actor,
            "place": place,
            "place_title": place_title[:TITLE_LENGTH],
            "about": about or key.rpartition(":")[0].rpartition(".")[2],
            "key": key,
            "url": uri_to_iri(url),  # encoded, an address in Japanese is nine times as long
            "excerpt": words if kind in EXACT else markup.shorten(words, EXCERPT_LENGTH),
            "personal": kind in PERSONAL,
            "created_at": at or timezone.now(),
        }
        self.model(**values).clean()
        others = sorted(set(people) - {actor.pk if actor else None})
        return batching.notify(self, batching.Broadcast(others, values))

    def read(self, person: User, *, at: datetime | None = None) -> int:
        """What `person` was told of this selection counts as read; returns how much of it did not yet."""
        moment = at or timezone.now()
        with transaction.atomic():
            hold_all([person.pk])
            hers = self.filter(person=person, concealed_at=None)
            waiting = hers.filter(shown_at=None).update(shown_at=moment)
            unread = hers.filter(read_at=None).update(read_at=moment)
            add_to_counts([person.pk], unread=-unread, waiting=-waiting)
        return unread

    def put_back(self, person: User) -> int:
        """What `person` was told of this selection counts as unread again."""
        with transaction.atomic():
            hold_all([person.pk])
            number = self.filter(person=person, concealed_at=None, read_at__isnull=False).update(read_at=None)
            add_to_counts([person.pk], unread=number)
        return number

    def take_for(self, person: User) -> list[Notification]:
        """What waits for the next page of `person`, which now counts as shown. No query when nothing waits."""
        if not person.notices_waiting:
            return []
        waiting = self.filter(person=person, shown_at=None, concealed_at=None)
        with transaction.atomic():
            hold_all([person.pk])
            taken = list(waiting.select_related("actor").order_by("created_at", "pk"))
            waiting.filter(pk__in=[one.pk for one in taken]).update(shown_at=timezone.now())
            add_to_counts([person.pk], waiting=-len(taken))
        person.notices_waiting = 0
        return taken

    def conceal(self, what: str, *, at: datetime | None = None) -> int:
        """Takes out of sight, for everybody and at once, what people were or will be told of it; returns how many lines.

        `what` is a place ("page:12"), what was written ("contribution:45"), or one version, by the key that told it
        ("contributions.page:12:5"). Call it in the transaction that hides; lists, counts and mail follow.
        """
        with transaction.atomic():
            batching.concealments().select_for_update().get_or_create(what=what)
            number = self._conceal_rows(what, at or timezone.now())
        transaction.on_commit(lambda: self.conceal_what_is([what]), robust=True)
        return number

    def _conceal_rows(self, what: str, moment: datetime) -> int:
        rows = self.filter(_about(what), concealed_at=None)
        return _change(rows, -1, lambda some: some.update(concealed_at=moment))

    def conceal_what_is(self, whats: Collection[str]) -> None:
        """Once more, after the commit: telling and hiding at one moment do not see each other, but one of them ends last."""
        with transaction.atomic():
            for one in batching.concealments().select_for_update().filter(what__in=whats).order_by("what"):
                self._conceal_rows(one.what, timezone.now())

    def reveal(self, what: str) -> int:
        """Puts back in sight what nothing else conceals."""
        with transaction.atomic():
            batching.concealments().filter(what=what).delete()
            others = batching.concealments().filter(what__in=[OuterRef("place"), OuterRef("about"), OuterRef("key")])
            rows = self.filter(~Exists(others), _about(what), concealed_at__isnull=False)
            return _change(rows, 1, lambda some: some.update(concealed_at=None))

    def forget(self) -> int:
        """Removes this selection, whoever was told it; returns how much that was."""
        shown = _change(self.filter(concealed_at=None), -1, lambda some: some.delete()[0])
        return shown + self.delete()[0]

    def forget_old(self, *, at: datetime | None = None) -> int:
        """Removes what was read three months ago, and what nobody has read for a year; returns how much that was."""
        now = at or timezone.now()
        year_ago = now - timedelta(days=RETENTION_DAYS_UNREAD)
        overdue = self.filter(created_at__lt=year_ago, read_at=None, concealed_at=None)
        unread = _change(overdue, -1, lambda some: some.delete()[0])
        was_read = Q(read_at__lt=now - timedelta(days=RETENTION_DAYS_READ))
        return unread + self.filter(was_read | Q(created_at__lt=year_ago)).delete()[0]


def _about(what: str) -> Q:
    return Q(place=what) | Q(about=what) | Q(key=what)


def _change(rows: NotificationQuerySet, sign: int, act: Callable[[NotificationQuerySet], int]) -> int:
    """Acts on rows of many people, some people at a time, and brings their counts along; returns how many rows."""
    people = sorted(rows.order_by().values_list("person", flat=True).distinct())
    return sum(_change_some(some, rows, sign, act) for some in batched(people, BATCH))


def _change_some(
    people: tuple[int, ...], rows: NotificationQuerySet, sign: int, act: Callable[[NotificationQuerySet], int]
) -> int:
    with transaction.atomic():
        hold_all(people)
        theirs = rows.filter(person__in=people)
        unread, waiting = Count("pk", filter=Q(read_at=None)), Count("pk", filter=Q(shown_at=None))
        counted = theirs.order_by().values("person").annotate(unread=unread, waiting=waiting)
        alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for row in counted:
            alike[row["unread"], row["waiting"]].append(row["person"])
        number = act(theirs)
        for (more_unread, more_waiting), some in alike.items():
            add_to_counts(some, unread=sign * more_unread, waiting=sign * more_waiting)
    return number
