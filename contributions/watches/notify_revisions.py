"""A page was written, changed or moved: who hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from contributions.comments.incorporation import Incorporation
from contributions.events import Event
from contributions.history_models import Act
from contributions.mentions.models import Mention
from contributions.pages.models import Page, PageRevision
from contributions.watches.concealment import conceal_hidden_versions
from contributions.watches.models import Watch
from contributions.watches.news import News, opening_words
from contributions.watches.rules import Watchable
from notifications.kinds import NotificationKind


def news_of(changes: Sequence[Event]) -> list[News]:
    """Those who follow the page hear of each change, those who follow its question of a new page, and those who follow
    whoever wrote of both. Whoever wrote, or was taken up, follows the page from now on.
    """
    for change in changes:
        conceal_hidden_versions(change)
    saved = [(change.pk, change.version) for change in changes if change.what in Act.values]
    if not saved:
        return []
    pages = Page.objects.visible().narrow().select_related("theme").in_bulk({pk for pk, _version in saved})
    several = [(pages[revision.id], revision) for revision in _revisions(saved) if revision.id in pages]
    Watch.objects.take_part_in_all([*_authors(several), *_incorporated(several)])
    mentioned = Mention.objects.new_in(Page, saved)
    return [
        _news_of(page, revision, mentioned[page.pk, revision.version])
        for page, revision in several
        if not revision.is_text_hidden
    ]


def _revisions(saved: Sequence[tuple[int, int]]) -> list[PageRevision]:
    wanted, versions = set(saved), {version for _pk, version in saved}
    rows = (
        Page.history.with_authors().without_bodies().filter(id__in={pk for pk, _version in saved}, version__in=versions)
    )
    return [row for row in rows.order_by("history_date", "history_id") if (row.id, row.version) in wanted]


def _authors(several: Sequence[tuple[Page, PageRevision]]) -> list[tuple[Watchable, User, datetime | None]]:
    return [(page, revision.author, revision.date) for page, revision in several if revision.author]


def _incorporated(several: Sequence[tuple[Page, PageRevision]]) -> list[tuple[Watchable, User, datetime | None]]:
    """Those whose comments were taken up."""
    dates = {(page.pk, revision.version): revision.date for page, revision in several if _incorporates(revision)}
    if not dates:
        return []
    rows = Incorporation.objects.filter(page__in={pk for pk, _version in dates}).select_related(
        "comment__author", "page"
    )
    return [
        (one.page, one.comment.author, dates[one.page_id, one.version])
        for one in rows
        if (one.page_id, one.version) in dates
    ]


def _incorporates(revision: PageRevision) -> bool:
    return bool(revision.act == Act.INCORPORATED)


def _news_of(page: Page, revision: PageRevision, mentioned: set[int]) -> News:
    before = revision.version - 1
    news = News(
        key=f"contributions.page:{page.pk}:{revision.version}",
        place=f"page:{page.pk}",
        place_title=page.title,
        url=page.changes_url(before, revision.version) if before else page.get_absolute_url(),
        actor=revision.author,
        at=revision.date,
        excerpt=revision.summary or (opening_words(page) if revision.is_first else ""),
    )
    news.address(mentioned, NotificationKind.MENTION)
    if not revision.is_minor:
        _notify_watchers(news, page, is_first=revision.is_first)
    return news


def _notify_watchers(news: News, page: Page, *, is_first: bool) -> None:
    if is_first:
        news.notify_watchers(page, NotificationKind.OPENED)
        news.notify_watchers(page.theme, NotificationKind.OPENED)
    else:
        news.notify_watchers(page, NotificationKind.EDITED)
    news.notify_followers()
