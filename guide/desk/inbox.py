"""The inbox: a few lines of a list around the text that is open, and what was read last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from contributions.models import Comment, Page, PageRevision, Patrol
from guide.desk.waiting import ABOVE, BELOW, MOST_COUNTED, DeskList, DeskQuery, TextKey, WaitingList, with_texts
from themes.models import Theme

READ_LATELY = 3
LATELY = timedelta(days=3)
MOST_REVIEWS = 200
MOST_LINES = ABOVE + BELOW + 1 + READ_LATELY
MOST_LATELY = 2 * READ_LATELY + MOST_LINES


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

    @property
    def author_name(self) -> str:
        if self.author is None:
            return _("A former colleague")
        return _("Anonymous") if self.author.is_anonymous_author else self.author.public_name


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


def inbox_of(asked: DeskQuery, theme: Theme | None, count: int, themes: Mapping[int, Theme]) -> Inbox:
    """The list that is asked for, around the text that is asked for; without one, its beginning, the first text open.

    `count` is how many there are in it, as far as it is counted; `themes` are all there are, by their keys.
    """
    waiting = WaitingList(asked.listed, theme.pk if theme else None)
    spot = waiting.spot_of(asked.text) if asked.text else None
    above = waiting.before(spot)[::-1] if spot else []
    below = waiting.from_spot(spot) if spot else waiting.first()
    shown, beyond = below[: BELOW + 1], below[BELOW + 1 :]
    opened = asked.text or (TextKey.of(shown[0]) if shown else None)
    is_listed = bool(shown) and TextKey.of(shown[0]) == opened
    passed = waiting.number_before(spot) if above and spot else 0
    after = shown[1:] if is_listed else shown
    lines = [_line(row, themes) for row in [*above, *shown]]
    lately = read_lately({line.key for line in lines}, themes) if asked.listed == DeskList.READ else []
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
    waiting = WaitingList(asked.listed, theme.pk if theme else None)
    spot = waiting.spot_of(text)
    following = waiting.from_spot(spot) if spot else []
    return _other_than(text, following) or _other_than(text, waiting.first())


def _other_than(text: TextKey, rows: Iterable[Any]) -> TextKey | None:
    return next((key for key in map(TextKey.of, rows) if key != text), None)


def read_lately(shown: set[TextKey], themes: Mapping[int, Theme]) -> list[InboxRow]:
    """What the team has read in the last days, and who it was; two queries."""
    found: dict[TextKey, InboxRow] = {}
    for relation in ("page", "comment"):
        for row in _read_since(relation, timezone.now() - LATELY):
            if (line := _line(row, themes)).key not in shown:
                found.setdefault(line.key, line).read_at = row.at
    return sorted(found.values(), key=lambda line: line.read_at or line.moment, reverse=True)[:READ_LATELY]


def _read_since(relation: str, since: datetime) -> QuerySet[Patrol]:
    """The last patrols of pages, or of contributions, that readers see."""
    rows = Patrol.objects.filter(by__isnull=False, at__gte=since, **{f"{relation}__is_hidden": False})
    rows = rows.filter(comment__withdrawn_at=None) if relation == "comment" else rows
    return with_texts(rows).order_by("-at")[:MOST_LATELY]


def _line(row: Any, themes: Mapping[int, Theme]) -> InboxRow:
    text = row.page or row.comment
    text.theme = themes[text.theme_id]
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


def _reviews_of(keys: Iterable[TextKey]) -> QuerySet[Patrol]:
    pages, comments = ([key.pk for key in keys if key.relation == relation] for relation in ("page", "comment"))
    about = Patrol.objects.filter(Q(page__in=pages) | Q(comment__in=comments))
    return about.select_related("by").order_by("-version")[:MOST_REVIEWS]


def _revisions_of(lines: Sequence[InboxRow]) -> Any:
    """Of each page of a list, the version that the line is about, with its author."""
    about = [Q(id=line.key.pk, version=line.version) for line in lines if line.is_page]
    if not about:
        return ()
    rows = PageRevision.objects.filter(reduce(or_, about))
    return rows.select_related("history_user").defer("body").order_by("version")
