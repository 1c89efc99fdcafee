"""Somebody finds a page or a contribution useful, or agrees with a passage: once, and it can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.calendar import rights
from common.database.constraints import exactly_one_of
from contributions.endorsements.rules import KINDS, check_endorsable
from contributions.page_views.models import PageScore, PageView
from contributions.pages import related_rows
from contributions.pages.models import Page

if TYPE_CHECKING:
    from contributions.endorsements.rules import Endorsable


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def endorse(self, what: Endorsable, *, by: User, at: datetime | None = None) -> Endorsement:
        """Counts once a person, however often it is sent. Raises ValidationError for her own, or what is not there to read,
        RightClosed.
        """
        rights.check("endorse", at)
        check_endorsable(what, by)
        row = {"person": by, kind_of(what): what}
        with transaction.atomic():
            given, is_new = self.get_or_create(**row, defaults={"created_at": at or timezone.now()})
            # Who finds a page useful has read it: of readers there are never fewer.
            if is_new and isinstance(what, Page) and not PageView.objects.read(what, by=by):
                PageScore.objects.update_score(what)
            if given.page is not None and related_rows.follow_merge(given):
                PageScore.objects.update_score(given.page)
        return given

    def take_back(self, what: Endorsable, *, by: User) -> None:
        """Taking back what was never given is no error. Raises RightClosed: what was counted then stands."""
        rights.check("endorse")
        with transaction.atomic():
            is_gone = self.filter(person=by, **{kind_of(what): what}).delete()[0]
            if is_gone and isinstance(what, Page):
                PageScore.objects.update_score(what)

    def of(self, what: Endorsable) -> EndorsementQuerySet:
        return self.filter(**{kind_of(what): what})


def kind_of(what: Endorsable) -> str:
    """The column that holds it."""
    name = str(type(what)._meta.model_name)
    if name not in KINDS:
        raise TypeError(f"{name} cannot be endorsed")
    return name


class Endorsement(models.Model):
    """Counts are counted anew, never stored: they are exact however many people press at once."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="endorsements", verbose_name=_("person"))
    page = models.ForeignKey(
        "contributions.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("page"),
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("contribution"),
    )
    passage = models.ForeignKey(
        "contributions.Passage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="endorsements",
        verbose_name=_("passage"),
    )
    created_at = models.DateTimeField(_("given"), default=timezone.now)

    objects = EndorsementQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int | None
        comment_id: int | None
        passage_id: int | None

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_endorsement_is_of_one_thing",
                condition=exactly_one_of("page", "comment", "passage"),
            ),
            # Empty columns are all different, so that each of these speaks of its own kind alone.
            models.UniqueConstraint(fields=["page", "person"], name="a_person_endorses_a_page_once"),
            models.UniqueConstraint(fields=["comment", "person"], name="a_person_endorses_a_comment_once"),
            models.UniqueConstraint(fields=["passage", "person"], name="a_person_endorses_a_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment or self.passage}"
