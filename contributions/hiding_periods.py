"""Who hid something, when and why: with all that came before (`HidingPeriod`), or as it is now (`Hideable`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User

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
