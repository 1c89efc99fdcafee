"""The throw-away cluster: fast for tests, and as safe as in production where saves are measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from setup import postgres

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("durable", [True, False])
def test_only_a_durable_cluster_waits_for_the_disk(durable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[list[str]] = []
    monkeypatch.setattr(postgres, "unprivileged_owner", lambda: None)
    monkeypatch.setattr(postgres, "run_as", lambda owner, command, **_: said.append(command))
    with postgres.cluster(Path("/usr/lib/postgresql/15/bin"), durable=durable) as url:
        assert url.startswith("postgres://postgres@")
    options = next(command for command in said if "start" in command)[-2]
    assert ("fsync=off" in options) is not durable
    assert ("synchronous_commit=off" in options) is not durable
    assert "listen_addresses=''" in options
