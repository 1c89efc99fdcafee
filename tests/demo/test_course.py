"""The course of the demo: whole in each language, with an item of each kind, and nothing that could not be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from demo.course_content import Content, item_parts, read, response
from demo.first_edition import LANGUAGES
from demo.setting_up import LANGUAGE
from learning.courses.problems import faults
from learning.document import Item
from learning.grading import is_right

pytestmark = pytest.mark.pure
SPOKEN = (LANGUAGE, *LANGUAGES)


def items() -> Iterator[Content]:
    for lesson in read("course.toml")["lesson"]:
        yield from read(f"lesson-{lesson['theme']}.toml")["item"]


def test_it_has_enough_items_of_each_kind_and_a_dialogue() -> None:
    kinds = Counter(item["kind"] for item in items())
    assert sum(kinds.values()) >= 32
    assert set(kinds) == {"choice", "choices", "order", "match", "fill_in", "sort", "dialogue"}


def test_no_item_has_a_fault_in_any_language() -> None:
    found = {
        (language, item["title"][language], fault)
        for item in items()
        for language in SPOKEN
        for fault in faults(item["kind"], item_parts(item, language))
    }
    assert found == set()


def test_an_item_has_as_many_lines_in_each_language() -> None:
    for item in items():
        lines = {language: list(item_parts(item, language).lines) for language in SPOKEN}
        assert len({len(found) for found in lines.values()}) == 1, item["title"]
        assert all("\n" not in line for found in lines.values() for line in found), item["title"]


def test_no_line_of_another_language_was_left_in_a_translation() -> None:
    for item in items():
        own = set(item_parts(item, LANGUAGE).lines)
        for language in LANGUAGES:
            same = {line for line in own & set(item_parts(item, language).lines) if len(line.split()) > 3}
            assert same == set(), (language, item["title"])


def test_colleagues_answer_rightly_or_not_as_they_are_told() -> None:
    for content in items():
        item = Item(
            key="1", kind=content["kind"], title=content["title"][LANGUAGE], parts=item_parts(content, LANGUAGE), tip=""
        )
        given = [is_right(item, response(item, is_right=wanted)) for wanted in (True, False)]
        assert given == [True, False], item.title
