"""Who wrote a page: kept on its row in the order of their first revision, so that reading it costs no query."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import F, Q

from accounts.models import User

type Byline = list[dict[str, Any]]


def entry(author: User) -> dict[str, Any]:
    """Somebody anonymous is named in the language of whoever reads: the name is only kept for those who have one."""
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


def refresh_bylines_of(author: User) -> None:
    """Writes the name that the person now goes by onto every page that she wrote, whose words were taken up from her, or
    that her words came into from another page; their fragments are made anew.
    """
    pages = apps.get_model("contributions", "Page").objects
    revisions = apps.get_model("contributions", "PageRevision").objects.filter(history_user=author)
    incorporated = apps.get_model("contributions", "Incorporation").objects.filter(comment__author=author)
    credits = apps.get_model("contributions", "Credit").objects.filter(person=author)
    hers = Q(pk__in=revisions.order_by().values("id")) | Q(pk__in=incorporated.order_by().values("page"))
    hers |= Q(pk__in=credits.order_by().values("page"))
    written = pages.filter(hers).only("byline", "version", "render", "title")
    for page in written.order_by("pk").select_for_update():  # held: a save meanwhile would bring the old name back
        byline = [entry(author) if known["id"] == author.pk else known for known in page.byline]
        pages.filter(pk=page.pk).update(byline=byline, render=F("render") + 1)
