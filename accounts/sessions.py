"""Sessions in the database, as Django stores them; reading one is a query that is compiled once.

Whose a session is stands in what it holds, and so is known when it is read. It is never anybody else's later: who signs in
gets a new key. So a process that has read it before reads the person along with it, in one query, which also says which
version the settings of the site have: where that has been read before, they cost no query of their own. One that has not
looks whose it is first, and then asks the same compiled query: after a restart everybody's session is read so.

Sets `request.user`, reusing the row that was read together with the session.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import auth
from django.contrib.auth import SESSION_KEY, middleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from campaign.site_settings.current import recall
from campaign.site_settings.models import THE_ROW, SiteSettings
from common.caching.lru import LRUCache
from common.database.queries import CompiledQuery

REMEMBERED = 20_000
owners: LRUCache[int] = LRUCache(REMEMBERED)
"""Whose each session is, as this process has read it: only where to look. Who is signed in is what the session says."""

_read_along: ContextVar[User | None] = ContextVar("person_of_the_session", default=None)


def with_session(pk: int, key: str, now: datetime) -> QuerySet[User]:
    """Returns the person whose session it is, with what it holds, the version of the settings, and her roles."""
    session = Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")[:1]
    version = SiteSettings.objects.filter(pk=THE_ROW).values("version")[:1]
    rows = User.objects.with_roles().filter(pk=pk)
    return rows.annotate(session_data=Subquery(session), settings_version=Subquery(version))


_person_with_session = CompiledQuery(with_session, -1, "of a session", datetime(1, 2, 3, tzinfo=UTC))


class SessionStore(db.SessionStore):
    """Reads a session, and the person whose it is, with one compiled query, which saves a tenth of a cached page."""

    person: User | None = None
    """Whose the session is, where her row came along with it."""
    along: tuple[CompiledQuery[User], tuple[Any, ...]] = (_person_with_session, ())
    """What reads it, as `with_session` does or with more besides, for which there are further arguments."""

    def load(self) -> dict[str, Any]:
        data = self._load_with_person()
        if data is None:
            data = super().load()
            self._note_owner(data)
            data = self._load_with_person() or data
        return data

    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        self._note_owner(self)

    def _load_with_person(self) -> dict[str, Any] | None:
        owner = owners.get(self.session_key)
        query, args = self.along
        person: Any = owner and query.first(owner, self.session_key, timezone.now(), *args)
        if not person or person.session_data is None:
            return None
        self.person = person
        recall(person.settings_version)
        return dict(self.decode(person.session_data))

    def _note_owner(self, data: Any) -> None:
        if self.session_key and (owner := data.get(SESSION_KEY)):
            owners.set(self.session_key, int(owner))


@contextmanager
def person_read_along(person: User | None) -> Iterator[None]:
    """In here `known_person` needs not be asked for."""
    before = _read_along.set(person)
    try:
        yield
    finally:
        _read_along.reset(before)


def forget_expired() -> int:
    """For settings.RUN_PERIODICALLY: removes the sessions that have run out; returns how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


def known_person(pk: int) -> User | None:
    """Returns the row that came along with the session, if it is hers who is asked for."""
    person = _read_along.get()
    return person if person is not None and person.pk == pk else None


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


def person_with_roles(pk: int) -> User | None:
    return User.objects.with_roles().filter(pk=pk).first()


class RolesBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in with a user name or an e-mail address; reads a person together with her roles."""

    def get_user(self, user_id: int) -> User | None:
        user = known_person(user_id) or person_with_roles(user_id)
        return user if user and self.user_can_authenticate(user) else None
