"""The names in the bylines of pages, when a person goes by another one."""

from __future__ import annotations

from django.db.models import F, Q

from accounts.models import User
from contributions.comments.incorporation import Incorporation
from contributions.moderation.merging.models import Credit
from contributions.pages import bylines
from contributions.pages.models import Page


def refresh_bylines_of(author: User) -> None:
    """Writes the name that the person now goes by onto every page that she wrote, whose words were taken up from her, or
    that her words came into from another page; their fragments are made anew.
    """
    revisions = Page.history.filter(history_user=author)
    incorporated = Incorporation.objects.filter(comment__author=author)
    credits = Credit.objects.filter(person=author)
    hers = Q(pk__in=revisions.order_by().values("id")) | Q(pk__in=incorporated.order_by().values("page"))
    hers |= Q(pk__in=credits.order_by().values("page"))
    written = Page.objects.filter(hers).only("byline", "version", "render", "title")
    for page in written.order_by("pk").select_for_update():  # held: a save meanwhile would bring the old name back
        byline = [bylines.entry(author) if known["id"] == author.pk else known for known in page.byline]
        Page.objects.filter(pk=page.pk).update(byline=byline, render=F("render") + 1)
