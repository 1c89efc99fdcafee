"""A roll-back, and its steps: one for each page and each contribution that the person touched."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common.database.constraints import exactly_one_of
from contributions.revision_hiding import REASON_LENGTH


class RollBackState(models.TextChoices):
    """How far a roll-back is. It goes from each to the next, once."""

    LOOKING = "looking", _("being looked up")
    SHOWN = "shown", _("to be confirmed")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class RollBackEffect(models.TextChoices):
    """What becomes of a page or a contribution."""

    UNDO = "undo", _("taken back as a new version")
    HIDE = "hide", pgettext_lazy("what becomes of a text", "hidden")
    LEAVE = "leave", _("left as it is")


class RollBackObstacle(models.TextChoices):
    """Why something is left as it is."""

    TOUCHED = "touched", _("others have changed the same passages since")
    WRITTEN_ON = "written_on", _("others have written on it since")
    REVISED = "revised", _("written before, corrected within the period")
    GONE = "gone", _("hidden, withdrawn or merged already")
    HIDDEN = "hidden", _("the editors have hidden the text of one of these versions")
    NOTHING = "nothing", _("nothing of it is left")
    TITLE = "title", _("another page has the earlier title now")
    MEANWHILE = "meanwhile", _("changed since this list was made")
    REFUSED = "refused", _("refused")


class RollBackQuerySet(models.QuerySet["RollBack"]):
    def newest_first(self) -> RollBackQuerySet:
        return self.order_by("-asked_at", "-pk")


class RollBack(models.Model):
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    since = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    state = models.CharField(_("state"), max_length=8, choices=RollBackState.choices, default=RollBackState.LOOKING)
    asked_at = models.DateTimeField(_("asked"))
    done_at = models.DateTimeField(_("done"), null=True)
    found = models.PositiveIntegerField(_("found"), default=0)

    objects = RollBackQuerySet.as_manager()

    if TYPE_CHECKING:
        steps: RollBackStepQuerySet
        person_id: int
        by_id: int

    class Meta:
        verbose_name = _("roll-back")
        verbose_name_plural = _("roll-backs")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="a_roll_back_is_of_a_period"),
            models.CheckConstraint(condition=Q(state__in=RollBackState.values), name="a_roll_back_is_in_a_state"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("contributions:roll_back", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        """Whether the worker is at it, so that the screen asks again."""
        return self.state in {RollBackState.LOOKING, RollBackState.RUNNING}

    def token(self) -> str:
        """Names exactly what was found: what is confirmed is this list and no other."""
        rows = self.steps.order_by("pk").values_list("kind", "page", "comment", "question", "version", "why")
        return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:32]

    def drop(self) -> bool:
        """Nothing of it is done; False where it was confirmed already."""
        return self.go_on(RollBackState.SHOWN, RollBackState.DROPPED)

    def go_on(self, before: RollBackState, after: RollBackState, **values: Any) -> bool:
        """From one state to the next: true for one of those who try at once."""
        if not RollBack.objects.filter(pk=self.pk, state=before).update(state=after, **values):
            return False
        self.state = after
        for name, value in values.items():
            setattr(self, name, value)
        return True


class RollBackStepQuerySet(models.QuerySet["RollBackStep"]):
    def to_do(self) -> RollBackStepQuerySet:
        return self.exclude(kind=RollBackEffect.LEAVE).filter(done_at=None)

    def counted(self) -> dict[str, int]:
        """How many are to be undone, hidden and left, by kind; and how many of them are done."""
        counts = dict.fromkeys(RollBackEffect.values, 0) | {"done": 0}
        for kind, number, done in self.order_by().values_list("kind").annotate(Count("pk"), Count("done_at")):
            counts[kind] = number
            counts["done"] += done
        return counts

    def for_lists(self) -> RollBackStepQuerySet:
        return self.select_related(
            "page__theme", "comment__theme", "comment__page__theme", "comment__video", "question"
        ).defer(
            "page__body",
            "page__body_html",
            "page__contents",
            "comment__body",
            "comment__body_html",
            "comment__page__body",
            "comment__page__body_html",
            "comment__page__contents",
        )


class RollBackStep(models.Model):
    """What is to become of one page, or one contribution, as it stood at `version` when the list was made.

    Her changes are those of the versions `first` to `last`, and those of others in between stay.
    """

    roll_back = models.ForeignKey(RollBack, on_delete=models.CASCADE, related_name="steps")
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
    question = models.ForeignKey(
        "contributions.Question", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("question")
    )
    kind = models.CharField(_("what becomes of it"), max_length=6, choices=RollBackEffect.choices)
    why = models.CharField(_("why"), max_length=10, choices=RollBackObstacle.choices, blank=True)
    version = models.PositiveIntegerField(_("version"))
    first = models.PositiveIntegerField(_("first version of theirs"))
    last = models.PositiveIntegerField(_("last version of theirs"))
    done_at = models.DateTimeField(_("done"), null=True)

    objects = RollBackStepQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int | None
        comment_id: int | None
        question_id: int | None

    class Meta:
        verbose_name = _("step of a roll-back")
        verbose_name_plural = _("steps of a roll-back")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["roll_back", "page"], name="a_roll_back_names_a_page_once"),
            models.UniqueConstraint(fields=["roll_back", "comment"], name="a_roll_back_names_a_comment_once"),
            models.UniqueConstraint(fields=["roll_back", "question"], name="a_roll_back_names_a_question_once"),
            models.CheckConstraint(
                condition=exactly_one_of("page", "comment", "question"), name="a_step_is_about_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.kind}"

    @property
    def about(self) -> Any:
        """The page, the contribution or the question."""
        return self.page or self.comment or self.question
