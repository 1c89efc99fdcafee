"""A mail server for all tests of invitations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.campaign.invitations.made import Server, own_server


@pytest.fixture(autouse=True)
def server(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Server]]:
    monkeypatch.setattr("campaign.invitations.sending.SECONDS", 300.0)  # however slow the machine is
    settings.BOUNCE_ADDRESS = "retours@guide.example"
    settings.SITE_ADDRESS = "https://guide.example"
    with own_server(settings) as made:
        yield made
