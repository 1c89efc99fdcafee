"""Administrators look at the themes in the admin site, and set them under « Réglages »."""

from __future__ import annotations

from django.test import Client

from tests import factories
from tests.admin_pages import address


def test_a_theme_is_read_there_and_not_changed(as_administrator: Client, as_editor: Client) -> None:
    page = address(factories.create_theme(), "change")
    shown = as_administrator.get(page)
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.text
    assert as_editor.get(page).status_code in {302, 403}
