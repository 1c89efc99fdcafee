"""The certificate of a learner who has passed a course."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.attempts.models import Attempt


def new_salt() -> str:
    return secrets.token_hex(16)


class Certificate(models.Model):
    """Says that an attempt was passed; the `uuid` is its public address, which tells nobody who she is.

    `salt` is hashed with her e-mail address, so that nobody can try addresses beforehand; her name stands in the badge only
    if she wishes it.
    """

    attempt = models.OneToOneField(
        Attempt, on_delete=models.CASCADE, related_name="certificate", verbose_name=_("attempt")
    )
    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    salt = models.CharField(_("salt"), max_length=32, default=new_salt, editable=False)
    has_name = models.BooleanField(_("bears the name"), default=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)

    if TYPE_CHECKING:
        attempt_id: int

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return str(self.uuid)

    def show_name(self, has_name: bool) -> None:
        """Puts the name of its learner into her badge, or leaves it out."""
        self.has_name = has_name
        self.save(update_fields=["has_name"])
