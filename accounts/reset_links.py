"""The link that sets a forgotten password dies with the sessions: a stopped account has none, nor one that was opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator

if TYPE_CHECKING:
    from accounts.models import User


class ResetTokenGenerator(EmailAwarePasswordResetTokenGenerator):  # type: ignore[misc]  # allauth has no types
    """See settings.ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR."""

    hashed_by_allauth = EmailAwarePasswordResetTokenGenerator._make_hash_value  # the start fails where it is gone

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{self.hashed_by_allauth(user, timestamp)} {user.is_active} {user.sessions_ended}"
