"""Why somebody cannot be thanked, in words for whoever wanted to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from contributions.comments.models import Comment
from contributions.endorsements import TargetGone
from contributions.history_models import RevisionDetails
from contributions.pages.models import Page
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.contributors.models import Thanks


class OwnDoing(ValidationError):
    """Nobody thanks herself."""

    def __init__(self) -> None:
        super().__init__(_("You did this yourself: your colleagues may thank you."), code="own")


class NobodyToThank(ValidationError):
    """The site did it by itself, or whoever did it is no longer known."""

    def __init__(self) -> None:
        super().__init__(_("There is nobody left to thank for this."), code="nobody")


# The words in which thanks are given and asked for.


type Thankable = RevisionDetails | Comment
"""A version of a page, or a contribution."""


class ThanksQuerySet(models.QuerySet["Thanks"]):
    def thank(self, what: Thankable, *, by: User, at: datetime | None = None) -> Thanks:
        """Thanks whoever did it, and tells her: once, however often it is sent, and by however many windows at once.

        Raises ValidationError: OwnDoing, NobodyToThank, TargetGone for what is hidden or withdrawn.
        """
        person = what.author
        if person is None or not person.is_active:
            raise NobodyToThank
        if person.pk == by.pk:
            raise OwnDoing
        moment = at or timezone.now()
        with transaction.atomic():
            _check_there(what)
            row = {"by": by, **_columns(what)}
            thanks, is_new = self.get_or_create(**row, defaults={"person": person, "at": moment})
            if is_new:
                _notify(thanks, what)
        return thanks

    def take_back(self, what: Thankable, *, by: User) -> None:
        """Taking back what was never given is no error. Whoever was thanked is no longer told."""
        with transaction.atomic():
            if self.filter(by=by, **_columns(what)).delete()[0]:
                Notification.objects.conceal(_key(what, by))

    def to(self, person: User) -> ThanksQuerySet:
        """What a person was thanked for, with all that a sentence about it needs, the newest first."""
        rows = self.filter(person=person).select_related(
            "by", "page__theme", "comment__page__theme", "comment__theme", "comment__video"
        )
        long = ("body", "body_html", "contents")
        unread = [f"page__{name}" for name in long] + [f"comment__page__{name}" for name in long]
        return rows.defer(*unread, "comment__body", "comment__body_html").order_by("-at", "-pk")

    def visible_to(self, reader: access.Person) -> ThanksQuerySet:
        """Those for what the reader may read. By the rows that are joined anyway: asked for apart, whole tables were read."""
        standing = self.filter(Q(comment=None) | Q(comment__withdrawn_at=None))
        if access.is_editor(reader):
            return standing
        page = Q(page=None) | Q(page__is_hidden=False)
        comment = Q(comment=None) | Q(comment__is_hidden=False)
        about = Q(comment__page=None) | Q(comment__page__is_hidden=False)
        return standing.filter(page, comment, about, comment__video__withdrawn_at=None)

    def older_than(self, moment: datetime, pk: int) -> ThanksQuerySet:
        return self.filter(Q(at__lt=moment) | Q(at=moment, pk__lt=pk))


def _columns(what: Thankable) -> dict[str, Any]:
    if isinstance(what, Comment):
        return {"comment": what}
    return {"page_id": what.id, "version": what.version}


def _check_there(what: Thankable) -> None:
    """Raises TargetGone."""
    if isinstance(what, Comment):
        found = Comment.objects.standing().filter(pk=what.pk).exists()
    else:
        found = not what.is_text_hidden and Page.objects.visible().filter(pk=what.id).exists()
    if not found:
        raise TargetGone


def _key(what: Thankable, by: User) -> str:
    """Names these thanks among all that a person is told."""
    if isinstance(what, Comment):
        return f"contributions.comment:{what.pk}:thanks-{by.pk}"
    return f"contributions.page:{what.id}:thanks-{what.version}-{by.pk}"


def _notify(thanks: Thanks, what: Thankable) -> None:
    """Told once; thanks that were taken back and are given again come back into sight."""
    comment = what if isinstance(what, Comment) else None
    place: Any = comment.place if comment else thanks.page
    key = _key(what, thanks.by)
    Notification.objects.reveal(key)
    Notification.objects.notify(
        [thanks.person_id],
        kind=NotificationKind.THANKS,
        place=f"{place._meta.model_name}:{place.pk}",
        place_title=comment.place_words if comment else str(thanks.page),
        url=thanks.get_absolute_url(),
        key=key,
        actor=thanks.by,
        excerpt=comment.excerpt if comment else "",
        at=thanks.at,
    )
