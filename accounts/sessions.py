"""Sessions in the database, as Django keeps them; reading one is a query that is compiled once.

Whose a session is stands in what it keeps, and so is known when it is read. It is never anybody else's later: who signs in
gets a new key. So a process that has read it before reads the person along with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import Subquery
from django.utils import timezone

from accounts.models import User
from kept.queries import KeptQuery

REMEMBERED = 20_000  # sessions

_standing = KeptQuery(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    "of a session",
    datetime(1, 2, 3, tzinfo=UTC),
)
_with_session = KeptQuery(
    lambda pk, key, now: (
        User.objects.with_roles()
        .filter(pk=pk)
        .annotate(
            session_data=Subquery(
                Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")[:1]
            )
        )
    ),
    -1,
    "of a session",
    datetime(1, 2, 3, tzinfo=UTC),
)
_read_along: ContextVar[User | None] = ContextVar("person_of_the_session", default=None)


@lru_cache(maxsize=REMEMBERED)
def _owner_of(session_key: str) -> list[int]:
    """A place in which this process notes whose a session is."""
    return []


def _note_owner(session_key: str | None, data: Any) -> None:
    if session_key and (owner := data.get(SESSION_KEY)):
        _owner_of(session_key)[:] = [int(owner)]


class SessionStore(db.SessionStore):
    """Reads a session, and the person whose it is, with a kept query, which saves a tenth of a page that is kept whole."""

    person: User | None = None
    """Whose the session is, where her row came along with it."""

    def load(self) -> dict[str, Any]:
        data: dict[str, Any] = super().load()
        _note_owner(self.session_key, data)
        return data

    def save(self, must_create: bool = False) -> None:
        super().save(must_create)
        _note_owner(self.session_key, self)

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key or ""
        for owner in _owner_of(key):
            person: Any = _with_session.first(owner, key, timezone.now())
            if person is not None and person.session_data is not None:
                self.person = person
                return Session(session_key=key, session_data=person.session_data)
        found = _standing.first(key, timezone.now())
        if found is None:
            self._session_key = None
        return found


@contextmanager
def person_read_along(person: User | None) -> Iterator[None]:
    """In here `known_person` needs not be asked for."""
    before = _read_along.set(person)
    try:
        yield
    finally:
        _read_along.reset(before)


def known_person(pk: int) -> User | None:
    """The row that came along with the session, if it is hers who is asked for."""
    person = _read_along.get()
    return person if person is not None and person.pk == pk else None
