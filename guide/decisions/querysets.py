"""Who may read of which decision: whoever may read the text that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts import access
from accounts.models import User
from campaign.languages import first_language
from common.forms.unchanged import check_seen_order
from contributions.models import Comment, Page, Patrol
from guide.decisions.reasons import DecidedMeanwhile, reasons_in
from themes.models import Theme

if TYPE_CHECKING:
    from guide.decisions.models import Decision, Reason, Submission


def visibility_filter(reader: access.Person, submission: str = "") -> Q:
    """What stands; for its author what she withdrew or editors hid; for editors what is hidden. `submission` leads there."""
    comment, page = f"{submission}comment", f"{submission}page"
    own = Q(**{f"{comment}__author": reader}) if isinstance(reader, User) else Q(pk__in=[])
    if access.is_editor(reader):
        return Q(**{comment: None}) | Q(**{f"{comment}__withdrawn_at": None}) | own
    is_page = Q(**{comment: None}) & Q(**{f"{page}__is_hidden": False})
    stands = Q(**{f"{comment}__is_hidden": False, f"{comment}__withdrawn_at": None})
    is_comment = Q(**{f"{page}": None}) & (stands | own)
    under_hidden = Q(**{f"{comment}__page__is_hidden": True}) | Q(**{f"{comment}__video__withdrawn_at__isnull": False})
    return (is_page | is_comment) & ~under_hidden


# The texts of which the team has not read every version: a page is one, whatever versions of it wait.


def unread_texts() -> QuerySet[Any]:
    """Of what readers see, as `SubmissionQuerySet.visible`: a row for each text, of its first version that waits."""
    stands = Q(comment__is_hidden=False, comment__withdrawn_at=None, comment__video__withdrawn_at=None)
    there = Q(comment=None) | stands
    seen = Q(page=None) | Q(page__is_hidden=False, page__merged_into=None)
    return Patrol.objects.first_of_each_text().filter(there, seen)


# The words in which matters, decisions and reasons are asked for, and the one verb that decides.


FINAL = (
    "promoted",
    "merged",
    "duplicate",
    "not_kept",
)  # what editors can differ about: who waits has not decided otherwise

NOTHING_SEEN = -1  # how many decisions somebody saw whose form does not say it: never as many as there are


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def of(self, text: Page | Comment) -> Submission:
        """The submission of a page or of a contribution; made where it is not known yet."""
        if isinstance(text, Page):
            values = {"theme_id": text.theme_id, "written_at": _written_at(text)}
            return self.get_or_create(page=text, defaults=values)[0]
        values = {"theme_id": text.theme_id, "written_at": text.created_at}
        return self.get_or_create(comment=text, defaults=values)[0]

    def of_comments(self, comments: models.QuerySet[Comment]) -> None:
        """Makes the submissions of these contributions, which have none; one statement."""
        new = comments.values_list("pk", "theme", "created_at")
        rows = [self.model(comment_id=pk, theme_id=theme, written_at=at) for pk, theme, at in new]
        self.bulk_create(rows, ignore_conflicts=True)

    def hold(self, submission: Submission, *, seen: int) -> None:
        """Has other editors wait until the transaction ends: for acts that write more than the decision. What else they
        write comes after, so that nobody waits in a circle. Raises DecidedMeanwhile where another decision holds.
        """
        if not self.select_for_update().filter(pk=submission.pk, number=seen).exists():
            raise DecidedMeanwhile(submission)

    def visible(self) -> SubmissionQuerySet:
        """Without what is hidden, withdrawn, under a withdrawn video, or merged into another page."""
        stands = models.Q(comment__is_hidden=False, comment__withdrawn_at=None, comment__video__withdrawn_at=None)
        in_sight = models.Q(comment=None) | stands
        here = models.Q(page=None) | models.Q(page__is_hidden=False, page__merged_into=None)
        return self.filter(in_sight, here)

    def undecided(self) -> SubmissionQuerySet:
        return self.filter(outcome__in=["", "open"])

    def for_later(self) -> SubmissionQuerySet:
        return self.filter(outcome="later")

    def for_theme(self, theme: Theme) -> SubmissionQuerySet:
        return self.filter(theme=theme)


def _written_at(page: Page) -> datetime:
    first = page.history.filter(version=1).values_list("history_date", flat=True).first()
    return cast(datetime, first or page.modified_at)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def decide(
        self,
        submission: Submission,
        *,
        outcome: str,
        by: User,
        seen: int,
        version: int | None = None,
        at: datetime | None = None,
        **details: Any,
    ) -> Decision:
        """Decides about a submission, unless another decision than `seen` (its `number`) holds: then DecidedMeanwhile, nothing
        is written, and the error says who decided what.

        `version` is the newest one that the editor read: what waited to be read up to it counts as read, except for "later".
        `details` are the fields of a Decision that the outcome asks for: tip, page, contribution, reason, words.
        """
        moment = at or timezone.now()
        with transaction.atomic():
            model = type(submission)
            held = model.objects.filter(pk=submission.pk, number=seen).update(number=seen + 1, outcome=outcome)
            if not held:
                raise DecidedMeanwhile(submission)
            read = submission.text.version if version is None else version
            decision = self.create(
                submission=submission, number=seen + 1, outcome=outcome, by=by, at=moment, version=read, **details
            )
            if outcome != "later":
                mark_read(submission, version=read, by=by, at=moment)
        submission.number, submission.outcome = seen + 1, outcome
        return decision

    def holding(self) -> DecisionQuerySet:
        """Those that hold: the last one of each submission."""
        return self.filter(number=models.F("submission__number"))

    def visible_to(self, reader: access.Person) -> DecisionQuerySet:
        """About texts that the reader may read."""
        return self.filter(visibility_filter(reader, "submission__"))

    def for_theme(self, theme: Theme) -> DecisionQuerySet:
        return self.filter(submission__theme=theme)

    def newest_first(self) -> DecisionQuerySet:
        return self.order_by("-at", "-pk")

    def older_than(self, moment: datetime, pk: int) -> DecisionQuerySet:
        """Those that follow this one in a list, the newest first."""
        return self.filter(models.Q(at__lt=moment) | models.Q(at=moment, pk__lt=pk))

    def with_differing(self) -> DecisionQuerySet:
        """Each knows in `editors_differed` whether another editor decided something else about the same submission."""
        return self.annotate(editors_differed=models.Q(outcome__in=FINAL) & self._other_outcome())

    def where_editors_differed(self) -> DecisionQuerySet:
        return self.filter(self._other_outcome(), outcome__in=FINAL)

    def _other_outcome(self) -> Exists:
        others = self.model._default_manager.filter(submission=OuterRef("submission"), outcome__in=FINAL)
        return Exists(others.exclude(by=OuterRef("by")).exclude(outcome=OuterRef("outcome")))

    def with_everything(self) -> DecisionQuerySet:
        """With what a line about a decision names, without texts. Most themes come by queries of their own: to plan their joins
        took PostgreSQL 30 ms.
        """
        pages = ("page", "submission__page", "submission__comment__page")
        related = ("by", "tip", "reason", "page__theme", "comment", "submission__theme", "submission__comment__author")
        rows = self.select_related(*related, *pages)
        heavy = [f"{name}__{field}" for name in pages for field in ("body", "body_html", "contents")]
        rows = rows.defer(*heavy, "tip__body", "tip__body_html", "comment__body", "comment__body_html")
        themes = [f"submission__{name}__theme" for name in ("page", "comment", "comment__page")]
        return rows.prefetch_related(*themes, "submission__comment__video")


def mark_read(submission: Submission, *, version: int, by: User, at: datetime) -> int:
    """What waits of a submission up to this version counts as read by this editor; returns how many versions that was."""
    place = {"page": submission.page_id} if submission.page_id else {"comment": submission.comment_id}
    waiting = Patrol.objects.waiting().filter(**place, version__lte=version)
    with transaction.atomic():
        # Held in one order: two editors who mark the same versions would wait for each other.
        held = list(waiting.select_for_update().order_by("pk").values_list("pk", flat=True))
        return Patrol.objects.waiting().filter(pk__in=held).update(by=by, at=at) if held else 0


class ReasonQuerySet(models.QuerySet["Reason"]):
    def offered(self) -> ReasonQuerySet:
        """Those that editors may choose from, in their order; the first ones are made when nobody has written any yet."""
        if not self.exists():
            first = enumerate(reasons_in(first_language()), start=1)
            rows: list[Reason] = [self.model(position=position, **reason.values) for position, reason in first]
            self.bulk_create(rows, ignore_conflicts=True)
        return self.filter(retired_at=None)

    def retired(self) -> ReasonQuerySet:
        return self.filter(retired_at__isnull=False)

    def add(self, reason: Reason) -> None:
        """It comes last of those that are offered."""
        reason.position = (self.aggregate(last=models.Max("position"))["last"] or 0) + 1
        reason.save()

    def move(self, reason: Reason, *, up: bool, seen: str | None = None) -> None:
        """It changes places with the one before it, or after it; where there is none, nothing happens.

        Raises ValidationError where they stand in another order than the one that was `seen` (common.forms.unchanged).
        """
        with transaction.atomic():
            rows = list(
                self.filter(retired_at=None).select_for_update()
            )  # in their order: of two moves one comes first
            places = [row.pk for row in rows]
            check_seen_order(seen, places)
            if reason.pk not in places:
                return
            here = places.index(reason.pk)
            there = here - 1 if up else here + 1
            if 0 <= there < len(places):
                places[here], places[there] = places[there], places[here]
            for position, pk in enumerate(places, start=1):
                self.filter(pk=pk).update(position=position)
