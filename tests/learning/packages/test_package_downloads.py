"""Editors take packages: of the languages that a version has."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.packages.manifests import PackageFormat
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = pytest.mark.django_db


def get(person: User, address: str) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(address)


@pytest.mark.once
def test_an_editor_takes_each_package_of_each_language(editor: User, contributor: User) -> None:
    version = published_course(editor, sample_course(), sample_course(language="fr", title="Avant de publier <b>"))
    links = get(editor, reverse("learning:course_version", args=[version.course_id, version.number])).content.decode()
    assert "italien et japonais" in links
    for document in version.documents.all():
        for format in PackageFormat:
            address = reverse("learning:package", args=[document.pk, format.value])
            assert f'href="{address}"' in links
            response = get(editor, address)
            assert response["Content-Disposition"].endswith(f'-{document.language}-{format.value}.zip"')
            assert response["Content-Disposition"].startswith(
                f'attachment; filename="{"avant-de-publier" if document.language == "fr" else "before-you-publish"}-'
            )
            archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
            assert archive.testzip() is None
            assert f'<html lang="{document.language}">' in archive.read("index.html").decode()
            assert ("cmi5.xml" if format == PackageFormat.CMI5 else "imsmanifest.xml") in archive.namelist()
    assert get(editor, address.replace("cmi5", "aicc")).status_code == 404
    assert get(contributor, address).status_code == 403


def test_a_file_that_is_gone_is_said(editor: User) -> None:
    gone = replace(sample_course(), pictures={"pictures/gone.webp": "images/gone.webp"})
    document = published_course(editor, gone).documents.get()
    response = get(editor, reverse("learning:package", args=[document.pk, "scorm12"]))
    assert response.status_code == 422
    assert 'class="note err"' in response.content.decode()
