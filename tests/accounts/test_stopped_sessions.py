"""Whoever is stopped is out with her next request, and no session of before comes back to life."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import HASH_SESSION_KEY
from django.test import Client

from accounts.models import User
from accounts.sessions import RolesBackend
from tests import factories
from tests.conftest import SignIn

SCREEN = "/accounts/preferences/"

pytestmark = pytest.mark.django_db


def is_in(client: Client) -> bool:
    return bool(client.get(SCREEN).wsgi_request.user.is_authenticated)


def test_a_session_of_before_stays_dead_when_the_account_is_opened_again(
    as_contributor: Client, contributor: User, sign_in: SignIn
) -> None:
    by = factories.create_administrator()
    assert is_in(as_contributor)
    contributor.stop(by=by, reason="Un essai")
    assert not is_in(as_contributor)
    old = sign_in(contributor).session[HASH_SESSION_KEY]
    contributor.restart(by=by)
    assert not is_in(as_contributor)
    client = sign_in(User.objects.get(pk=contributor.pk))
    assert is_in(client)
    assert client.session[HASH_SESSION_KEY] == old != ""


def test_whoever_is_not_active_is_nobody_whatever_her_session_says(as_contributor: Client, contributor: User) -> None:
    """By the backend, with every request: not by what a session is signed with."""
    assert is_in(as_contributor)
    User.objects.filter(pk=contributor.pk).update(is_active=False)
    assert not is_in(as_contributor)
    assert RolesBackend().get_user(contributor.pk) is None
    assert RolesBackend().get_user(0) is None


def test_each_stop_makes_the_hash_another_and_so_does_a_password(contributor: User) -> None:
    hashes = [contributor.get_session_auth_hash()]
    for ended in (1, 2):
        contributor.sessions_ended = ended
        hashes.append(contributor.get_session_auth_hash())
    contributor.set_password("autre")
    hashes.append(contributor.get_session_auth_hash())
    assert len(set(hashes)) == 4


def test_a_new_secret_key_ends_no_session_while_the_old_one_is_a_fallback(
    contributor: User, sign_in: SignIn, settings: Any
) -> None:
    contributor.sessions_ended = 1
    contributor.save()
    client = sign_in(contributor)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "y" * 60
    assert is_in(client)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [], "z" * 60
    assert not is_in(client)
