"""What was sent and never used goes after a while; so do folders that belong to nothing."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contributions.models import Attachment, Image
from contributions.uploads import storage
from contributions.uploads.cleanup import clear_unused_uploads
from tests import factories
from tests.contributions.uploads import makers


@pytest.fixture
def long_ago():
    return timezone.now() - timedelta(days=300)


def age(folder: Path, days: int) -> None:
    moment = time.time() - days * 24 * 60 * 60
    os.utime(folder, (moment, moment))


def test_what_is_old_and_in_no_text_goes_with_its_files(contributor, long_ago) -> None:
    old = makers.create_picture(uploader=contributor, at=long_ago)
    young = makers.create_picture(uploader=contributor, picture=makers.halves(100, 60))
    used = makers.create_picture(uploader=contributor, picture=makers.halves(90, 60), at=long_ago)
    once = makers.create_picture(uploader=contributor, picture=makers.halves(80, 60), at=long_ago)
    page = factories.create_page(body=f"{used.markdown} {once.markdown}", author=contributor)
    factories.edit_page(page, used.markdown, author=contributor)
    clear_unused_uploads()
    assert set(Image.objects.all()) == {young, used, once}
    assert not old.folder.exists() and young.folder.exists() and once.folder.exists()


def test_a_picture_of_a_tip_stays(contributor, editor, long_ago) -> None:
    picture = makers.create_picture(uploader=contributor, at=long_ago)
    factories.create_tip(number=6, by=editor, body=picture.markdown)
    clear_unused_uploads()
    assert Image.objects.exists()


def test_a_hidden_picture_stays_with_its_reason(contributor, editor, long_ago) -> None:
    makers.create_picture(uploader=contributor, at=long_ago).hide(reason="Nom de client.", by=editor)
    clear_unused_uploads()
    assert Image.objects.exists()


def test_folders_without_a_row_go_and_young_ones_stay(contributor) -> None:
    stored = makers.create_picture(uploader=contributor)
    stray, unfinished, young = (storage.folder_of("images", token) for token in ("a" * 16, "b" * 16, "c" * 16))
    unfinished = unfinished.with_name(f".unfinished-{'b' * 16}")
    for folder in (stray, unfinished, young):
        folder.mkdir(parents=True)
        (folder / "480.webp").write_bytes(b"x")
    age(stray, 300), age(unfinished, 300), age(stored.folder, 300)
    clear_unused_uploads()
    assert not stray.exists() and not unfinished.exists()
    assert young.exists() and stored.folder.exists()


def test_looking_for_stray_folders_costs_no_more_where_more_pictures_are_stored(contributor) -> None:
    def queries_with(*widths: int) -> int:
        for width in widths:
            age(makers.create_picture(uploader=contributor, picture=makers.halves(width, 60)).folder, 300)
        with CaptureQueriesContext(connection) as queries:
            clear_unused_uploads()
        return len(queries)

    assert queries_with(70) == queries_with(80, 90, 100)
    assert Image.objects.count() == 4


def test_old_files_go_as_pictures_do(contributor, long_ago) -> None:
    old = makers.create_file(uploader=contributor)
    Attachment.objects.update(created_at=long_ago)
    clear_unused_uploads()
    assert not Attachment.objects.exists() and not old.folder.exists()


def test_a_picture_that_came_into_a_text_meanwhile_stays(contributor) -> None:
    picture = makers.create_picture(uploader=contributor)
    factories.create_page(body=picture.markdown, author=contributor)
    assert picture.withdraw_unused() is False
    assert picture.folder.exists()
