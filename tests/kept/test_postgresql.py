"""A connection that stands is not asked whether it does; one on which the server has said something is."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from django.db.backends.postgresql import base

from kept.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.pure


type Ends = tuple[DatabaseWrapper, socket.socket]


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    """Our end of a connection, and the server's. Django's own question finds that none stands."""
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda _self: False)
    ours, theirs = socket.socketpair()
    wrapper = DatabaseWrapper({"NAME": "any"})
    wrapper.connection = ours
    with ours, theirs:
        yield wrapper, theirs


def test_a_connection_on_which_nothing_is_said_stands(ends: Ends) -> None:
    wrapper, _server = ends
    assert wrapper.is_usable()


def test_a_connection_that_the_server_has_ended_is_asked(ends: Ends) -> None:
    wrapper, server = ends
    server.close()
    assert not wrapper.is_usable()


def test_a_connection_on_which_something_is_said_is_asked(ends: Ends) -> None:
    wrapper, server = ends
    server.send(b"E")
    assert not wrapper.is_usable()


def test_none_is_none() -> None:
    assert not DatabaseWrapper({"NAME": "any"}).is_usable()
