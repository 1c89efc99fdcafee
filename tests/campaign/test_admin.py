"""The phases are read in the admin site, and changed under « Réglages »."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone


@pytest.mark.once
def test_phases_are_for_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client
) -> None:
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], factories.create_phase())


def test_they_are_not_changed_there(as_administrator: Client) -> None:
    window = factories.create_phase()
    assert as_administrator.post(address(window, "change"), {"note": "bientôt"}).status_code == 403
