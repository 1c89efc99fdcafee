"""The files of questions that editors download from a published version."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from learning.models import CourseDocument
from tests.factories import create_editor
from tests.learning.course_rows import published_course
from tests.learning.questions.reading import files_of
from tests.learning.sample_course import sample_course

pytestmark = pytest.mark.django_db


def test_each_language_of_a_version_is_a_file_of_its_own(client: Client) -> None:
    editor = create_editor()
    version = published_course(editor, sample_course(), sample_course(language="fr", title="Avant de publier"))
    document = CourseDocument.objects.get(version=version, language="fr")
    client.force_login(editor)
    qti = client.get(reverse("learning:questions_qti", args=[document.pk]))
    name = f"course-{version.course_id}-1-fr"
    assert qti["Content-Disposition"] == f'attachment; filename="{name}.qti.zip"'
    assert files_of(qti.content)["test.xml"].get("title") == "Avant de publier"
    moodle = client.get(reverse("learning:questions_moodle", args=[document.pk]))
    assert moodle["Content-Disposition"] == f'attachment; filename="{name}.moodle.xml"'
    assert b"Avant de publier" in moodle.content
    assert "private" in qti["Cache-Control"] and "no-store" in moodle["Cache-Control"]
