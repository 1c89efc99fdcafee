"""The gaps of the demo's course, in each of its languages: what its translators accept is right, wherever it is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.models import User
from demo.course_content import item_parts, read
from demo.first_edition import LANGUAGES
from demo.setting_up import LANGUAGE
from learning import grading
from learning.attempts.course_list import begin
from learning.document import Course as CourseContent
from learning.document import Item
from learning.models import Course, CourseVersion
from learning.packages.manifests import PackageFormat
from learning.packages.package_archive import page
from learning.questions.qti_package import qti_package
from learning.statements.statement_texts import interaction
from tests.factories import create_user
from tests.learning.questions import reading
from tests.loaded_demo import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]

type Accepted = list[list[str]]


@pytest.fixture(params=[LANGUAGE, *LANGUAGES])
def content(request: pytest.FixtureRequest) -> CourseContent:
    return CourseVersion.objects.latest("pk").content_in(request.param)


def gaps(content: CourseContent) -> Iterator[tuple[Item, Accepted]]:
    """Each item with gaps, and the spellings of each gap as they stand in the demo's files."""
    lessons = read("course.toml")["lesson"]
    written = [item for lesson in lessons for item in read(f"lesson-{lesson['theme']}.toml")["item"]]
    for item, words in zip(content.items, written, strict=True):
        if item.kind == "fill_in":
            answers = item_parts(words, content.language).answers
            yield item, [answer.text.split("|") for answer in answers]


def responses(accepted: Accepted) -> Iterator[list[str]]:
    """So many responses that each spelling is in one."""
    for row in zip_longest(*accepted):
        yield [given or of_gap[0] for given, of_gap in zip(row, accepted, strict=True)]


def test_each_spelling_is_right(content: CourseContent) -> None:
    found = list(gaps(content))
    assert len(found) >= 6
    for item, accepted in found:
        for response in responses(accepted):
            assert grading.is_right(item, response), response


def test_each_spelling_is_right_on_the_site(content: CourseContent, client: Client) -> None:
    learner: User = create_user()
    course = Course.objects.latest("pk")
    attempt = begin(course, learner, language=content.language)
    client.force_login(learner)
    spoken = {"accept-language": content.language}
    for lesson in content.lessons:
        for item, accepted in gaps(content):
            if item in lesson.items:
                given = {f"gap-{place}": spellings[-1] for place, spellings in enumerate(accepted, 1)}
                client.post(reverse("learning:item", args=[course.pk, lesson.key, item.key]), given, headers=spoken)
    rows = dict(attempt.responses.values_list("item", "is_right"))
    assert rows == {item.key: True for item, _accepted in gaps(content)}


@pytest.mark.parametrize("format", [PackageFormat.SCORM_2004, PackageFormat.CMI5])
def test_each_spelling_is_right_in_packages(content: CourseContent, format: PackageFormat) -> None:
    tree = html.fromstring(page(content, format, activity="", styles="", script=""))
    data = json.loads(tree.xpath("string(//script[@type='application/json'])"))
    answers = {item["key"]: [one["text"] for one in item["parts"]["answers"]] for item in data["items"]}
    for item, accepted in gaps(content):
        for text, spellings in zip(answers[item.key], accepted, strict=True):
            # As the script does, which passes the same examples.
            assert list(map(grading.comparable, text.split("|"))) == list(map(grading.comparable, spellings))


def test_each_spelling_is_right_in_files_of_questions(content: CourseContent, demo: Demo) -> None:
    """A player answers one of each gap (tests/e2e/test_qti.py): these are all that it would count."""
    files = reading.files_of(qti_package(content, site="https://guide.example", media=demo.media))
    for item, accepted in gaps(content):
        counted = reading.spellings_in(files[f"items/item-{item.key}.xml"])
        for told, spellings in zip(counted, accepted, strict=True):
            assert set(map(grading.comparable, spellings)) <= told


def test_record_stores_are_told_each_spelling(content: CourseContent) -> None:
    for item, accepted in gaps(content):
        patterns = interaction(item, content.language)["correctResponsesPattern"]
        assert len(patterns) > 1
        told = {
            grading.comparable(pattern.removeprefix("{case_matters=false}").split("[,]")[0]) for pattern in patterns
        }
        assert told <= {grading.comparable(one) for one in accepted[0]}
