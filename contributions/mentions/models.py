"""Somebody is mentioned in a page or in a contribution."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.database.constraints import exactly_one_of

if TYPE_CHECKING:
    from contributions.revisions import Revisioned


class MentionQuerySet(models.QuerySet["Mention"]):
    def of(self, text: Revisioned) -> MentionQuerySet:
        return self.filter(**{str(text._meta.model_name): text})

    def new_in(
        self, model: type[Revisioned], saved: Iterable[tuple[int, int]]
    ) -> defaultdict[tuple[int, int], set[int]]:
        """Returns whom each of these versions (key, version) of texts mentions and none did before: the ones to tell."""
        wanted, column = set(saved), str(model._meta.model_name)
        rows = self.filter(**{f"{column}__in": {pk for pk, _version in wanted}})
        rows = rows.filter(version__in={version for _pk, version in wanted})
        found = defaultdict[tuple[int, int], set[int]](set)
        for pk, version, person in rows.values_list(column, "version", "person"):
            found[pk, version].add(person)
        return found


class Mention(models.Model):
    """One person in one text, from the version on that first mentioned her to others: what came with words that were
    quoted, or taken up from elsewhere, has version 0. The row stays when later versions leave her out: the older ones
    can be read, and nobody is told twice.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mentions", verbose_name=_("person"))
    page = models.ForeignKey(
        "contributions.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("page"),
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("contribution"),
    )
    version = models.PositiveIntegerField(_("version"))

    objects = MentionQuerySet.as_manager()

    if TYPE_CHECKING:
        person_id: int
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_mention_stands_in_one_text",
                condition=exactly_one_of("page", "comment"),
            ),
            models.UniqueConstraint(fields=["page", "person"], name="a_page_mentions_a_person_once"),
            models.UniqueConstraint(fields=["comment", "person"], name="a_comment_mentions_a_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment}"
