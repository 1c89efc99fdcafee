"""Patrolling: each revision by somebody who is not an editor waits until an editor has marked it as seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from common.database.constraints import all_or_none_of, exactly_one_of
from contributions.comments.models import Comment
from contributions.events import Event, EventKind, in_bulk
from contributions.history_models import Act

if TYPE_CHECKING:
    from contributions.history_models import RevisionDetails

BATCH = 200
MOST_COUNTED = 1_000
"""Counting further would cost without telling more: then “999+” is said."""

PLACES = {"contributions.page": "page", "contributions.comment": "comment"}


class PatrolQuerySet(models.QuerySet["Patrol"]):
    def waiting(self) -> PatrolQuerySet:
        """Not looked at yet."""
        return self.filter(by=None)

    def first_of_each_text(self) -> PatrolQuerySet:
        """Returns the earliest unpatrolled version of each text. Those after it are found first: of a condition for each row,
        PostgreSQL may compare each with all that wait.
        """
        waiting = self.model._default_manager.filter(by=None)
        earlier = waiting.filter(version__lt=OuterRef("version"))
        later = (waiting.filter(Exists(earlier.filter(**{place: OuterRef(place)}))) for place in PLACES.values())
        return self.waiting().filter(*(~Q(pk__in=some.order_by().values("pk")) for some in later))

    def of_each(self, place: str) -> PatrolQuerySet:
        """For a subquery: the review of the outer revision of a "page", or of a "contribution"."""
        return self.filter(**{place: OuterRef("id"), "version": OuterRef("version")})

    def wait_for(self, place: str, revisions: Collection[RevisionDetails]) -> None:
        """These revisions of a "page", or of a "contribution", are to be looked at; those that wait already are left."""
        rows = [
            self.model(**{f"{place}_id": row.id}, version=row.version, written_at=row.history_date) for row in revisions
        ]
        self.bulk_create(rows, ignore_conflicts=True, batch_size=500)

    def mark(self, place: str, revisions: Collection[RevisionDetails], *, by: User, at: datetime | None = None) -> int:
        """An editor has looked at these; returns how many nobody had marked before. Two editors at once make one mark."""
        moment = at or timezone.now()
        with transaction.atomic():
            self.wait_for(place, revisions)
            return sum(self._mark(place, some, by, moment) for some in batched(revisions, BATCH))

    def _mark(self, place: str, revisions: Collection[RevisionDetails], by: User, moment: datetime) -> int:
        here = Q(pk__in=[])
        for row in revisions:
            here |= Q(**{place: row.id}, version=row.version)
        return self.waiting().filter(here).update(by=by, at=moment)

    def number_waiting(self) -> int:
        """How many wait, MOST_COUNTED at most; what its author has withdrawn does not."""
        withdrawn = Comment.objects.filter(pk=OuterRef("comment"), withdrawn_at__isnull=False)
        return self.waiting().filter(~Exists(withdrawn)).order_by()[:MOST_COUNTED].count()


class Patrol(models.Model):
    """One version of a page or of a contribution that was, or is, to be looked at. `by` is nobody while it waits."""

    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("page")
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("contribution"),
    )
    version = models.PositiveIntegerField(_("version"))
    written_at = models.DateTimeField(_("written"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("read by"))
    at = models.DateTimeField(_("read"), null=True)

    objects = PatrolQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int | None
        comment_id: int | None
        by_id: int | None

    class Meta:
        verbose_name = _("patrol")
        verbose_name_plural = _("patrols")
        ordering = ["-written_at"]
        constraints = [
            models.UniqueConstraint(fields=["page", "version"], name="a_version_of_a_page_is_reviewed_once"),
            models.UniqueConstraint(fields=["comment", "version"], name="a_version_of_a_comment_is_reviewed_once"),
            models.CheckConstraint(
                condition=exactly_one_of("comment", "page"),
                name="a_review_is_of_one_thing",
            ),
            models.CheckConstraint(condition=all_or_none_of("by", "at"), name="a_review_says_who_and_when"),
        ]
        indexes = [
            models.Index(fields=["-written_at"], condition=Q(by=None), name="waiting_to_be_reviewed"),
            models.Index(fields=["-at"], condition=Q(by__isnull=False), name="reviewed_last_first"),
        ]

    def __str__(self) -> str:
        return f"{self.page or self.comment} ({self.version})"


@in_bulk
def queue_for_patrol(*changes: Event) -> None:
    """Event handler: queues revisions for patrol unless an editor or the system wrote them."""
    here = [change for change in changes if change.label in PLACES and change.by is not None]
    people = User.objects.with_roles().in_bulk(
        {change.by for change in here if change.by and change.what in Act.values}
    )
    rows: list[Patrol] = []
    for change in here:
        place = PLACES[change.label]
        if change.what == EventKind.HIDDEN:  # whoever hid it has looked at it
            _queue(rows)
            Patrol.objects.waiting().filter(**{place: change.pk}).update(by=change.by, at=change.at)
        elif change.what in Act.values and (author := people.get(change.by or 0)) and not access.is_editor(author):
            rows.append(Patrol(**{f"{place}_id": change.pk}, version=change.version, written_at=change.at))
    _queue(rows)


def _queue(rows: list[Patrol]) -> None:
    Patrol.objects.bulk_create(rows, ignore_conflicts=True)
    rows.clear()
