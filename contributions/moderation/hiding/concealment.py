"""What people were told about something that is hidden by now is concealed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.urls import reverse

from accounts.models import User
from notifications.kinds import NotificationKind

if TYPE_CHECKING:
    from contributions.pages.models import Page
    from contributions.pages.traces import Hiding


def conceal(what: models.Model) -> None:
    """In the transaction of the act."""
    _notifications().conceal(place_of(what))


def reveal(what: models.Model) -> None:
    _notifications().reveal(place_of(what))


def conceal_version(text: models.Model, version: int) -> None:
    """What people were told of one revision, with its first words."""
    _notifications().conceal(f"{text._meta.label_lower}:{text.pk}:{version}")


def reveal_version(text: models.Model, version: int) -> None:
    _notifications().reveal(f"{text._meta.label_lower}:{text.pk}:{version}")


def notify_authors(hiding: Hiding) -> None:
    """Whoever wrote in a page that was hidden reads why, and who did it. Details are no writing; what is told goes out of
    sight once the page is shown again.
    """
    page = hiding.page
    written = page.history.filter(is_minor=False, history_user__is_active=True).exclude(history_user=hiding.hidden_by)
    for person in User.objects.filter(pk__in=written.order_by().values("history_user")):
        _notifications().tell(
            [person.pk],
            kind=NotificationKind.HIDDEN,
            place=place_of(hiding),
            place_title=page.title,
            url=reverse("contributions:contributor", args=[person.handle]),
            key=f"{hiding._meta.label_lower}:{hiding.pk}:told",
            actor=hiding.hidden_by,
            excerpt=hiding.reason,
            at=hiding.hidden_at,
        )


def retitle(page: Page, *, title: str, slug: str) -> None:
    """What people were told while the page had another title, and another address, names those of today."""
    rows = _notifications().filter(place=place_of(page))
    rows.filter(place_title=title).update(place_title=page.title)
    before, now = (f"/{page.theme.slug}/{one}/" for one in (slug, page.slug))
    rows.filter(url__contains=before).update(url=Replace(F("url"), Value(before), Value(now)))


def place_of(what: models.Model) -> str:
    """How notifications name a place: "page:12"."""
    return f"{what._meta.model_name}:{what.pk}"


def _notifications() -> Any:
    return apps.get_model("notifications", "Notification").objects
