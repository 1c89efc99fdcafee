"""How allauth is made to behave: nobody signs up, and what it says is said in the house's words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.client_ip import client_address
from accounts.models import User
from accounts.sign_in_limits import SignInAttempt

_NOT_TOGETHER = _("This login and this password do not go together. Capital and small letters count in the password.")


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from an administrator, a command or the company's directory."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is stopped."),
        "email_password_mismatch": _NOT_TOGETHER,
        "username_password_mismatch": _NOT_TOGETHER,
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your current password."),
        "invalid_password_reset": _("This link no longer works."),
        "too_many_login_attempts": _(
            "Too many attempts in a short time. Wait a minute, then try again, or have a new password sent to you."
        ),
        "too_many_letters": _("Several links are already on their way. Check your mailbox, or try again later."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("preferences")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of whoever comes by a socket without an address, all are one."""
        return client_address(request.META) or "unknown"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Returns whose these credentials are. Raises ValidationError where too many were tried."""
        attempt = SignInAttempt(request, credentials.get("email") or credentials.get("username") or "")
        if not attempt.may_try():
            raise self.validation_error("too_many_login_attempts")
        person: User | None = super().authenticate(request, **credentials)
        if person is None:
            attempt.was_wrong()
        return person
