"""Sets `request.user`, reusing the row that was read together with the session."""

from __future__ import annotations

from django.contrib import auth
from django.contrib.auth import SESSION_KEY, middleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.sessions import person_read_along


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's; the person costs a query of her own only where the session was read without her."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: user_of(request))  # type: ignore[assignment]


def user_of(request: HttpRequest) -> User | AnonymousUser:
    """Returns whose session it is, as Django checks it."""
    request.session.get(SESSION_KEY)  # reads it
    with person_read_along(getattr(request.session, "person", None)):
        user: User | AnonymousUser = auth.get_user(request)
        return user
