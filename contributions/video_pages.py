"""Which pages a video leads to, and what becomes of the comments under one that is withdrawn.

The video itself, with its files and captions, is the campaign's (campaign/videos); comments and questions under it are
those of the wiki, each with its `video`.

A page to which a video leads.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.models import Video
from contributions.comments.models import Comment
from contributions.events import EventKind, emit
from contributions.pages import related_rows
from contributions.pages.models import Page


class VideoPageQuerySet(models.QuerySet["VideoPage"]):
    def link(self, video: Video, page: Page, *, by: User, at: datetime | None = None) -> VideoPage:
        """Says that the video leads to the page: once, however often it is said. Raises ValidationError for a hidden page."""
        with transaction.atomic():
            key = related_rows.held_places([page.pk]).get(page.pk, page.pk)
            if not Page.objects.filter(pk=key, is_hidden=False).exists():
                raise ValidationError({"page": _("This page is no longer there to read.")}, code="hidden")
            values = {"by": by, "at": at or timezone.now()}
            return self.get_or_create(video=video, page_id=key, defaults=values)[0]

    def unlink(self, video: Video, page: Page) -> None:
        """Taking back what was never said is no error."""
        self.filter(video=video, page=page).delete()

    def in_sight(self) -> VideoPageQuerySet:
        """Without pages that are hidden, in the order in which they were named."""
        rows = self.filter(page__is_hidden=False, page__merged_into=None).select_related("page__theme")
        return rows.defer("page__body", "page__body_html", "page__contents").order_by("at", "pk")


class VideoPage(models.Model):
    """Whoever has watched the video reads on here."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="leads_to", verbose_name=_("video"))
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="video_pages", verbose_name=_("page"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("according to"))
    at = models.DateTimeField(_("said"), default=timezone.now)

    objects = VideoPageQuerySet.as_manager()

    if TYPE_CHECKING:
        video_id: int
        page_id: int

    class Meta:
        verbose_name = _("page to which a video leads")
        verbose_name_plural = _("pages to which videos lead")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["video", "page"], name="a_video_leads_to_a_page_once")]

    def __str__(self) -> str:
        return f"{self.video} → {self.page}"


# A video is withdrawn, or shown again, and with it what was said under it.


def withdraw(video: Video, *, reason: str, by: User) -> None:
    """Takes it out of everybody's sight but the editors', with its comments, which the search and notifications follow.

    Raises ValidationError without a reason.
    """
    with transaction.atomic():
        video.withdraw(reason=reason, by=by)
        _emit(video, EventKind.HIDDEN, by)


def show(video: Video, *, by: User) -> None:
    """Showing what is not withdrawn is no error."""
    with transaction.atomic():
        video.show(by=by)
        _emit(video, EventKind.SHOWN, by)


def _emit(video: Video, kind: EventKind, by: User) -> None:
    for comment in Comment.objects.filter(video=video).iterator():
        emit(comment, kind, by=by)
