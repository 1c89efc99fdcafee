"""Somebody thanks another for an edit, or for what she said: once, and it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from contributions.comments.models import Comment
from contributions.contributors.querysets import ThanksQuerySet
from contributions.history_models import RevisionDetails
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


# What a list says of each thing in it: whether the reader has given thanks for it.


def mark_thanked(revisions: Iterable[RevisionDetails], page: Page, reader: access.Person) -> None:
    """Each revision of the page says in `is_thanked` whether the reader has thanked for it; one query, none for visitors."""
    rows = list(revisions)
    given: set[int | None] = set()
    if isinstance(reader, User) and rows:
        versions = [row.version for row in rows]
        given = set(Thanks.objects.filter(by=reader, page=page, version__in=versions).values_list("version", flat=True))
    for row in rows:
        row.is_thanked = row.version in given  # type: ignore[attr-defined]  # for its button


def with_thanks[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Contributions, each with `is_thanked` (by the reader), in the same query."""
    given: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        given = Exists(Thanks.objects.filter(comment=OuterRef("pk"), by=reader.pk))
    thanked: Rows = rows.annotate(is_thanked=given)
    return thanked
