"""Why a drift cannot be answered, worded for the editor who gave it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.models import Comment
from guide.sources.models import Source
from guide.tips.models import Tip, reference_of


class AnsweredMeanwhile(ValidationError):
    """Another editor answered first, or the passage says again what it said. Nothing was written."""

    def __init__(self, drift: Drift) -> None:
        person = drift.answered_by
        words = _("%(person)s has just given another answer: %(answer)s. Nothing was changed.")
        if person is None:
            words = _("The passage says again what it said: there is nothing left to answer.")
        super().__init__(
            words,
            code="meanwhile",
            params={"person": person.public_name if person else "", "answer": drift.get_answer_display()},
        )


class ChangedAgain(ValidationError):
    """The passage has changed once more since the editor read it."""

    def __init__(self) -> None:
        super().__init__(
            _("The passage has just changed once more. Read it as it stands now, then answer."), code="changed"
        )


# The words in which drifts are asked for.


TEXTS = [
    f"source__{place}__{name}" for place in ("page", "comment__page") for name in ("body", "body_html", "contents")
]


class DriftQuerySet(models.QuerySet["Drift"]):
    def open(self) -> DriftQuerySet:
        """Those that nobody has answered."""
        return self.filter(answer="")

    def alarms(self) -> DriftQuerySet:
        """Those that somebody has to answer: what a tip of the guide rests on says something else, or nothing any more."""
        return self.grave().exclude(source__tip__number=None)

    def grave(self) -> DriftQuerySet:
        """The same, also of tips without a place."""
        return self.open().exclude(kind="wording")

    def wordings(self) -> DriftQuerySet:
        """The passage says the same in other words: shown quietly."""
        return self.open().filter(kind="wording")

    def of(self, tip: Tip) -> DriftQuerySet:
        return self.filter(source__tip=tip)

    def kept_as_it_is(self) -> DriftQuerySet:
        """Where the editors know that the passage has changed, and say why the tip stays: for everybody to read."""
        return self.filter(answer="kept").exclude(source__standing="unchanged").order_by("-answered_at", "-pk")

    def oldest_first(self) -> DriftQuerySet:
        return self.order_by("noticed_at", "pk")

    def younger_than(self, moment: datetime, pk: int) -> DriftQuerySet:
        """What follows in the order of `oldest_first`."""
        return self.filter(Q(noticed_at__gt=moment) | Q(noticed_at=moment, pk__gt=pk))

    def for_lists(self) -> DriftQuerySet:
        """With all that a line names, without the texts. The themes come by queries of their own: to plan their joins took
        PostgreSQL longer.
        """
        rows = self.select_related(
            "source__tip",
            "source__page",
            "source__comment__author",
            "source__comment__page",
            "source__comment__video",
            "comment__author",
            "discussion",
            "answered_by",
        )
        rows = rows.prefetch_related(
            *(f"source__{name}__theme" for name in ("tip", "page", "comment", "comment__page"))
        )
        return rows.defer(
            *TEXTS,
            "source__tip__body",
            "source__tip__body_html",
            "source__comment__body",
            "source__comment__body_html",
        )


# A source that no longer says what it said when the tip was written, and what the editors made of it.


class Drift(models.Model):
    """Noticed once a source and kind while it is open; a later version of the same text goes on with the same row."""

    class Kind(models.TextChoices):
        WORDING = "wording", _("worded otherwise")
        CHANGED = "changed", _("changed")
        GONE = "gone", _("gone")
        CONTRADICTED = "disputed", _("contradicted in a discussion")

    class Answer(models.TextChoices):
        TAKEN_OVER = "taken_over", _("taken over")
        KEPT = "kept", _("kept as it is")
        DISCUSSED = "discussed", _("put up for discussion")
        RESTORED = "restored", _("the passage says again what it said")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="drifts", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    version = models.PositiveIntegerField(_("version in which it was noticed"), default=1)
    words = models.TextField(_("what stands there now"), blank=True)
    before = models.TextField(_("what the tip rests on"), blank=True)
    before_version = models.PositiveIntegerField(_("as version"), default=1)
    why = models.CharField(_("what happened"), max_length=20, blank=True)  # a history.Act, or an events.What
    comment = models.ForeignKey(
        Comment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what contradicts it"),
    )
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True, default="")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    discussion = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("discussion")
    )
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = DriftQuerySet.as_manager()

    if TYPE_CHECKING:
        source_id: int
        comment_id: int | None
        discussion_id: int | None

    class Meta:
        verbose_name = _("drift")
        verbose_name_plural = _("drifts")
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(answer="", comment=None),
                name="a_source_drifts_once_at_a_time",
            ),
            models.UniqueConstraint(fields=["source", "comment"], name="a_source_is_contradicted_once_by_a_text"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answered_drift_says_when",
            ),
            models.CheckConstraint(condition=~Q(answer="kept") | ~Q(reason=""), name="what_is_kept_has_a_reason"),
        ]
        indexes = [models.Index(fields=["-noticed_at"], condition=Q(answer=""), name="drifts_to_answer")]

    def __str__(self) -> str:
        return f"{self.source.tip}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """By the tip's own id: the answer must not reach the tip that has been moved to its place meanwhile."""
        return reverse("guide:tip_drift", args=[reference_of(self.source.tip_id), self.pk])

    @property
    def as_read(self) -> str:
        """This drift and the version that somebody reads, for the form that answers it."""
        return f"{self.pk}~{self.version}"

    @property
    def is_contradiction(self) -> bool:
        return self.comment_id is not None

    @property
    def is_alarm(self) -> bool:
        """Whether somebody has to answer: another wording is shown quietly."""
        return self.kind != self.Kind.WORDING and not self.answer
