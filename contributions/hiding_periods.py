"""Who hid something, when and why, and who showed it again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class HidingPeriod(models.Model):
    """A time during which something is hidden. The row stays when it is over."""

    reason = models.CharField(_("reason"), max_length=300)
    hidden_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("hidden by"))
    hidden_at = models.DateTimeField(_("hidden"))
    shown_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("shown by")
    )
    shown_at = models.DateTimeField(_("shown again"), null=True, blank=True)

    class Meta:
        abstract = True
