"""What most people get wrong: of twenty at a time, in steps of five; one person's answers change nothing that is shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.attempts.item_results import item_results
from learning.models import CourseVersion
from tests.factories import create_contributor
from tests.learning.attempts.ways import go_through
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = pytest.mark.django_db


def shown(version: CourseVersion) -> tuple[int, list[tuple[str, int]]]:
    found = item_results(version, sample_course())
    return found.people, [(row.item.kind, row.wrong) for row in found.rows[:3]]


def test_twenty_people_are_counted_at_a_time_and_never_nearly_all(editor: User, as_editor: Client) -> None:
    version = published_course(editor, sample_course())
    people = [create_contributor(username=f"learner-{number}") for number in range(23)]
    for number, person in enumerate(people[:19]):
        go_through(version.course, person, wrong=2 if number < 7 else 1)
    page = reverse("learning:course_version", args=[version.course_id, version.number])
    in_english = {"accept-language": "en"}
    assert shown(version) == (0, [])
    assert "as soon as twenty people have finished" in as_editor.get(page, headers=in_english).text
    go_through(version.course, people[19], wrong=1)
    twenty = (20, [("choice", 15), ("choices", 5), ("order", 0)])
    assert shown(version) == twenty, "of twenty who are wrong, fifteen are told"
    for person in people[20:]:
        go_through(version.course, person, wrong=7)
    go_through(version.course, people[0], wrong=7)  # once more: the first attempt counts
    assert shown(version) == twenty
    words = " ".join(as_editor.get(page, headers=in_english).text.split())
    assert "wrong: at least 15 of 20" in words
    assert not any(person.get_full_name() in words for person in people)
