"""What somebody follows, with the newest that happened to each: the one that changed last comes first.

Every kind of thing is one query over her own watches, which looks up the newest change of each in an index: what it costs
goes by how much she follows, not by how much there is. Minor edits, and what nobody may read, count for nothing.

Telling people what happened: one piece of news, and who hears of it for which reason.

Whom it is addressed to comes first (an answer, a mention), then those who follow what it happened to. One change tells a person
once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or be
broken off in the middle and begun again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from common import markup
from common.paging import encode_cursor
from contributions.comments.models import Comment
from contributions.pages.models import Page, PageRevision
from contributions.questions.models import QuestionAnswer
from contributions.watches.models import Watch
from contributions.watches.querysets import Watchable, Watchers, WatchQuerySet, column_and_key
from notifications.batching import together
from notifications.kinds import NotificationKind
from notifications.models import Notification

ROWS = 30
BY_PAGE = {"theme", "question"}


@dataclass(frozen=True)
class WatchlistRow:
    """One thing that is followed, and what happened there last, if anything did: a version of a page, or something said."""

    watch: Watch
    revision: PageRevision | None = None
    page: Page | None = None
    comment: Comment | None = None

    @property
    def changes_url(self) -> str:
        if self.page is None or self.revision is None:
            return ""
        version = self.revision.version
        return self.page.changes_url(version - 1, version) if version > 1 else self.page.get_absolute_url()


@dataclass(frozen=True)
class Watchlist:
    rows: Sequence[WatchlistRow]
    next_query: str
    is_first: bool


def watchlist_of(person: User, *, kind: str, before: tuple[datetime, int] | None) -> Watchlist:
    """One screenful, of one kind or, with "", of all; `before` is where the screenful before ended."""
    watches = [watch for name in ([kind] if kind else ROWS_OF) for watch in _some(name, person, before)]
    watches.sort(key=attrgetter("news_at", "pk"), reverse=True)
    shown = watches[:ROWS]
    next_query = ""
    if len(watches) > ROWS:
        place = {"before": encode_cursor(shown[-1].news_at, shown[-1].pk)}
        next_query = urlencode(({"kind": kind} if kind else {}) | place)
    return Watchlist(_with_news(shown), next_query, before is None)


def _some(kind: str, person: User, before: tuple[datetime, int] | None) -> list[Watch]:
    rows: Any = ROWS_OF[kind](Watch.objects.of_person(person).in_force().filter(**{f"{kind}__isnull": False}))
    if before is not None:
        moment, pk = before
        rows = rows.filter(Q(news_at__lt=moment) | Q(news_at=moment, pk__lt=pk))
    return list(rows.order_by("-news_at", "-pk")[: ROWS + 1])


def _pages(rows: WatchQuerySet) -> Any:
    there = rows.filter(page__in=Page.objects.visible()).select_related("page__theme")
    changes = Page.history.filter(id=OuterRef("page"), is_minor=False, is_text_hidden=False).order_by("-version")
    comments = Comment.objects.standing().filter(page=OuterRef("page"))
    return _dated(_without_texts(there, "page"), changes, comments)


def _themes(rows: WatchQuerySet) -> Any:
    opened = Page.objects.visible().filter(theme=OuterRef("theme")).order_by("-created_at", "-pk")
    comments = Comment.objects.standing().filter(theme=OuterRef("theme"), page=None, video=None)
    return _dated(rows.select_related("theme"), opened, comments, names=("pk", "created_at"))


def _threads(rows: WatchQuerySet) -> Any:
    # Each by its key: of an IN, SQLite reads all comments that stand.
    there = rows.filter(Exists(Comment.objects.standing().filter(pk=OuterRef("comment"))))
    there = there.select_related("comment__author", "comment__theme", "comment__page__theme", "comment__video")
    comments = Comment.objects.standing().filter(Q(reply_to=OuterRef("comment")) | Q(pk=OuterRef("comment")))
    there = _without_texts(there, "comment", "comment__page")
    return _dated(there, Page.history.none(), comments)


def _questions(rows: WatchQuerySet) -> Any:
    """What is new about a question is the page that answers it."""
    there = rows.filter(question__is_hidden=False).select_related("question__theme")
    answers = QuestionAnswer.objects.filter(question=OuterRef("question"), page__in=Page.objects.visible())
    return _dated(there, answers.order_by("-at", "-pk"), Comment.objects.none(), names=("page", "at"))


def _people(rows: WatchQuerySet) -> Any:
    hidden = Page.objects.exclude(pk__in=Page.objects.visible().values("pk")).values("pk")
    hers = Page.history.filter(history_user=OuterRef("followed"), is_minor=False, is_text_hidden=False)
    changes = hers.exclude(id__in=hidden).order_by("-history_date", "-history_id")
    comments = Comment.objects.standing().filter(author=OuterRef("followed"))
    return _dated(rows.filter(followed__is_active=True).select_related("followed"), changes, comments)


ROWS_OF: dict[str, Callable[[WatchQuerySet], Any]] = {
    "theme": _themes,
    "page": _pages,
    "comment": _threads,
    "question": _questions,
    "followed": _people,
}


def _without_texts(rows: WatchQuerySet, *names: str) -> WatchQuerySet:
    texts = [f"{name}__{text}" for name in names for text in ("body", "body_html")]
    return rows.defer(*texts, *(f"{name}__contents" for name in names if name.endswith("page")))


def _dated(
    rows: Any,
    changes: QuerySet[Any],
    comment: QuerySet[Comment],
    names: tuple[str, str] = ("history_id", "history_date"),
) -> Any:
    """Each watch with the newest change and the newest that was said, and when the newer of the two was."""
    comment = comment.order_by("-created_at", "-pk")
    changed_at, last_comment_at = Subquery(changes.values(names[1])[:1]), Subquery(comment.values("created_at")[:1])
    return rows.annotate(
        changed_id=Subquery(changes.values(names[0])[:1]),
        changed_at=changed_at,
        last_comment_id=Subquery(comment.values("pk")[:1]),
        last_comment_at=last_comment_at,
        news_at=Greatest(
            Coalesce(changed_at, last_comment_at, F("since")), Coalesce(last_comment_at, changed_at, F("since"))
        ),
    )


def _with_news(watches: list[Watch]) -> list[WatchlistRow]:
    """What happened last to each, in three queries for all of them."""
    changed = [watch for watch in watches if _is_change(watch)]
    spoken = {watch.last_comment_id for watch in watches if watch.last_comment_id and not _is_change(watch)}
    comments = Comment.objects.standing().for_lists().in_bulk(spoken)
    revisions = _revisions_of(changed)
    pages = Page.objects.visible().narrow().select_related("theme").in_bulk({one.id for one in revisions.values()})
    rows = []
    for watch in watches:
        watch.what.is_watched = True  # type: ignore[attr-defined]  # for the button
        revision = revisions.get((watch.kind in BY_PAGE, watch.changed_id)) if _is_change(watch) else None
        page = pages.get(revision.id) if revision else None
        spoken_here = None if _is_change(watch) else comments.get(watch.last_comment_id)
        rows.append(WatchlistRow(watch, revision if page else None, page, spoken_here))
    return rows


def _is_change(watch: Watch) -> bool:
    """Whether a version of a page is newer there than anything that was said."""
    return watch.changed_at is not None and (watch.last_comment_at is None or watch.changed_at >= watch.last_comment_at)


def _revisions_of(watches: list[Watch]) -> dict[tuple[bool, int | None], PageRevision]:
    """By row of the history; where a page was opened, or answers a question, by that page."""
    opened = {watch.changed_id for watch in watches if watch.kind in BY_PAGE}
    changed = {watch.changed_id for watch in watches if watch.kind not in BY_PAGE}
    rows = Page.history.with_authors().without_bodies()
    found = rows.filter(Q(history_id__in=changed) | Q(id__in=opened, version=1))
    known: dict[tuple[bool, int | None], PageRevision] = {(False, row.history_id): row for row in found}
    return known | {(True, row.id): row for row in found if row.version == 1}


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
