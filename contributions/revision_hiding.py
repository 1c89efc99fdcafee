"""A revision whose words are hidden: they stand here, and no longer in the history.

The words are for the few who may have them: a merge, which shows them to nobody, and the editors.

Who hid something, when and why: with all that came before (`HidingPeriod`), or as it is now (`Hideable`).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from common.database.constraints import exactly_one_of

if TYPE_CHECKING:
    from contributions.history_models import RevisionDetails


REASON_LENGTH = 500
"""Of the longest reason that the log stores."""


class HidingPeriod(models.Model):
    """A time during which something is hidden. The row stays when it is over."""

    reason = models.CharField(_("reason"), max_length=300)
    hidden_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("hidden by"))
    hidden_at = models.DateTimeField(pgettext_lazy("when", "hidden"))
    shown_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("shown by")
    )
    shown_at = models.DateTimeField(_("shown again"), null=True, blank=True)

    class Meta:
        abstract = True


class Hideable(models.Model):
    """Something whose own row says that it is hidden. Nothing of that stays in it when it is shown again."""

    is_hidden = models.BooleanField(_("hidden"), default=False, editable=False)
    hidden_reason = models.CharField(_("why it is hidden"), max_length=REASON_LENGTH, blank=True, editable=False)
    hidden_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("hidden by")
    )
    hidden_at = models.DateTimeField(_("hidden at"), null=True, editable=False)

    class Meta:
        abstract = True

    @staticmethod
    def as_hidden(*, reason: str, by: User, at: datetime) -> dict[str, Any]:
        """Returns what the four columns hold while it is hidden."""
        return {"is_hidden": True, "hidden_reason": reason, "hidden_by": by, "hidden_at": at}

    @staticmethod
    def as_shown() -> dict[str, Any]:
        return {"is_hidden": False, "hidden_reason": "", "hidden_by": None, "hidden_at": None}


class RevisionHiding(HidingPeriod):
    """The words of one revision, taken out of the history for as long as they are hidden.

    So nothing that reads a history can show them by mistake. When they are shown again they go back, and this row remembers
    who hid them, why, and for how long.
    """

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
    version = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("text"), blank=True, editable=False)
    summary = models.CharField(_("edit summary"), max_length=200, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=150, blank=True, editable=False)
    slug = models.CharField(max_length=200, blank=True, editable=False)

    if TYPE_CHECKING:
        page_id: int | None
        comment_id: int | None

    class Meta:
        verbose_name = _("hidden version")
        verbose_name_plural = _("hidden versions")
        ordering = ["-hidden_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one_of("page", "comment"),
                name="a_hidden_version_is_of_one_text",
            ),
            models.UniqueConstraint(
                fields=["page", "version"], condition=Q(shown_at=None), name="a_version_of_a_page_is_hidden_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "version"],
                condition=Q(shown_at=None),
                name="a_version_of_a_comment_is_hidden_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id or self.comment_id} ({self.version}): {self.reason}"


class TextHidden(ValidationError):
    """What should be brought back are words that the editors have hidden."""

    def __init__(self) -> None:
        super().__init__(
            _("The editors have hidden the text of this version. It cannot be brought back until they show it again."),
            code="text_hidden",
        )


def hiding_of(revision: RevisionDetails) -> RevisionHiding | None:
    """Why, by whom, and the words themselves; one query."""
    kind = text_kind(revision)
    rows = RevisionHiding.objects.select_related("hidden_by")
    return rows.filter(**{kind: revision.id}, version=revision.version, shown_at=None).first()


def text_kind(revision: RevisionDetails) -> str:
    """The column of RevisionHiding that holds the text of this row."""
    return str(revision.instance_type._meta.model_name)  # type: ignore[attr-defined]  # of simple-history


def put_back_on(revision: RevisionDetails) -> None:
    """On this object alone, unsaved."""
    if (hiding := hiding_of(revision)) is not None:
        revision.body = hiding.body
        if hiding.title:
            revision.title = hiding.title
