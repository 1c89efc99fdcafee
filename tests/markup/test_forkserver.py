"""Renderers that one process forks: whose they are, what they share, and what they do not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from markup import forkserver, render, renderer
from tests.markup.forkservers import (
    ONLY_LINUX,
    children_of,
    end_nursery,
    nursery_pid,
    open_files,
    own_pool,
    pid_of,
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
    first, second = renderer.Renderer(), renderer.Renderer()
    for one in (first, second):
        one.ask(REQUEST)
    files = [open_files(pid) for pid in children_of(nursery_pid())]
    assert len(files) == 2
    assert all(name.startswith("pipe:") for some in files for name in some)
    first.end()
    second.end()


def test_where_the_nursery_has_died_renderers_are_started(pool: renderer._Pool) -> None:
    render("a", language="fr")
    pid = pid_of(pool._all[-1]._process)
    os.kill(nursery_pid(), signal.SIGKILL)
    wait_until_gone(nursery_pid())
    assert render("b", language="fr").html == "<p>b</p>"
    assert isinstance(pool._all[-1]._process, subprocess.Popen)
    wait_until_gone(pid)


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
