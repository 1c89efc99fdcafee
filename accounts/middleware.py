"""Who asks: as Django finds it out, from a row that came along with the session where it did."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY, middleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.sessions import person_read_along


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Sets `request.user`, which costs a query of its own only where the session was read without its person."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user_of(request))  # type: ignore[assignment]


def _user_of(request: HttpRequest) -> User | AnonymousUser:
    request.session.get(SESSION_KEY)  # reads it
    with person_read_along(getattr(request.session, "person", None)):
        user: User | AnonymousUser = middleware.get_user(request)
        return user
