"""A session that was read before is read together with its person; what is told is what Django would tell."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import sessions
from accounts.models import Role, User
from accounts.sessions import SessionStore
from guide_project import periodic_jobs
from tests import factories

SCREEN = "/accounts/preferences/"

pytestmark = pytest.mark.django_db


def asked(client: Client) -> tuple[User | Any, int]:
    """Who is signed in, and how many queries her screen took."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(SCREEN)
    return answer.wsgi_request.user, len(queries)


def test_the_person_comes_along_with_a_session_that_was_read_before(as_editor: Client, editor: User) -> None:
    as_editor.get(SCREEN)
    person, queries = asked(as_editor)
    plain = User.objects.with_roles().get(pk=editor.pk)
    assert {field.attname: getattr(person, field.attname) for field in User._meta.concrete_fields} == {
        field.attname: getattr(plain, field.attname) for field in User._meta.concrete_fields
    }
    assert [bool(getattr(person, f"role_{role.value}")) for role in Role] == [
        getattr(plain, f"role_{role.value}") for role in Role
    ]
    sessions.owners.clear()  # as in a process that has not seen her
    again, more = asked(as_editor)
    assert again == person
    assert more == queries + 1  # whose the session is; the rest comes by the query that is compiled


def test_what_a_person_becomes_is_seen_at_once(as_contributor: Client, contributor: User) -> None:
    asked(as_contributor)
    User.objects.filter(pk=contributor.pk).update(first_name="Autre")
    assert as_contributor.get(SCREEN).wsgi_request.user.first_name == "Autre"
    contributor.stop(by=factories.create_administrator(), reason="Un essai")
    assert not as_contributor.get(SCREEN).wsgi_request.user.is_authenticated


def test_a_session_that_ended_is_nobodys(as_contributor: Client) -> None:
    asked(as_contributor)
    key = as_contributor.cookies["sessionid"].value
    SessionStore(key).delete()
    assert not as_contributor.get(SCREEN).wsgi_request.user.is_authenticated


def test_a_session_whose_person_is_gone_is_nobodys(as_contributor: Client, contributor: User) -> None:
    asked(as_contributor)
    User.objects.filter(pk=contributor.pk).delete()
    assert not as_contributor.get(SCREEN).wsgi_request.user.is_authenticated


def test_sessions_that_have_run_out_are_removed_and_no_others(as_contributor: Client, as_editor: Client) -> None:
    old, current = (client.cookies["sessionid"].value for client in (as_contributor, as_editor))
    Session.objects.filter(pk=old).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert "accounts.sessions.forget_expired" in periodic_jobs.RUN_PERIODICALLY
    assert sessions.forget_expired() == 1
    assert not Session.objects.filter(pk=old).exists()
    assert Session.objects.filter(pk=current).exists()


def test_a_key_that_becomes_somebody_elses_session_is_hers(as_contributor: Client, editor: User) -> None:
    """It never does by signing in; but nothing is told by what was noted alone."""
    asked(as_contributor)
    store = SessionStore(as_contributor.cookies["sessionid"].value)
    other = Client()
    other.force_login(editor, backend="accounts.sessions.RolesBackend")
    for name, value in other.session.items():
        store[name] = value
    store.save()
    assert as_contributor.get(SCREEN).wsgi_request.user == editor
