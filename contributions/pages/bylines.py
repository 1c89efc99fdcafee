"""Who wrote a page: stored on its row in the order of their first revision, so that reading it costs no query."""

from __future__ import annotations

from typing import Any

from accounts.models import User

type Byline = list[dict[str, Any]]


def entry(author: User) -> dict[str, Any]:
    """Somebody anonymous is named in the language of whoever reads: the name is only stored for those who have one."""
    named = {"id": author.pk, "name": author.public_name, "handle": author.handle}
    return named | {"is_anonymous": True} if author.is_anonymous_author else named


def with_author(byline: Byline, author: User | None) -> Byline:
    """The byline with this author in it, once."""
    if author is None or any(known["id"] == author.pk for known in byline):
        return byline
    return [*byline, entry(author)]


def joined(byline: Byline, other: Byline) -> Byline:
    """The byline with the authors of the other one behind, each once."""
    known = {author["id"] for author in byline}
    return [*byline, *(author for author in other if author["id"] not in known)]
