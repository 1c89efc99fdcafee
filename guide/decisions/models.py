"""What is to be decided, each decision about it, the reasons that editors choose from, and what authors answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.database.constraints import exactly_one_of
from contributions.models import Comment, Page
from guide.decisions.querysets import DecisionQuerySet, ReasonQuerySet, SubmissionQuerySet
from guide.tips.models import Tip
from themes.models import Theme

WORDS_LENGTH = 600


class Outcome(models.TextChoices):
    """What became of a page or of a contribution. OPEN: a decision was taken back, and is to be made again."""

    PROMOTED = "promoted", _("promoted to a tip")
    MERGED = "merged", _("merged into a page")
    DUPLICATE = "duplicate", _("duplicate")
    LATER = "later", _("later")
    NOT_KEPT = "not_kept", _("not kept")
    OPEN = "open", _("to be decided again")


UNDECIDED = ("", Outcome.OPEN)


class Submission(models.Model):
    """A page or a contribution, as something to be decided about. `outcome` is that of its newest decision, "" before any.

    `number` counts its decisions: whoever decides names the number that she saw, so that of two editors one wins, and the
    other is told (`Submission.decide`).
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, null=True, related_name="submission", verbose_name=_("page")
    )
    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, null=True, related_name="submission", verbose_name=_("contribution")
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign question"))
    written_at = models.DateTimeField(_("written"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, blank=True, default="")
    number = models.PositiveIntegerField(_("number of decisions"), default=0)

    objects = SubmissionQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int | None
        comment_id: int | None
        theme_id: int
        decisions: DecisionQuerySet

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of("page", "comment"),
                name="a_matter_is_one_text",
            ),
        ]
        indexes = [
            models.Index(fields=["written_at", "id"], condition=Q(outcome__in=["", "open"]), name="to_be_decided"),
            models.Index(
                fields=["theme", "written_at", "id"],
                condition=Q(outcome__in=["", "open"]),
                name="to_be_decided_of_a_theme",
            ),
            models.Index(fields=["outcome", "written_at", "id"], name="matters_by_outcome"),
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> Page | Comment:
        found = self.page or self.comment
        assert found is not None  # noqa: S101 - the database holds it
        return found

    @property
    def key(self) -> str:
        """What it is called in addresses and forms: "page-12", "comment-40"."""
        return f"page-{self.page_id}" if self.page_id else f"comment-{self.comment_id}"

    @property
    def is_decided(self) -> bool:
        return self.outcome not in UNDECIDED


class Reason(models.Model):
    """Why something is not kept, in words that encourage: `sentence` is said to the author, `label` is what editors choose."""

    label = models.CharField(_("what editors choose"), max_length=80, unique=True)
    sentence = models.CharField(_("what the author reads"), max_length=300)
    tells_author = models.BooleanField(
        _("tell the author"),
        default=True,
        help_text=_(
            "If this is unticked, the author is not told: an answer that did its work in a discussion needs no letter."
        ),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("no longer offered since"), null=True, blank=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    def retire(self, *, at: datetime | None = None) -> None:
        """It is no longer offered; the decisions that name it stay as they are."""
        self.retired_at = at or timezone.now()
        self.save(update_fields=["retired_at"])

    def offer_again(self) -> None:
        self.retired_at = None
        self.save(update_fields=["retired_at"])


class Decision(models.Model):
    """What an editor decided about a submission. Only ever added to: the one with the greatest number holds."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("submission")
    )
    number = models.PositiveIntegerField(_("number"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices)
    tip = models.ForeignKey(
        Tip, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("tip")
    )
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("into, or as, the page")
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("as")
    )
    reason = models.ForeignKey(
        Reason, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    words = models.CharField(_("a line of the editor's own"), max_length=WORDS_LENGTH, blank=True)
    version = models.PositiveIntegerField(_("version that was read"), default=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("decided"), default=timezone.now)
    told_at = models.DateTimeField(_("author told"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    if TYPE_CHECKING:
        submission_id: int
        tip_id: int | None
        page_id: int | None
        comment_id: int | None
        reason_id: int | None
        by_id: int

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="a_matter_has_one_decision_per_number"),
            models.CheckConstraint(
                condition=(Q(outcome="promoted", tip__isnull=False) | (~Q(outcome="promoted") & Q(tip=None))),
                name="what_is_promoted_is_in_a_tip",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="merged") | Q(page__isnull=False), name="what_is_merged_is_in_a_page"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="duplicate") | exactly_one_of("page", "comment"),
                name="a_duplicate_is_of_one_text",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_kept") | Q(reason__isnull=False), name="what_is_not_kept_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="decisions_newest_first"),
            models.Index(fields=["at"], condition=Q(told_at=None), name="decisions_to_tell"),
            models.Index(fields=["by", "-at", "-id"], name="decisions_of_an_editor"),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return reverse("guide:decision", args=[self.pk])

    @property
    def holds(self) -> bool:
        """Whether it is the last one about its submission."""
        return self.number == self.submission.number


class DecisionAnswer(models.Model):
    """What an author answers to a decision about her text, and what the editors answer her: read by these alone."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers", verbose_name=_("decision"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("said by"))
    at = models.DateTimeField(_("said"), default=timezone.now)
    body = models.TextField(_("answer"), max_length=2_000)
    is_from_editors = models.BooleanField(_("from the editors"), default=False)
    settled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer to a decision")
        verbose_name_plural = _("answers to decisions")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["at"], condition=Q(is_from_editors=False, settled_at=None), name="answers_to_deal_with"
            )
        ]

    def __str__(self) -> str:
        return self.body[:80]
