"""What an agency's link opens is nowhere written down, and stays shut once it is revoked."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from guide.models import Agency, Channel, Edition
from tests.sending import send


def test_no_log_holds_the_token(client: Client, agency: Agency, caplog: pytest.LogCaptureFixture) -> None:
    token = agency.make_link()
    caplog.set_level(logging.DEBUG, logger="django.request")
    below = ["", "/", "/fr/guide.pdf", "/fr/elsewhere.pdf", "/qr.svg", "/qr.exe", "/qr.svg/", "/fr/", "//", "/fr/a/b"]
    for address in [f"/{way}/{token}{name}" for name in below for way in ("agency", "review")]:
        for ask in (client.get, client.post, client.put):
            assert ask(address).status_code < 500
    assert token not in caplog.text
    assert "/agency/…" in caplog.text


@pytest.mark.once
def test_every_answer_of_a_link_is_nobody_elses(client: Client, agency: Agency) -> None:
    token = agency.make_link()
    for below in ("", "fr/guide.pdf", "fr/elsewhere.pdf", "qr.svg", "qr.exe"):
        for address in (f"/agency/{token}/{below}", f"/agency/{token}x/{below}"):
            response = client.get(address)
            assert response["Cache-Control"] == "no-store, private", address
            assert response["Referrer-Policy"] == "no-referrer", address
            assert "noindex" in response["X-Robots-Tag"], address


def test_a_link_that_is_revoked_while_the_agency_is_changed_stays_shut(
    as_editor: Client, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guide.views.distribution import channels

    token, get_agency = agency.make_link(), channels.get_agency

    def meanwhile(code: str) -> Agency:
        found = get_agency(code)
        Agency.objects.get(pk=agency.pk).revoke_link()
        return found

    monkeypatch.setattr(channels, "get_agency", meanwhile)
    send(as_editor, "/curation/channels/lille/agency/", {"contact": "Paul", "email": "", "address": ""})
    assert Agency.objects.get().contact == "Paul"
    assert Agency.objects.with_token(token) is None


def test_a_channel_that_is_closed_while_it_is_renamed_stays_closed(
    as_editor: Client, published: Edition, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guide.views.distribution import channels

    get_channel = channels.get_channel

    def meanwhile(code: str) -> Channel:
        found = get_channel(code)
        Channel.objects.get(pk=found.pk).close()
        return found

    monkeypatch.setattr(channels, "get_channel", meanwhile)
    send(as_editor, "/curation/channels/lille/edit/", {"name": "Lille", "language": "fr", "note": ""})
    channel = Channel.objects.get()
    assert channel.name == "Lille" and channel.is_closed
