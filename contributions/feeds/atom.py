"""A feed as the bytes that are sent: Atom (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from contributions.feeds.entries import FeedEntry, tag

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
