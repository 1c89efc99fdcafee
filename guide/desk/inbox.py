"""The inbox: a few lines of a list around the text that is open, and what was read last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from contributions.models import Comment, Page, PageRevision, Patrol
from guide.desk.params import DeskList, DeskQuery, TextKey
from guide.desk.waiting import MOST_COUNTED, before, counted, following, rows_of, spot_in, spot_of
from themes.models import Theme

ABOVE, BELOW = 2, 5
READ_LATELY = 3
LATELY = timedelta(days=3)
MOST_REVIEWS = 200

SHOWN = ["page__theme", "comment__theme", "comment__author"]
TEXTS = ("body", "body_html", "contents")
HEAVY = [f"page__{name}" for name in TEXTS] + [f"comment__{name}" for name in TEXTS[:2]]


@dataclass
class InboxRow:
    """One text of a list. `read_by` is whoever read it last, nobody where nobody has."""

    key: TextKey
    text: Page | Comment
    moment: datetime
    version: int
    author: User | None = None
    is_unread: bool = False
    read_by: User | None = None
    read_at: datetime | None = None

    @property
    def theme(self) -> Theme:
        return self.text.theme

    @property
    def is_page(self) -> bool:
        return isinstance(self.text, Page)


@dataclass(frozen=True)
class Inbox:
    """`position` is that of the open text, from 1; 0 where it is not in the list (any more)."""

    lines: tuple[InboxRow, ...]
    lately: tuple[InboxRow, ...]
    opened: TextKey | None
    count: int
    position: int
    previous: TextKey | None
    next: TextKey | None
    beyond: TextKey | None
    left: int

    @property
    def is_counted(self) -> bool:
        return self.count < MOST_COUNTED


def inbox_of(asked: DeskQuery, theme: Theme | None, count: int) -> Inbox:
    """The list that is asked for, around the text that is asked for; without one, its beginning, the first text open.

    `count` is how many there are in it, as far as it is counted.
    """
    rows = rows_of(asked.listed, theme)
    spot = spot_in(asked.listed, asked.text) if asked.text else None
    narrow = rows.select_related(*SHOWN).defer(*HEAVY)
    above = list(before(narrow, spot)[:ABOVE])[::-1] if spot else []
    below = list((following(narrow, spot, with_it=True) if spot else narrow)[: BELOW + 2])
    shown, beyond = below[: BELOW + 1], below[BELOW + 1 :]
    first = spot_of(shown[0]) if shown else None
    opened = asked.text or (TextKey.of(shown[0]) if shown else None)
    is_listed = bool(shown) and TextKey.of(shown[0]) == opened
    begin = spot or first
    passed = counted(before(rows, begin)) if spot and begin else 0
    after = shown[1:] if is_listed else shown
    lines = [_line(row) for row in [*above, *shown]]
    lately = read_lately({line.key for line in lines}) if asked.listed == DeskList.READ else []
    _complete([*lines, *lately])
    return Inbox(
        lines=tuple(lines),
        lately=tuple(lately),
        opened=opened,
        count=count,
        position=passed + 1 if is_listed else 0,
        previous=TextKey.of(above[-1]) if above else None,
        next=TextKey.of(after[0]) if after else None,
        beyond=TextKey.of(beyond[0]) if beyond else None,
        left=max(count - passed - len(shown), 0),
    )


def next_after(asked: DeskQuery, theme: Theme | None, text: TextKey) -> TextKey | None:
    """What is read once this text has left the list: the next one, at the end the first one again."""
    rows, spot = rows_of(asked.listed, theme), spot_in(asked.listed, text)
    others = [*following(rows, spot)[:1], *rows[:2]] if spot else [*rows[:2]]
    return next((key for key in map(TextKey.of, others) if key != text), None)


def read_lately(shown: set[TextKey]) -> list[InboxRow]:
    """What the team has read in the last days, and who it was."""
    reviews = Patrol.objects.filter(by__isnull=False, at__gte=timezone.now() - LATELY, page__is_hidden=False)
    comments = Patrol.objects.filter(by__isnull=False, at__gte=timezone.now() - LATELY, comment__is_hidden=False)
    comments = comments.filter(comment__withdrawn_at=None)
    found: dict[TextKey, InboxRow] = {}
    for rows in (reviews, comments):
        for row in rows.select_related(*SHOWN).defer(*HEAVY).order_by("-at")[: 2 * READ_LATELY + len(shown)]:
            if (line := _line(row)).key not in shown:
                found.setdefault(line.key, line).read_at = row.at
    return sorted(found.values(), key=lambda line: line.read_at or line.moment, reverse=True)[:READ_LATELY]


def _line(row: Any) -> InboxRow:
    text = row.page or row.comment
    version = row.version if isinstance(row, Patrol) else 1
    return InboxRow(TextKey.of(row), text, row.written_at, version, author=getattr(text, "author", None))


def _complete(lines: Sequence[InboxRow]) -> None:
    """Says of each line who wrote and who has read it; two queries."""
    by_key = {line.key: line for line in lines}
    for review in _reviews_of(by_key):
        line = by_key[TextKey.of(review)]
        if review.by is None:
            line.is_unread = True
        elif review.at and (line.read_at is None or review.at >= line.read_at):
            line.read_by, line.read_at = review.by, review.at
    for row in _revisions_of(lines):
        by_key[TextKey("page", row.id)].author = row.author


def _reviews_of(keys: Iterable[TextKey]) -> list[Patrol]:
    about = [
        Q(**{f"{relation}__in": [key.pk for key in keys if key.relation == relation]})
        for relation in ("page", "comment")
    ]
    return list(Patrol.objects.filter(about[0] | about[1]).select_related("by").order_by("-version")[:MOST_REVIEWS])


def _revisions_of(lines: Sequence[InboxRow]) -> list[Any]:
    """Of each page of a list, the version that the line is about, with its author."""
    wanted = [Q(id=line.key.pk, version=line.version) for line in lines if line.is_page]
    rows = PageRevision.objects.filter(reduce(or_, wanted, Q(pk__in=[])))
    return list(rows.select_related("history_user").defer("body").order_by("version"))
