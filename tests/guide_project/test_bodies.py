"""How the body of a request comes in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from http import HTTPStatus

import pytest

from guide_project.server import edge
from guide_project.server.edge import Bodies, BodyRefused
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
        async with asyncio.timeout(20):
            with await Bodies(1000).read(chunks(*pieces, hangs=hangs), size, "127.0.0.1") as body:
                return body.read()

    return own_loop.run(received())


def test_a_body_is_read_to_its_end_from_its_beginning() -> None:
    assert read(b"one ", b"two", size=7) == b"one two"


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "PATIENCE", 0.01)
    with pytest.raises(BodyRefused) as refusal:
        read(b"a", size=7, hangs=True)
    assert refusal.value.status == HTTPStatus.REQUEST_TIMEOUT


def test_what_came_gives_time_for_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends a large file over a slow line is no attacker: by her first bytes, she has a minute."""
    monkeypatch.setattr(edge, "PATIENCE", 1.0)
    monkeypatch.setattr(edge, "SLOWEST", 8)

    async def received() -> bytes:
        loop, begun = asyncio.get_running_loop(), 0.0
        monkeypatch.setattr(loop, "time", lambda: begun)

        async def slowly() -> AsyncIterator[bytes]:
            nonlocal begun
            for part in range(10):
                yield b"x" * 100
                begun = 6.0 * (part + 1)
                await asyncio.sleep(0)

        with await Bodies(1000).read(slowly(), 1000, "") as body:
            return body.read()

    assert len(own_loop.run(received())) == 1000


def test_a_body_that_ends_before_its_end_is_refused() -> None:
    with pytest.raises(BodyRefused) as refusal:
        read(b"a", size=7)
    assert refusal.value.status == HTTPStatus.BAD_REQUEST


def test_of_too_many_bodies_from_one_address_the_most_silent_is_given_up_and_a_quick_one_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Thousands of people may sit behind one address."""

    async def run() -> tuple[bytes, list[object]]:
        own, loop = Bodies(10**6), asyncio.get_running_loop()
        stalled = [
            asyncio.create_task(own.read(chunks(b"x" * 100_000, hangs=True), 500_000, "192.0.2.1"))
            for _ in range(edge.FROM_ONE_ADDRESS)
        ]
        await asyncio.sleep(0.05)
        later = loop.time() + 2
        monkeypatch.setattr(loop, "time", lambda: later)
        with await own.read(chunks(b"a form"), 6, "192.0.2.1") as body:
            read = body.read()
        await asyncio.sleep(0)
        done, still = await asyncio.wait(stalled, timeout=0, return_when=asyncio.FIRST_COMPLETED)
        for task in still:
            task.cancel()
        return read, [task.exception() for task in done]

    read, [given_up] = own_loop.run(run())
    assert read == b"a form"
    assert isinstance(given_up, BodyRefused)
    assert given_up.status == HTTPStatus.TOO_MANY_REQUESTS


def test_a_large_start_buys_nobody_minutes_of_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "SILENT", 0.05)
    monkeypatch.setattr(edge, "PATIENCE", 3600.0)
    with pytest.raises(BodyRefused) as refusal:
        read(b"x" * 900, size=1000, hangs=True)
    assert refusal.value.status == HTTPStatus.REQUEST_TIMEOUT


def test_one_person_has_few_large_bodies_on_their_way_at_once() -> None:
    async def run() -> None:
        own = Bodies(1000)
        with ExitStack() as sending:
            for _ in range(edge.LARGE_FROM_ONE):
                sending.enter_context(own._counted("17"))
            with pytest.raises(BodyRefused) as refusal:
                await own.read(chunks(b"a"), 1, "192.0.2.1", "17")
            assert refusal.value.status == HTTPStatus.TOO_MANY_REQUESTS
            with await own.read(chunks(b"a"), 1, "192.0.2.1", "18") as body:
                assert body.read() == b"a"
        assert not own._large

    own_loop.run(run())


def test_places_of_an_address_are_free_again_whatever_came_of_a_body() -> None:
    async def run() -> Bodies:
        own = Bodies(1000)
        for _ in range(2 * edge.FROM_ONE_ADDRESS):
            with pytest.raises(BodyRefused):
                await own.read(chunks(b"a"), 7, "127.0.0.1")
        return own

    assert not own_loop.run(run())._coming
