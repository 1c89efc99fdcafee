"""What stands in a feed: versions of pages and what was said, newest first, of what everybody may read.

Hidden pages stand in nobody's feed, not in an editor's either: programs store what a feed held, and it cannot be taken back.

Which feeds there are for what, and their addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.naming import named
from campaign.site_settings.current import current_settings
from contributions.cached_urls import cached_reverse
from contributions.comments.models import Comment
from contributions.comments.querysets import CommentQuerySet, credit
from contributions.history_models import RevisionDetails
from contributions.pages.act_names import act_in_words
from contributions.pages.models import Page, PageRevision
from notifications.kinds import NotificationKind
from notifications.models import Notification
from themes.models import Theme

ENTRIES = 40
SUMMARY = 400
WATCHED = [
    NotificationKind.REPLY,
    NotificationKind.MENTION,
    NotificationKind.ANSWERED,
    NotificationKind.EDITED,
    NotificationKind.OPENED,
    NotificationKind.COMMENTED,
    NotificationKind.FOLLOWED,
    NotificationKind.ASKED,
]


@dataclass(frozen=True)
class FeedEntry:
    """`name` says, for good, which one it is: the same version is the same entry in every feed."""

    name: str
    title: str
    url: str
    author: str
    at: datetime
    updated: datetime
    summary: str

    @property
    def key(self) -> str:
        return tag(self.name)


def tag(name: str) -> str:
    """An identity that no change of address touches (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},2026:{name}"


def of_everything() -> list[FeedEntry]:
    return newest(_revisions(), Comment.objects.standing())


def of_theme(theme: Theme) -> list[FeedEntry]:
    return newest(_revisions().filter(theme=theme), Comment.objects.standing().filter(theme=theme))


def of_page(page: Page) -> list[FeedEntry]:
    return newest(_revisions().filter(id=page.pk), Comment.objects.standing().filter(page=page))


def of_person(person: User) -> list[FeedEntry]:
    comments = Comment.objects.standing().filter(author=person)
    return newest(_revisions().filter(history_user=person), comments)


def of_watchlist(person: User) -> list[FeedEntry]:
    """What she was told of what she follows, and of what was addressed to her."""
    rows = Notification.objects.of(person).filter(kind__in=WATCHED).select_related("actor")
    told = list(rows[:ENTRIES])
    return [_of_notification(row, words) for row, words in zip(told, named([row.excerpt for row in told]), strict=True)]


def newest(revisions: Any, comment: CommentQuerySet) -> list[FeedEntry]:
    """Two queries, and two for the pages and for those whose words were taken up."""
    found = [_of_comment(one) for one in comment.for_lists().newest_first()[:ENTRIES]]
    found += _of_revisions(list(revisions[:ENTRIES]))
    return sorted(found, key=attrgetter("at", "name"), reverse=True)[:ENTRIES]


def _revisions() -> Any:
    """The versions that a feed tells: no minor edits, and none whose text, or page, is hidden."""
    rows = Page.history.newest_first().filter(is_minor=False, is_text_hidden=False)
    return rows.exclude(id__in=Page.objects.filter(is_hidden=True).values("pk"))


def _of_revisions(revisions: list[PageRevision]) -> Iterable[FeedEntry]:
    ids = {revision.id for revision in revisions}
    pages = Page.objects.filter(is_hidden=False).narrow().select_related("theme").in_bulk(ids)
    credit(revisions)
    return [_of_revision(one, pages[one.id]) for one in revisions if one.id in pages]


def _of_revision(revision: PageRevision, page: Page) -> FeedEntry:
    version = revision.version
    return FeedEntry(
        name=f"page/{page.pk}/{version}",
        title=page.title
        if version == 1
        else _("%(title)s, version %(version)s") % {"title": page.title, "version": version},
        url=page.changes_url(version - 1, version) if version > 1 else page.get_absolute_url(),
        author=revision.author_name,
        at=revision.date,
        updated=revision.date,
        summary=_what_changed(revision, page)[:SUMMARY],
    )


def _what_changed(revision: RevisionDetails, page: Page) -> str:
    told = [act_in_words(revision), revision.summary or (page.excerpt if revision.is_first else "")]
    return ": ".join(part for part in told if part)


def _of_comment(comment: Comment) -> FeedEntry:
    return FeedEntry(
        name=f"contribution/{comment.pk}",
        title=_("%(kind)s about “%(title)s”")
        % {"kind": comment.get_kind_display().capitalize(), "title": comment.place_words},
        url=comment.get_absolute_url(),
        author=comment.author.public_name,
        at=comment.created_at,
        updated=comment.modified_at,
        summary=comment.excerpt[:SUMMARY],
    )


def _of_notification(row: Notification, words: str) -> FeedEntry:
    return FeedEntry(
        name=f"told/{row.key.replace(':', '/')}",
        title=row.sentence(),
        url=row.url,
        author=row.actor_name,
        at=row.created_at,
        updated=row.created_at,
        summary=words[:SUMMARY],
    )


# A feed as the bytes that are sent: Atom (RFC 4287).


BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """`name` says, for good, which feed it is; `url` is the screen that shows the same."""

    name: str
    title: str
    url: str
    entries: Sequence[FeedEntry]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=BEGINNING)


class _Atom(Atom1Feed):
    """As Django writes it, with a date that does not move while nothing happens."""

    updated = BEGINNING

    def latest_post_date(self) -> datetime:
        return self.updated


def atom(feed: Feed, *, own_address: str, absolute: Callable[[str], str]) -> bytes:
    """`absolute` makes an address of the site whole."""
    written = _Atom(
        title=clean(feed.title),
        link=absolute(feed.url),
        description=None,
        language=get_language(),
        feed_url=own_address,
        feed_guid=tag(feed.name),
    )
    written.updated = feed.updated
    for entry in feed.entries:
        written.add_item(
            title=clean(entry.title),
            link=absolute(entry.url),
            description=f"<p>{escape(clean(entry.summary))}</p>" if entry.summary else "",
            author_name=clean(entry.author),
            pubdate=entry.at,
            updateddate=entry.updated,
            unique_id=entry.key,
        )
    return written.writeString("utf-8").encode()


def clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


type Fed = Page | Theme | User | None
"""What a feed is of; None for everything."""


def feed_url(what: Fed) -> str:
    match what:
        case Page():
            return cached_reverse("contributions:feed_page", what.pk)
        case Theme():
            return cached_reverse("contributions:feed_theme", what.slug)
        case User():
            return cached_reverse("contributions:feed_person", what.handle)
    return cached_reverse("contributions:feed_changes")


def screen_url(what: Fed) -> str:
    """Where a small link leads: to the feed itself in a public wiki, else to where its address with a token is shown."""
    if current_settings().wiki_is_public:
        return feed_url(what)
    screen = cached_reverse("contributions:feed_tokens")
    match what:
        case Page():
            return f"{screen}?{urlencode({'of': f'page-{what.pk}'})}"
        case User():
            return f"{screen}?{urlencode({'of': f'person-{what.handle}'})}"
    return screen
