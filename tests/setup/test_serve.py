"""What `make run` says before it serves."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from setup import serve
from setup.console import Missing
from setup.serve import check_port, read_port

pytestmark = pytest.mark.pure


def test_a_port_in_use_is_said_in_one_line_with_another_to_take() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Missing) as refusal:
            check_port("127.0.0.1", port)
    assert f"Port {port}" in str(refusal.value)
    assert f"make run PORT={port + 1}" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_free_port_is_accepted() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port("127.0.0.1", port)


@pytest.mark.parametrize("text", ["", "eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Missing, match="is no port"):
        read_port(text)


def test_what_is_due_by_the_clock_is_run_once_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    class Running:
        def __init__(self, command: list[str], **_options: object) -> None:
            started.append(command)

        def poll(self) -> None:
            """Still running."""

    monkeypatch.setattr(serve.subprocess, "Popen", Running)
    monkeypatch.setattr(serve, "PERIOD", 0)
    clock = serve.Clock({})
    clock.tick()
    clock.tick()
    assert [command[-1] for command in started] == ["run_periodic"]


def test_what_the_site_says_goes_to_files_and_its_end_is_told(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    monkeypatch.setattr(serve, "LETTERS", tmp_path / "letters.txt")
    monkeypatch.setattr(serve, "LOG", tmp_path / "site.log")
    program = "import sys; print('Dear colleague'); sys.exit('no such table')"
    monkeypatch.setattr(serve, "SERVER", [sys.executable, "-c", program])
    server = serve.start({}, "127.0.0.1", 8000)
    assert serve.wait(server, serve.Clock({})) == 1
    assert (
        capfd.readouterr().err == "! The server ended by itself (exit code 1): no such table (site.log has all of it)\n"
    )
    assert (tmp_path / "letters.txt").read_text() == "Dear colleague\n"


def test_the_last_lines_are_the_addresses() -> None:
    last = serve.WELCOME.format(address="http://localhost:8000/", letters="l", log="s").rstrip().splitlines()[-2:]
    assert all("http://localhost:8000/" in line for line in last)


def test_what_is_asked_to_stop_ends_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])

    def interrupted(_clock: serve.Clock) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serve.Clock, "tick", interrupted)
    assert serve.wait(server, serve.Clock({})) == 0
    assert server.returncode == -signal.SIGTERM
