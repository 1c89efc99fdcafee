"""How the body of a request comes in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus

import pytest

from guide_project.edge import bodies
from guide_project.edge.bodies import Bodies, BodyRefused
from tests import own_loop

pytestmark = pytest.mark.pure


async def chunks(*pieces: bytes, hangs: bool = False) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
    if hangs:
        await asyncio.Event().wait()
    yield b""


def read(*pieces: bytes, size: int, hangs: bool = False) -> bytes:
    async def received() -> bytes:
        with await Bodies(1000).read(chunks(*pieces, hangs=hangs), size, "127.0.0.1") as body:
            return body.read()

    return own_loop.run(received())


def test_a_body_is_read_to_its_end_from_its_beginning() -> None:
    assert read(b"one ", b"two", size=7) == b"one two"


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.01)
    with pytest.raises(BodyRefused) as refusal:
        read(b"a", size=7, hangs=True)
    assert refusal.value.status == HTTPStatus.REQUEST_TIMEOUT


def test_what_came_gives_time_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a large file over a slow line is no attacker: by her first bytes, she has a minute."""
    monkeypatch.setattr(bodies, "PATIENCE", 1.0)
    monkeypatch.setattr(bodies, "SLOWEST", 8)

    async def received() -> bytes:
        loop, begun = asyncio.get_running_loop(), 0.0
        monkeypatch.setattr(loop, "time", lambda: begun)

        async def slowly() -> AsyncIterator[bytes]:
            nonlocal begun
            yield b"x" * 500
            begun = 60.0
            await asyncio.sleep(0)
            yield b"y" * 500

        with await Bodies(1000).read(slowly(), 1000, "") as body:
            return body.read()

    assert len(own_loop.run(received())) == 1000


def test_a_body_that_ends_before_its_end_is_refused() -> None:
    with pytest.raises(BodyRefused) as refusal:
        read(b"a", size=7)
    assert refusal.value.status == HTTPStatus.BAD_REQUEST


def test_places_of_an_address_are_free_again_whatever_came_of_a_body() -> None:
    async def run() -> Bodies:
        own = Bodies(1000)
        for _ in range(2 * bodies.FROM_ONE_ADDRESS):
            with pytest.raises(BodyRefused):
                await own.read(chunks(b"a"), 7, "127.0.0.1")
        return own

    assert not own_loop.run(run())._coming
