"""The texts of courses among those that are translated: in the table, and in the files for agencies."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from guide.models import CourseText, Edition, Translation
from guide.translating.exporter import archive_of, unpacked
from guide.translating.progress import progress_of
from guide.translating.sheets import read
from guide.translating.table_groups import groups_of
from guide.translations.originals import of_course_text, originals, originals_of_the_guide
from learning.courses import making
from tests.learning.sample_course import CHOICE, SORT

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(editor: User) -> CourseText:
    """The only lesson of a course, with two items."""
    course = CourseText(kind="course", title="Un parcours", body="Dix minutes.")
    course.create(author=editor)
    lesson = CourseText(kind="lesson", parent=course, title="Les photos", body="Ce qu’elles montrent.")
    lesson.create(author=editor)
    making.add_item(lesson, "choice", title="La fête", parts=CHOICE, by=editor)
    making.add_item(lesson, "sort", title="Au bureau", parts=SORT, by=editor)
    return lesson


def test_the_table_has_a_part_for_a_course_and_for_each_lesson(lesson: CourseText) -> None:
    languages = progress_of(["en"])
    groups = groups_of([(text,) for text in languages[0].texts], lambda text: True)
    found = {group.title: [row[0].original.title for row in group.rows] for group in groups[-2:]}
    assert found == {"Un parcours": ["Un parcours"], "Les photos": ["Les photos", "La fête", "Au bureau"]}


def test_the_guide_comes_out_without_a_word_of_a_course(lesson: CourseText) -> None:
    assert {original.kind for original in originals()} - {original.kind for original in originals_of_the_guide()} == {
        "course_text"
    }


def test_what_was_taken_out_is_not_translated(lesson: CourseText) -> None:
    making.remove(CourseText.objects.get(kind="sort"))
    assert "Au bureau" not in [original.title for original in originals()]
    making.remove(lesson)
    assert "La fête" not in [original.title for original in originals()]


def test_a_text_of_a_course_goes_out_and_comes_back_in_a_file(lesson: CourseText, editor: User) -> None:
    files = unpacked(archive_of(Edition.objects.in_preparation(), "en"))
    item = CourseText.objects.get(kind="choice")
    name = f"courses/{item.key}.md"
    [sheet] = read(name, files[name])
    assert (sheet.key, sheet.title, sheet.body) == (of_course_text(item).key, "La fête", item.body)


def test_a_translator_opens_an_item_and_translates_it(lesson: CourseText, editor: User, client: Client) -> None:
    item = CourseText.objects.get(kind="choice")
    client.force_login(editor)
    page = client.get(f"/translation/en/course-{item.key}/")
    assert page.status_code == 200
    assert "Ask who is in it" in page.content.decode()
    assert not Translation.objects.filter(course_text=item).exists()
