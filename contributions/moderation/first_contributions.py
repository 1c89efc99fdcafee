"""What a person wrote first: she is new for the month that follows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User

NEW_FOR = timedelta(days=30)
CACHE_SECONDS = 60 * 60


class FirstContributionQuerySet(models.QuerySet["FirstContribution"]):
    def note(
        self,
        person_id: int,
        *,
        at: datetime,
        page_id: int | None = None,
        comment_id: int | None = None,
        version: int = 1,
    ) -> bool:
        """Notes what a person wrote first; False where something else is noted already."""
        first = {"page_id": page_id, "comment_id": comment_id, "version": version}
        self.bulk_create([self.model(person_id=person_id, at=at, **first)], ignore_conflicts=True)
        return self.filter(person=person_id, **first).exists()

    def of_new_people(self, at: datetime | None = None) -> FirstContributionQuerySet:
        return self.filter(at__gt=(at or timezone.now()) - NEW_FOR)

    def is_new(self, person: User) -> bool:
        """Whether she wrote her first words less than a month ago, or none yet. Who is not new stays so: each process
        remembers it for an hour.
        """
        cache, key = caches["template_fragments"], f"is-known.{person.pk}"
        if cache.get(key):
            return False
        began = self.filter(person=person).order_by().values_list("at", flat=True).first()
        is_new = began is None or began > timezone.now() - NEW_FOR
        if not is_new:
            cache.set(key, True, CACHE_SECONDS)
        return is_new

    def among(self, people: Collection[int]) -> FirstContributionQuerySet:
        return self.filter(person__in=people)


class FirstContribution(models.Model):
    """What a person wrote first, and when."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("person")
    )
    at = models.DateTimeField(_("when"), db_index=True)
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
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = FirstContributionQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("first contribution")
        verbose_name_plural = _("first contributions")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(page=None) | Q(comment=None), name="one_begins_with_one_thing")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment}"
