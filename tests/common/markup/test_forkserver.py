"""Renderers that one process forks: whose they are, what they share, and what they do not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from common.markup import forkserver, render, renderer
from tests.common.markup.forkservers import (
    ONLY_LINUX,
    children_of,
    end_nursery,
    nursery_pid,
    open_files,
    own_pool,
    wait_until_gone,
)

pytestmark = [pytest.mark.pure, ONLY_LINUX]


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[renderer._Pool]:
    monkeypatch.setenv("SECRET_KEY", "only the server knows")
    with own_pool(monkeypatch, is_forked=True) as pool:
        yield pool


def test_renderers_are_children_of_the_nursery_and_end_with_who_asked(pool: renderer._Pool) -> None:
    assert children_of(nursery_pid()) == []
    assert render("a", language="fr").html == "<p>a</p>"
    (pid,) = children_of(nursery_pid())
    pool.end()
    wait_until_gone(pid)


def test_neither_nursery_nor_renderer_knows_a_secret_of_the_site(pool: renderer._Pool) -> None:
    render("a", language="fr")
    for pid in (nursery_pid(), *children_of(nursery_pid())):
        said = Path(f"/proc/{pid}/environ").read_bytes()
        assert b"PATH=" in said
        assert b"SECRET_KEY" not in said


def test_a_renderer_has_neither_the_door_nor_the_lines_of_others(pool: renderer._Pool) -> None:
    first, second = renderer.Renderer(1.0), renderer.Renderer(1.0)
    for one in (first, second):
        one.ask(REQUEST)
    files = [open_files(pid) for pid in children_of(nursery_pid())]
    assert len(files) == 2
    assert all(name.startswith("pipe:") for some in files for name in some)
    first.end()
    second.end()


def test_a_nursery_that_was_killed_is_replaced_at_the_next_text_and_not_twice_a_minute(pool: renderer._Pool) -> None:
    render("a", language="fr")
    first, renderers = nursery_pid(), children_of(nursery_pid())
    kill_nursery()
    assert render("b", language="fr").html == "<p>b</p>"
    assert nursery_pid() != first
    assert len(children_of(nursery_pid())) == 1
    kill_nursery()
    assert render("c", language="fr").html == "<p>c</p>"
    assert isinstance(pool._all[-1]._process, subprocess.Popen)
    for pid in renderers:
        wait_until_gone(pid)


def test_of_several_who_miss_the_nursery_one_replaces_it(pool: renderer._Pool) -> None:
    kill_nursery()
    with ThreadPoolExecutor(8) as threads:
        forked = list(threads.map(forkserver.forked, [1] * 8))
    assert all(isinstance(one, forkserver._Forked) for one in forked)
    for one in filter(None, forked):
        forkserver.close(one)


def kill_nursery() -> None:
    os.kill(nursery_pid(), signal.SIGKILL)
    wait_until_gone(nursery_pid())


def test_a_nursery_ends_when_nobody_is_left_who_could_ask(pool: renderer._Pool) -> None:
    render("a", language="fr")
    pids = [nursery_pid(), *children_of(nursery_pid())]
    end_nursery()
    for pid in pids:
        wait_until_gone(pid)


def test_a_renderer_that_cannot_be_forked_is_told_to_have_ended(pool: renderer._Pool) -> None:
    """What is handed in is no pipe: its end comes before any answer."""
    line, its_line = socket.socketpair()
    with Path(os.devnull).open("rb") as nothing, line, its_line:
        assert forkserver._control_socket
        socket.send_fds(
            forkserver._control_socket,
            [forkserver.ASKED.pack(1, 0)],
            [nothing.fileno(), nothing.fileno(), its_line.fileno()],
        )
        its_line.close()
        assert forkserver.CODE.unpack(line.recv(forkserver.CODE.size)) == (0,)


REQUEST = {"text": "a", "links": {}, "images": {}, "people": {}, "language": "fr", "prefix": ""}
