"""A page was written, changed or moved: who hears of it."""

from __future__ import annotations

from contributions.comments.incorporation import Incorporation
from contributions.events import Event
from contributions.history_models import Act
from contributions.pages.models import Page, PageRevision
from contributions.watches.concealment import conceal_hidden_versions
from contributions.watches.models import Watch
from contributions.watches.news import News, opening_words
from notifications.kinds import NotificationKind


def notify(change: Event) -> None:
    """Those who follow the page hear of each change, those who follow its question of a new page, and those who follow
    whoever wrote of both. Whoever wrote, or was taken up, follows the page from now on.
    """
    conceal_hidden_versions(change)
    page = Page.objects.visible().narrow().select_related("theme").filter(pk=change.pk).first()
    revision = Page.history.with_authors().filter(id=change.pk, version=change.version).first()
    if page is None or revision is None or change.what not in Act.values:
        return
    _have_take_part(page, revision)
    if revision.is_text_hidden:
        return
    news = _news_of(page, revision)
    news.notify_mentioned(page, revision.version)
    if revision.is_minor:
        return
    if revision.is_first:
        news.notify_watchers(page, NotificationKind.OPENED)
        news.notify_watchers(page.theme, NotificationKind.OPENED)
    else:
        news.notify_watchers(page, NotificationKind.EDITED)
    news.notify_followers()


def _news_of(page: Page, revision: PageRevision) -> News:
    before = revision.version - 1
    return News(
        key=f"contributions.page:{page.pk}:{revision.version}",
        place=f"page:{page.pk}",
        place_title=page.title,
        url=page.changes_url(before, revision.version) if before else page.get_absolute_url(),
        actor=revision.author,
        at=revision.date,
        excerpt=revision.summary or (opening_words(page) if revision.is_first else ""),
    )


def _have_take_part(page: Page, revision: PageRevision) -> None:
    if revision.author:
        Watch.objects.take_part(page, by=revision.author, at=revision.date)
    if revision.act == Act.INCORPORATED:
        incorporation = Incorporation.objects.filter(page=page, version=revision.version).select_related(
            "comment__author"
        )
        for one in incorporation:
            Watch.objects.take_part(page, by=one.comment.author, at=revision.date)
