"""A channel's short address leads to the guide in its language, or to a file of it, and says by which channel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Edition
from guide.publication.document import Guide
from guide.publication.materials import Materials
from guide.publication.qr import address_of
from guide.views.distribution import channels
from tests.factories import create_tip
from tests.guide.conftest import Publish
from tests.guide.distribution.made import create_channel


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was counted."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(channels.visit_counter, "note", lambda meta, **what: found.append(what))
    return found


@pytest.mark.once
def test_it_leads_to_the_guide_and_is_counted(client: Client, published: Edition, noted: list[dict[str, Any]]) -> None:
    create_channel()
    answer = client.get("/c/lettre/")
    assert (answer.status_code, answer.url) == (302, "/guide/fr/?c=lettre")
    assert "no-store" in answer["Cache-Control"]
    assert noted == [{"form": "door", "channel": "lettre", "language": "fr", "edition": 1}]


@pytest.mark.once
def test_a_file_is_reached_in_one_go(client: Client, published: Edition) -> None:
    create_channel()
    assert client.get("/c/lettre/guide.pdf").url == "/guide/fr/guide.pdf?c=lettre"
    assert client.get("/c/lettre/secret.txt").status_code == 404


def test_capitals_lead_there_too_and_closing_changes_nothing(client: Client, published: Edition) -> None:
    create_channel().close()
    assert client.get("/c/LETTRE/").url == "/guide/fr/?c=lettre"
    assert client.get("/c/rien/").status_code == 404


@pytest.mark.once
def test_where_the_edition_does_not_speak_its_language_its_own_is_offered(
    client: Client, publish: Publish, editor: User
) -> None:
    create_channel(language="ja")
    create_tip(number=6, by=editor)
    draft = Edition.objects.in_preparation()
    draft.texts.create(language="en", title="Good sense", subtitle="Twenty", summary="So.")
    create_channel(name="Newsletter", code="news", language="en")
    publish()
    assert client.get("/c/lettre/").url == "/guide/fr/?c=lettre"
    assert client.get("/c/news/").url == "/guide/en/?c=news"


def test_what_is_printed_in_a_language_leads_to_that_one_whatever_the_channel_s_is(
    client: Client, publish: Publish, editor: User, noted: list[dict[str, Any]]
) -> None:
    create_tip(number=6, by=editor)
    draft = Edition.objects.in_preparation()
    draft.texts.create(language="en", title="Good sense", subtitle="Twenty", summary="So.")
    channel = create_channel()
    publish()
    assert channel.address_in("en").endswith("/c/lettre/en/")
    assert client.get("/c/lettre/en/").url == "/guide/en/?c=lettre"
    assert client.get("/c/lettre/ja/").url == "/guide/fr/?c=lettre"
    assert client.get("/c/lettre/xx/").status_code == 404
    assert [one["language"] for one in noted] == ["en", "fr"]


@pytest.mark.once
@pytest.mark.parametrize("typed", ["en", "EN", "EN/"])
def test_an_address_typed_as_it_is_printed_leads_there_too(
    client: Client, publish: Publish, editor: User, typed: str
) -> None:
    create_tip(number=6, by=editor)
    Edition.objects.in_preparation().texts.create(language="en", title="Good sense", subtitle="Twenty", summary="So.")
    publish()
    paper = Materials(Path(), short_address=create_channel().address_in("en"))
    printed = address_of(Guide(title="Good sense", publisher="", language="en"), paper)
    assert printed and printed.words.endswith("/c/lettre/en")
    assert client.get(f"/c/lettre/{typed}").url == "/guide/en/?c=lettre"


@pytest.mark.once
def test_where_only_an_older_edition_speaks_the_language_of_the_paper_it_leads_to_that_one(
    client: Client, publish: Publish, editor: User
) -> None:
    create_channel()
    create_tip(number=6, by=editor)
    draft = Edition.objects.in_preparation()
    draft.texts.create(language="en", title="Good sense", subtitle="Twenty", summary="So.")
    publish()
    Edition.objects.in_preparation().texts.filter(language="en").delete()
    publish()
    followed = client.get("/c/lettre/en/", follow=True)
    assert followed.redirect_chain == [("/guide/en/", 302), ("/guide/editions/1/en/", 302)]
    assert followed.status_code == 200
    assert client.get("/guide/ja/").status_code == 404


def test_before_the_first_edition_it_leads_to_the_guide_and_counts_nobody(
    client: Client, db: None, noted: list[dict[str, Any]]
) -> None:
    create_channel()
    assert client.get("/c/lettre/").url == "/guide/"
    assert noted == []
