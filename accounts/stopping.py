"""Stopping an account, and opening it again: what the person wrote stays, her drafts too; she is signed out everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class Stoppable(models.Model):
    """An account that can be stopped. Whoever may do that is told by `access.may_stop`."""

    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    if TYPE_CHECKING:
        is_active: bool

    class Meta:
        abstract = True

    def stop(self: User, *, by: User, reason: str, at: datetime | None = None) -> None:  # type: ignore[misc]
        """Nobody signs in to it any more, and whoever is signed in is not; it is logged, with the reason."""
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the account is stopped.")}, code="empty")
        if self.pk == by.pk:
            raise ValidationError(_("Nobody can stop their own account."), code="own")
        with transaction.atomic():
            if not self._open_accounts(is_active=True).update(is_active=False, sessions_ended=F("sessions_ended") + 1):
                raise ValidationError(_("This account is stopped already."), code="stopped")
            self._wake("stop", by=by, reason=reason.strip(), at=at or timezone.now())
        self.refresh_from_db(fields=["is_active", "sessions_ended"])

    def restart(self: User, *, by: User, reason: str = "", at: datetime | None = None) -> None:  # type: ignore[misc]
        """The person can sign in again. Opening an account that is open does nothing; nobody who was erased comes back."""
        if self.erased_at is not None:
            raise ValidationError(
                _("This person was erased for good: the account cannot be opened again."), code="erased"
            )
        with transaction.atomic():
            if self._open_accounts(is_active=False).update(is_active=True):
                self._wake("restart", by=by, reason=reason.strip(), at=at or timezone.now())
        self.is_active = True

    def _open_accounts(self, *, is_active: bool) -> models.QuerySet[Any]:
        """The row itself, if it stands so."""
        rows: models.QuerySet[Any] = type(self)._default_manager.filter(pk=self.pk)
        return rows.filter(is_active=is_active)

    def _wake(self, act: str, **details: Any) -> None:
        for path in settings.ON_ACCOUNT_STOPPED:
            import_string(path)(self, act=act, **details)

    def get_session_auth_hash(self) -> str:
        """Returns Django's, until her sessions are ended: then another one, so that no session of before comes back to life."""
        return self._until_ended(super().get_session_auth_hash())  # type: ignore[misc]

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yields the same for the secret keys of before."""
        yield from map(self._until_ended, super().get_session_auth_fallback_hash())  # type: ignore[misc]

    def _until_ended(self, session_hash: str) -> str:
        return f"{session_hash}.{self.sessions_ended}" if self.sessions_ended else session_hash
