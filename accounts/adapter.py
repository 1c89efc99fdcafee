"""How allauth is made to behave: nobody signs up, and what it says is said in the house's words."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NOT_TOGETHER = _("This login and this password do not go together. Capital and small letters count in the password.")


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from an administrator, a command or the company's directory."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is stopped."),
        "email_password_mismatch": _NOT_TOGETHER,
        "username_password_mismatch": _NOT_TOGETHER,
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your present password."),
        "invalid_password_reset": _("This link serves no more."),
        "too_many_login_attempts": _(
            "That were many tries in a short time. Wait a minute, then try again, or have a new password sent to you."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
