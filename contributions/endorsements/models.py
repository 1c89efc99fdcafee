"""What can be endorsed, and by whom."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.calendar import rights
from common.database.constraints import exactly_one_of
from contributions.page_views.models import PageScore, PageView
from contributions.pages import related_rows
from contributions.pages.models import Page

if TYPE_CHECKING:
    from contributions.pages.models import Page


type Endorsable = models.Model
"""A page, a contribution or a passage."""

KINDS = ("page", "comment", "passage")


class OwnWords(ValidationError):
    """Nobody endorses what she wrote."""

    def __init__(self) -> None:
        super().__init__(_("You wrote this: your colleagues say whether it is useful."), code="own")


class TargetGone(ValidationError):
    """It was hidden, withdrawn, or has gone from its page."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer available."), code="gone")


def check_endorsable(what: Endorsable, by: User) -> None:
    """Raises TargetGone, OwnWords."""
    if not is_there(what):
        raise TargetGone
    if is_own(what, by):
        raise OwnWords


def is_there(what: Endorsable) -> bool:
    page = page_of(what)
    if (page is not None and page.is_hidden) or getattr(what, "is_hidden", False):
        return False
    return not getattr(what, "withdrawn_at", None) and not getattr(what, "is_gone", False)


def is_own(what: Endorsable, person: User) -> bool:
    """Hers are the pages in whose byline she is, and what she said. Of a passage it is rarely known who wrote the sentence:
    it counts as hers where she is the only author of its page.
    """
    author: int | None = getattr(what, "author_id", None)
    if author is not None:
        return author == person.pk
    page = page_of(what)
    if page is None:
        return False
    authors = {known["id"] for known in page.byline}
    return authors == {person.pk} if page is not what else person.pk in authors


def page_of(what: Endorsable) -> Page | None:
    page: Page | None = what if what._meta.model_name == "page" else getattr(what, "page", None)  # type: ignore[assignment]
    return page


# Somebody finds a page or a contribution useful, or agrees with a passage: once, and it can be taken back.


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
