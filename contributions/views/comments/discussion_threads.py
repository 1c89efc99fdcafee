"""The discussion about a page, a video or a question: its threads, the ones in which somebody spoke last first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts import access
from campaign.models import Video
from common.paging import Cursor
from contributions.comments.kinds import CommentKind
from contributions.comments.models import Comment
from contributions.comments.querysets import CommentQuerySet, put_incorporations
from contributions.pages.models import Page
from contributions.passages import up_to_date
from contributions.views.comments.threads import in_threads, with_their_answers
from themes.models import Theme

THREADS_AT_ONCE = 20
SHOWN: dict[str, str | Promise] = {
    "": pgettext_lazy("threads", "All"),
    "open": pgettext_lazy("threads", "Still open"),
    "settled": pgettext_lazy("threads", "Settled"),
    "gone": gettext_lazy("About a passage that has gone"),
}
KINDS = (CommentKind.EXPERIENCE, CommentKind.ADVICE, CommentKind.NUANCE, CommentKind.QUESTION)


@dataclass(frozen=True)
class FilterLink:
    """One link of a filter."""

    label: str | Promise
    query: str
    is_current: bool


@dataclass(frozen=True)
class ThreadFilter:
    """Which threads are asked for; what makes no sense asks for all."""

    show: str = ""
    kind: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> ThreadFilter:
        show, kind = query.get("show", ""), query.get("kind", "")
        return cls(show if show in SHOWN else "", kind if kind in KINDS else "")

    def choose(self, rows: CommentQuerySet) -> CommentQuerySet:
        rows = rows.filter(kind=self.kind) if self.kind else rows
        match self.show:
            case "open":
                return rows.unsettled()
            case "settled":
                return rows.settled()
            case "gone":
                return rows.about_gone_passages()
        return rows

    def query(self, **changes: str) -> str:
        values = {"show": self.show, "kind": self.kind} | changes
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def is_all(self) -> bool:
        return not (self.show or self.kind)


@dataclass(frozen=True)
class Discussion:
    """One screenful, for comments/threads/_discussion.html; `next_query` leads to what was silent for longer."""

    place: Page | Video | Theme
    threads: Sequence[Comment]
    chosen: ThreadFilter
    next_query: str
    is_first: bool

    @property
    def shown(self) -> list[FilterLink]:
        """The states to choose from. A question and a video have no passages."""
        names = [name for name in SHOWN if name != "gone" or isinstance(self.place, Page)]
        return [FilterLink(SHOWN[name], self.chosen.query(show=name), name == self.chosen.show) for name in names]

    @property
    def kinds(self) -> list[FilterLink]:
        every = FilterLink(pgettext_lazy("kinds", "All kinds"), self.chosen.query(kind=""), not self.chosen.kind)
        return [every, *(FilterLink(one.label, self.chosen.query(kind=one), one == self.chosen.kind) for one in KINDS)]

    @property
    def first_query(self) -> str:
        return self.chosen.query()


def discussion_of(place: Page | Video | Theme, reader: access.Person, query: QueryDict) -> Discussion:
    """Three queries, however many threads there are and however long they are."""
    chosen, since = ThreadFilter.read(query), Cursor.read(query.get("before", ""), ranks=2)
    rows = list(_threads(_about(place), reader, chosen, since))
    put_incorporations(rows)
    found = with_their_answers(rows)
    found.sort(key=_last_active, reverse=True)
    shown = found[:THREADS_AT_ONCE]
    if isinstance(place, Page):
        look_for_passages_of(shown, place)
    following = {"before": str(Cursor(shown[-1].active_at, 1, shown[-1].pk))} if len(found) > THREADS_AT_ONCE else None
    return Discussion(place, shown, chosen, chosen.query(**following) if following else "", since is None)


def _about(place: Page | Video | Theme) -> CommentQuerySet:
    if isinstance(place, Theme):
        return Comment.objects.for_theme(place)
    return Comment.objects.filter(page=place) if isinstance(place, Page) else Comment.objects.filter(video=place)


def _threads(
    rows: CommentQuerySet, reader: access.Person, chosen: ThreadFilter, since: Cursor | None = None
) -> CommentQuerySet:
    rows = chosen.choose(rows.openings().with_answers_or_visible_to(reader))
    rows = rows.less_active_than(since.moment, since.pk) if since else rows
    return in_threads(rows.last_active_first()[: THREADS_AT_ONCE + 1], reader)


def look_for_passages_of(threads: Sequence[Comment], page: Page) -> None:
    """What the page has made of the passages talked about, as it stands now; more queries the first time after a change."""
    passages = {one.passage_id: one.passage for one in threads if one.passage is not None}
    if passages:
        up_to_date(list(passages.values()), page)


def _last_active(one: Any) -> tuple[object, int]:
    return one.active_at, one.pk
