"""Before an edition is out nothing is ordered, and each screen says so."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from guide.models import ChannelFile, Edition
from tests.guide.distribution.made import create_agency, create_order
from tests.guide.distribution.published.test_agency_page import LINK, order
from tests.guide.distribution.published.test_handouts import ADDRESS


def test_nothing_is_ordered_before_an_edition_is_out(db: None, editor: User) -> None:
    with pytest.raises(ValidationError):
        create_order(create_agency())


def test_before_an_edition_is_out_the_page_says_so(client: Client, db: None) -> None:
    page = f"/agency/{create_agency().make_link()}/"
    assert client.get(page).status_code == 200
    assert client.post(page, order()).status_code == 422


def test_an_agency_of_an_edition_in_preparation_alone_has_no_files(as_editor: Client, db: None, editor: User) -> None:
    create_agency()
    assert as_editor.post(LINK, {"act": "make"}).status_code == 200
    assert not ChannelFile.objects.exists() and not Edition.objects.published().exists()


def test_there_is_a_kind_word_before_an_edition_is_out(as_editor: Client) -> None:
    assert "voice" in as_editor.get(ADDRESS).text
