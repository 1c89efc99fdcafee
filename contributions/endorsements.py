"""Who found what useful, or agrees with it.

What can be endorsed, and by whom.

How many found something useful, who they are, and whom somebody should hear of next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import BooleanField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Attribution, User
from campaign.calendar import rights
from common.database.constraints import exactly_one_of
from contributions.comments.models import Comment
from contributions.page_views import PageScore, PageView
from contributions.pages import related_rows
from contributions.pages.models import Page
from contributions.passages import Passage, PassageState
from themes.models import Theme

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


def with_endorsements[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Pages, contributions or passages, each with `useful_count` and `is_endorsed` (by the reader)."""
    kind = str(rows.model._meta.model_name)
    given = Endorsement.objects.filter(**{kind: OuterRef("pk")}).order_by()
    count = Subquery(given.values(kind).annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    own: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        own = Exists(given.filter(person_id=reader.pk))
    annotated: Rows = rows.annotate(useful_count=Coalesce(count, Value(0)), is_endorsed=own)
    return annotated


# Who endorsed something, as each chose to be named; those who stay anonymous, or have left, are a number.


ROWS = 50


@dataclass(frozen=True)
class Endorsers:
    """One screenful, the newest first. `total` counts everybody; `unnamed` those among them who are not listed anywhere."""

    people: list[tuple[User, datetime]]
    total: int
    unnamed: int
    next_query: str
    is_first: bool


def endorsers_of(what: Endorsable, before: tuple[datetime, int] | None) -> Endorsers:
    """Three queries, however many they are."""
    given = Endorsement.objects.of(what).order_by("-created_at", "-pk")
    named = given.filter(person__is_active=True).exclude(person__attribution=Attribution.ANONYMOUS)
    rows = named
    if before:
        moment, pk = before
        rows = named.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))
    found = list(rows.select_related("person")[: ROWS + 1])
    shown, total = found[:ROWS], given.count()
    last = shown[-1] if len(found) > ROWS else None
    return Endorsers(
        people=[(row.person, row.created_at) for row in shown],
        total=total,
        unnamed=total - named.count(),
        next_query=urlencode({"before": f"{last.created_at.isoformat()}~{last.pk}"}) if last else "",
        is_first=before is None,
    )


# A passage that is offered to somebody who has two minutes: to agree with, or to nuance.


LEAST_AGREED = 2


def passage_to_agree_with(theme: Theme, reader: access.Person) -> Passage | None:
    """The passage of the theme that most agree with, that still stands, and that the reader has neither answered nor
    written: the same one until she answers it. One query.
    """
    if not isinstance(reader, User):
        return None
    standing = Passage.objects.for_theme(theme.pk).filter(standing=PassageState.UNCHANGED, looked_in=F("page__version"))
    answered = Comment.objects.filter(passage=OuterRef("pk"), author=reader)
    rows: QuerySet[Any] = with_endorsements(standing.filter(~Exists(answered)), reader)
    agreed = rows.filter(is_endorsed=False, useful_count__gte=LEAST_AGREED).order_by("-useful_count", "pk")
    shown = agreed.select_related("page").defer("page__body", "page__body_html", "page__contents")[:5]
    found = next((passage for passage in shown if not is_own(passage, reader)), None)
    if found:
        found.page.theme = theme
    return found
