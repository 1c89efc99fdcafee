"""Reports: what somebody tells the editors about a page, a contribution, a question or a person.

A reader reports something to the editors; they hear of it, and say what came of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access import editors_to_notify
from accounts.models import User
from common import markup
from common.database.constraints import all_or_none_of, exactly_one_of
from contributions.concealment import place_of
from contributions.moderation_log import LogAction, LogEntry
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from contributions.comments.models import Comment
    from contributions.pages.models import Page
    from contributions.questions.models import Question

    type Reportable = Page | Comment | Question | User


class AlreadySettled(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("Somebody has settled this report meanwhile."), code="settled")


# Who hears of a report: the editors, that something waits for them; whoever wrote it, that it is settled.


TITLE_LENGTH = 80


def notify_editors(report: Report) -> None:
    """The place is the thing itself: what they are told goes out of sight with it, once they have hidden it."""
    about = report.about
    Notification.objects.notify(
        editors_to_notify(),
        kind=NotificationKind.REPORTED,
        place=place_of(about) if about else f"report:{report.pk}",
        place_title=_title(report),
        url=reverse("contributions:report_settle", args=[report.pk]),
        key=f"contributions.report:{report.pk}:written",
        actor=report.by,
        excerpt=report.words,
        at=report.created_at,
    )


def notify_reporter(report: Report) -> None:
    """The place is the report: it stays when the thing is hidden because of it, and names nothing of it."""
    Notification.objects.notify(
        [report.by_id],
        kind=NotificationKind.SETTLED,
        place=f"report:{report.pk}",
        place_title="",
        url=reverse("contributions:report_status", args=[report.pk]),
        key=f"contributions.report:{report.pk}:settled",
        excerpt=report.outcome,
        at=report.settled_at,
    )


def _title(report: Report) -> str:
    """A person is not named: the name that she goes by may be another one when it is read."""
    if report.page is not None:
        return report.page.title
    if report.comment is not None:
        return markup.shorten(report.comment.excerpt, TITLE_LENGTH)
    return str(report.question) if report.question is not None else ""


# The words in which reports are asked for.


class ReportQuerySet(models.QuerySet["Report"]):
    def report(self, what: Reportable, *, reason: str, by: User, words: str = "", at: datetime | None = None) -> Report:
        """Tells the editors about something, once a person as long as it is open: again adds nothing and leads to the first.

        Raises ValidationError: no reason, words that are missing where the reason alone says nothing, or too long.
        """
        kind = kind_of(what)
        row = self.model(by=by, reason=reason, words=markup.clean_text(words).strip(), **{kind: what})
        row.clean_fields(exclude=["by", "page", "comment", "question", "person", "outcome"])
        if reason == self.model.Reason.OTHER and not row.words:
            raise ValidationError({"words": _("Say in a few words what it is.")}, code="empty")
        values = {"reason": reason, "words": row.words, "created_at": at or timezone.now()}
        with transaction.atomic():
            found, is_new = self.get_or_create(by=by, settled_at=None, **{kind: what}, defaults=values)
            if is_new:
                notify_editors(found)
        return found

    def open(self) -> ReportQuerySet:
        return self.filter(settled_at=None)

    def settled(self) -> ReportQuerySet:
        return self.filter(settled_at__isnull=False)

    def about(self, what: Reportable) -> ReportQuerySet:
        return self.filter(**{kind_of(what): what})

    def newest_first(self) -> ReportQuerySet:
        return self.order_by("-created_at", "-pk")

    def older_than(self, moment: datetime, pk: int) -> ReportQuerySet:
        """What follows that report in the order of `newest_first`."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))

    def last_settled_first(self) -> ReportQuerySet:
        return self.order_by("-settled_at", "-pk")

    def settled_before(self, moment: datetime, pk: int) -> ReportQuerySet:
        """What follows that report in the order of `last_settled_first`."""
        return self.filter(Q(settled_at__lt=moment) | Q(settled_at=moment, pk__lt=pk))

    def for_lists(self) -> ReportQuerySet:
        """With everybody and everything that a list names, without texts."""
        rows = self.select_related(
            "by",
            "settled_by",
            "page__theme",
            "comment__author",
            "comment__page",
            "comment__video",
            "question",
            "person",
        )
        return rows.defer(
            *(f"{path}__{name}" for path in ("page", "comment__page") for name in ("body", "body_html", "contents")),
            "comment__body",
            "comment__body_html",
        )


