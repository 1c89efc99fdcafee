"""What is measured is one server, not two that share a port."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from setup.console import Missing
from tests.benchmarks.serving import site

pytestmark = pytest.mark.pure


def test_a_port_at_which_another_server_listens_is_refused(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Missing, match=f"Port {port} is taken"), site(port, tmp_path / "log", {}):
            pass
    assert not (tmp_path / "log").exists()
