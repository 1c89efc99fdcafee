"""The title that a page had and that is hidden with a version: it stands in the history, and in an address, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from common import markup
from contributions import concealment
from contributions.pages.traces import Redirect
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.pages.models import Page
    from contributions.revision_hiding import RevisionHiding


def in_its_place(page: Page) -> dict[str, Any]:
    """What a list calls that version then: what the page is called today."""
    return {"title": page.title, "slug": page.slug}


def lead_on_no_more(page: Page, title: str, slug: str) -> None:
    """Its address leads here no more, and nobody is told it."""
    Redirect.objects.filter(Q(title_key=markup.title_key(title)) | Q(slug=slug), page=page).delete()
    _retitle(page, title=title, slug=slug)


def lead_on_again(page: Page, hiding: RevisionHiding) -> None:
    """The old address leads here again, unless another page has it by now."""
    if hiding.slug == page.slug or type(page).objects.filter(theme=page.theme_id, slug=hiding.slug).exists():
        return
    key = markup.title_key(hiding.title)
    taken = type(page).objects.filter(title_key=key).exists() or Redirect.objects.filter(title_key=key).exists()
    defaults = {"page": page, "title_key": "" if taken else key}
    Redirect.objects.get_or_create(theme=page.theme, slug=hiding.slug, defaults=defaults)


def _retitle(page: Page, *, title: str, slug: str) -> None:
    """What people were told while the page had another title, and another address, names those of today."""
    rows = Notification.objects.filter(place=concealment.place_of(page))
    rows.filter(place_title=title).update(place_title=page.title)
    before, now = (f"/{page.theme.slug}/{one}/" for one in (slug, page.slug))
    rows.filter(url__contains=before).update(url=Replace(F("url"), Value(before), Value(now)))
