from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts come from an administrator, a command or the company's directory."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
