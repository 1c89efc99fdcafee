"""Administrators read what was sent; it is described and hidden on the site."""

from __future__ import annotations

from django.test import Client

from tests.admin_pages import assert_for_administrators_alone, assert_read_only
from tests.contributions.uploads import makers


def test_pictures_and_files_are_read_by_administrators_alone(
    contributor, as_administrator, as_editor, as_contributor
) -> None:
    for thing in (makers.create_picture(uploader=contributor), makers.create_file(uploader=contributor)):
        assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], thing)
        assert_read_only(as_administrator, thing)
