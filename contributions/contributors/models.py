"""Somebody thanks another for an edit, or for what she said: once, and it can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.comments.models import Comment
from contributions.contributors.querysets import ThanksQuerySet
from contributions.pages.models import Page


class Thanks(models.Model):
    """For one version of a page, or for a contribution. Nobody counts them against one another: they are read, one by one."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="thanks", db_index=False, verbose_name=_("thanked")
    )
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="thanks_given", verbose_name=_("by"))
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)
    comment = models.ForeignKey(
        Comment,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="thanks",
        verbose_name=_("contribution"),
    )
    at = models.DateTimeField(_("given"), default=timezone.now)

    objects = ThanksQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        by_id: int
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="thanks_are_for_one_thing",
                condition=Q(page__isnull=False, version__isnull=False, comment=None)
                | Q(page=None, version=None, comment__isnull=False),
            ),
            models.CheckConstraint(name="nobody_thanks_herself", condition=~Q(person=F("by"))),
            # Empty columns are all different, so that each of these speaks of its own kind alone.
            models.UniqueConstraint(fields=["page", "version", "by"], name="a_person_thanks_once_for_a_version"),
            models.UniqueConstraint(fields=["comment", "by"], name="a_person_thanks_once_for_a_comment"),
        ]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="thanks_newest_first")]

    def __str__(self) -> str:
        return f"{self.by} → {self.person}"

    def get_absolute_url(self) -> str:
        """What it is for: what the version changed, or the contribution in its place."""
        if self.comment is not None:
            return self.comment.place_url
        return step_url(self.page, self.version or 1) if self.page is not None else ""

    @property
    def moment(self) -> datetime:
        return self.at


def step_url(page: Page, version: int) -> str:
    """What one version changed; the first one changed nothing, and is read."""
    return page.changes_url(version - 1, version) if version > 1 else page.screen_url("revisions/1")
