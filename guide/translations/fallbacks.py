"""What an edition does in a language into which its texts are not translated, or not as they stand now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WhenMissing(models.TextChoices):
    """What an edition does in a language into which a text is not translated."""

    ORIGINAL = "original", _("Print the original in its place")
    LEAVE_OUT = "leave", _("Leave the language out of this edition")


class WhenOutdated(models.TextChoices):
    """What an edition does in a language whose translation is older than its original."""

    OLDER = "older", _("Print the older translation")
    ORIGINAL = "original", _("Print the original in its place")
    LEAVE_OUT = "leave", _("Leave the language out of this edition")
