"""Which responses are right: the examples that the script of packages passes as well."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from guide.course_parts import ItemParts
from learning.document import Course, LessonVideo, UnknownFormat
from learning.grading import UnreadableResponse, comparable, is_right
from tests.learning.sample_course import KINDS, RIGHT, WRONG, sample_course, sample_item

pytestmark = pytest.mark.pure
VECTORS = json.loads((Path(__file__).parent / "grading_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_example_is_graded_as_it_says(kind: str) -> None:
    item = sample_item(kind)
    for response, wanted in [*VECTORS[kind], [RIGHT[kind], True], [WRONG[kind], False]]:
        if wanted is None:
            with pytest.raises(UnreadableResponse):
                is_right(item, response)
        else:
            assert is_right(item, response) is wanted, response


def test_what_parts_the_thousands_of_a_number_does_not_count() -> None:
    typed = ("33700", "33 700", "33\u202f700", "33\u00a0700", "33\u2009700", "33’700")
    assert {comparable(one) for one in typed} == {"33700"}
    assert comparable("33 70") != comparable("3370")


def test_a_course_says_how_long_it_takes_to_read_to_see_and_to_answer() -> None:
    course = sample_course()
    tip = course.lessons[0].tips[0]
    video = LessonVideo(key="1", title="", language="en", mp4="1.mp4", width=1, height=1, milliseconds=20 * 60_000)
    longer = replace(tip, html="<p>" + "word " * 230 * 10 + "</p>")
    whole = replace(course.lessons[0], tips=(longer,), videos=(video,))
    minutes = [replace(course, lessons=(lesson, *course.lessons[1:])).minutes for lesson in (course.lessons[0], whole)]
    assert 3 <= minutes[0] <= 7
    assert minutes[1] - minutes[0] in (29, 30)


def test_a_course_is_read_back_as_it_was_frozen() -> None:
    course = sample_course()
    frozen = json.loads(json.dumps(course.to_json()))
    assert Course.from_json(frozen) == course
    with pytest.raises(UnknownFormat):
        Course.from_json(frozen | {"format": 2})


def test_an_item_gives_its_lines_and_takes_as_many_others() -> None:
    for parts in KINDS.values():
        lines = list(parts.lines)
        other = parts.with_lines(iter([f"* {line}" for line in lines]))
        assert list(other.lines) == [f"* {line}" for line in lines]
        assert other.with_lines(iter(lines)) == parts
        hinting = replace(parts, hint="Think.")
        assert list(hinting.lines) == [*lines, "Think."]
        assert ItemParts.from_json(hinting.to_json()) == hinting


def test_enough_points_pass() -> None:
    course = sample_course(pass_mark=70)
    assert [course.is_passed(points) for points in (4, 5)] == [False, True]
    assert [course.percent(points) for points in (0, 4, 5, 7)] == [0, 57, 71, 100]
