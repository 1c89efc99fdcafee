"""Erasing a person: nothing that could name her is left, and what she wrote, endorsed or decided stays, under a pseudonym."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

ANONYMOUS = "anonymous"  # accounts.models.Attribution
DETAILS = ("first_name", "last_name", "email", "job", "site", "department", "time_zone")


class Erasable(models.Model):
    """A person who can be erased: by an administrator, for good."""

    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def erase(self: User, *, by: User, reason: str, at: datetime | None = None) -> None:  # type: ignore[misc]
        """Stops the account, which the log notes with the reason, and forgets who it was; a second time does nothing.

        Her texts, her endorsements and what the guide rests on stay hers by an opaque alias that leads to nobody. What only
        she needed (drafts, notices, what she followed) goes. Raises ValidationError for one's own account, or no reason.
        """
        if self.erased_at is not None:
            return
        if not reason.strip():
            raise ValidationError({"reason": _("Say why: the log keeps it.")}, code="empty")
        if self.pk == by.pk:
            raise ValidationError(_("Nobody can erase their own account."), code="own")
        with transaction.atomic():
            if self.is_active:
                self.stop(by=by, reason=reason, at=at)
            _forget(self, at or timezone.now())


def _forget(person: User, moment: datetime) -> None:
    person.choose_attribution(ANONYMOUS, **dict.fromkeys(DETAILS, ""))
    person._take_another_alias()  # also where she was anonymous before: her former address leads nowhere
    person.username, person.erased_at = person.alias, moment
    person.set_unusable_password()
    person.save(update_fields=["alias", "username", "password", "erased_at"])
    for path in settings.ON_ERASURE:
        import_string(path)(person)
