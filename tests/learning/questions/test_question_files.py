"""The files of questions that editors download from a published version."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
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
    assert qti["Content-Disposition"] == 'attachment; filename="avant-de-publier-1-fr-qti.zip"'
    assert files_of(qti.content)["test.xml"].get("title") == "Avant de publier"
    moodle = client.get(reverse("learning:questions_moodle", args=[document.pk]))
    assert moodle["Content-Disposition"] == 'attachment; filename="avant-de-publier-1-fr-moodle.xml"'
    assert b"Avant de publier" in moodle.content
    assert "private" in qti["Cache-Control"] and "no-store" in moodle["Cache-Control"]


def test_the_page_of_a_version_lists_its_languages_as_they_were_published(as_editor: Client, editor: User) -> None:
    """The first language of the site first, in each list."""
    version = published_course(editor, sample_course(language="fr"), sample_course(language="en"))
    page = html.fromstring(as_editor.get(f"/curation/courses/{version.course_id}/versions/1/").content)
    assert page.xpath("//section/@aria-labelledby")[:2] == ["in-fr", "in-en"]
    assert page.xpath("//section[@aria-labelledby='packages']//b/text()") == ["Français", "Anglais"]
    questions = " ".join(page.xpath("//section[@aria-labelledby='questions-out']//a/text()"))
    assert questions.index("Français") < questions.index("Anglais")


def test_a_title_in_other_letters_names_the_file(client: Client) -> None:
    version = published_course(create_editor(), sample_course(language="ja", title="公開する前に：確認"))
    client.force_login(create_editor(username="other"))
    qti = client.get(reverse("learning:questions_qti", args=[version.documents.get().pk]))
    assert qti["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('公開する前に確認-1-ja-qti.zip')}"
