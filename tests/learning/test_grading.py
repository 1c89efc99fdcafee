"""Which responses are right: the examples that the script of packages passes as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from learning.document import Course, UnknownFormat
from learning.grading import UnreadableResponse, is_right
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


def test_enough_points_pass() -> None:
    course = sample_course(pass_mark=70)
    assert [course.is_passed(points) for points in (4, 5)] == [False, True]
    assert [course.percent(points) for points in (0, 4, 5, 7)] == [0, 57, 71, 100]