def kind_of(what: models.Model) -> str:
    """The column that holds it."""
    return "person" if isinstance(what, User) else str(what._meta.model_name)


# A report: somebody tells the editors that something is not right. She is told what became of it.


LONGEST = 1_000
KINDS = ("page", "comment", "question", "person")


class Report(models.Model):
    """`by` reported one thing. Her name is for the editors alone; nobody learns who reported what she wrote."""

    class Reason(models.TextChoices):
        SECRET = "secret", _("It tells something confidential, or about a person")
        WRONG = "wrong", _("It is wrong, and could do harm")
        HURTFUL = "hurtful", _("It hurts somebody")
        BESIDE = "beside", _("It has nothing to do with the subject")
        OTHER = "other", _("Something else")

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("reported by"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    words = models.TextField(_("in words"), blank=True, max_length=LONGEST)
    page = models.ForeignKey(
        "contributions.Page", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("page")
    )
    comment = models.ForeignKey(
        "contributions.Comment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contribution"),
    )
    question = models.ForeignKey(
        "contributions.Question",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question"),
    )
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(pgettext_lazy("when a report was", "settled"), null=True, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=300, blank=True)

    objects = ReportQuerySet.as_manager()

    if TYPE_CHECKING:
        by_id: int

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of("page", "comment", "question", "person"),
                name="a_report_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=all_or_none_of("settled_at", "settled_by"),
                name="a_settled_report_was_settled_by_somebody",
            ),
            # Empty columns are all different, so that each of these speaks of its own kind alone.
            *(
                models.UniqueConstraint(
                    fields=["by", kind], condition=Q(settled_at=None), name=f"a_person_reports_a_{kind}_once_at_a_time"
                )
                for kind in KINDS
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], condition=Q(settled_at=None), name="reports_to_settle"),
            models.Index(fields=["-settled_at", "-id"], condition=Q(settled_at__isnull=False), name="reports_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.kind})"

    @property
    def kind(self) -> str:
        return next((kind for kind in KINDS if getattr(self, f"{kind}_id") is not None), "")

    @property
    def about(self) -> Reportable | None:
        found: Reportable | None = getattr(self, self.kind) if self.kind else None
        return found

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    def settle(self, *, outcome: str, by: User, at: datetime | None = None) -> None:
        """Closes it with a line that the reporter is told. Of two editors at once one does, the other gets AlreadySettled."""
        outcome = " ".join(markup.clean_text(outcome).split())
        if not outcome:
            raise ValidationError({"outcome": _("Say in a line what became of it: whoever reported it reads it.")})
        if len(outcome) > 300:
            raise ValidationError({"outcome": _("One line is enough: at most 300 characters.")})
        moment = at or timezone.now()
        named: dict[str, Any] = (
            {self.kind: self.about} if self.kind in {"page", "comment", "person"} else {}
        )  # what the log can name
        with transaction.atomic():
            values = {"settled_by": by, "settled_at": moment, "outcome": outcome}
            if not Report.objects.filter(pk=self.pk, settled_at=None).update(**values):
                raise AlreadySettled
            for name, value in values.items():
                setattr(self, name, value)
            details = {"report": self.pk}
            act = LogAction.REPORT_SETTLED
            LogEntry.objects.note(act=act, by=by, reason=outcome, at=moment, details=details, **named)
            notify_reporter(self)
