"""The file for Moodle's question bank."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml.html import fragment_fromstring

from guide.course_parts import Answer, ItemParts
from learning.questions.moodle_quiz import moodle_quiz
from tests.learning.sample_course import KINDS, PICTURE, STORED, pictured, sample_course, sample_item

pytestmark = pytest.mark.pure
HOSTILE = '<script>alert("1")</script> {1:SHORTANSWER:=x} ~ # } \\ \x00'


def questions(*items: Any) -> list[Any]:
    """Each question of a course with these items, without its categories."""
    lessons = (replace(sample_course().lessons[0], items=items),) if items else sample_course().lessons
    root = etree.fromstring(moodle_quiz(sample_course(lessons=lessons), site="https://guide.example", media=Path()))
    return [one for one in root if one.get("type") != "category"]


def question(kind: str, **parts: Any) -> Any:
    item = sample_item(kind)
    shown = () if "answers" in parts else item.shown
    return questions(replace(item, shown=shown, parts=replace(item.parts, **parts)))[0]


def texts(element: Any, path: str) -> list[str]:
    return [one.findtext("text") or "" for one in element.findall(path)]


def test_each_kind_becomes_a_type_of_moodle_and_is_named() -> None:
    found = {one.findtext("idnumber"): one.get("type") for one in questions()}
    types = ("multichoice", "multichoice", "ordering", "matching", "cloze", "matching", "multichoice", "multichoice")
    keys = ("11", "12", "13", "14", "15", "16", "17-1", "17-2")
    assert found == {f"course-5-1-en-{key}": kind for key, kind in zip(keys, types, strict=True)}
    for one in questions():
        assert one.findtext("name/text") and one.findtext("questiontext/text")
        assert "<p>" in one.findtext("generalfeedback/text")
        assert one.findtext("penalty") == "0"


def test_lessons_are_categories_and_a_slash_in_a_title_makes_none() -> None:
    lessons = (replace(sample_course().lessons[0], title="Photos/films"),)
    root = etree.fromstring(moodle_quiz(sample_course(lessons=lessons), site="", media=Path()))
    assert root.findtext("question/category/text") == "$course$/top/Before you publish/Photos//films"


def test_choices_say_what_each_answer_is_worth_and_teaches() -> None:
    one = question("choice")
    assert [answer.get("fraction") for answer in one.findall("answer")] == ["0", "100", "0"]
    assert one.findtext("single") == "true"
    assert one.findtext("answer/feedback/text") == "<p>Those in it were not asked.</p>"
    several = question("choices")
    assert [answer.get("fraction") for answer in several.findall("answer")] == ["50", "-100", "50"]
    assert several.findtext("single") == "false"
    three = question("choices", answers=tuple(Answer(str(n), is_right=n < 3) for n in range(4)))
    assert [answer.get("fraction") for answer in three.findall("answer")] == ["33.33333"] * 3 + ["-100"]


def test_an_order_is_right_or_not_and_given_in_the_right_one() -> None:
    one = question("order")
    assert one.findtext("gradingtype") == "ALL_OR_NOTHING"
    assert texts(one, "answer") == ["<p>Read</p>", "<p>Check</p>", "<p>Share</p>"]
    assert "<li>Read: First the whole text.</li>" in one.findtext("generalfeedback/text")


def test_pairs_and_categories_are_matched() -> None:
    assert texts(question("match"), "subquestion/answer") == ["Anybody", "People you know", "Its members"]
    assert texts(question("sort"), "subquestion/answer") == ["Risky", "Safe", "Risky"]
    all_safe = question("sort", answers=(Answer("a", is_right=True), Answer("b", is_right=True)))
    assert texts(all_safe, "subquestion/answer") == ["Safe", "Safe", "Risky"]
    assert texts(all_safe, "subquestion")[2] == ""


def test_gaps_stand_in_the_sentence() -> None:
    said = question("fill_in").findtext("questiontext/text")
    feedback = "#Consent, in so many words."
    accepted = "~".join(f"={words}{feedback}" for words in ("consent", "their consent", "permission"))
    assert f"ask for {{1:SHORTANSWER:{accepted}~%0%*{feedback}}} and note the {{1:SHORTANSWER:=date" in said


def test_no_sign_that_was_typed_ends_a_gap_or_begins_one() -> None:
    parts = ItemParts(HOSTILE, f"{HOSTILE} [1] [7]", (Answer("a}b~c#d*", feedback="x}~#y"),), explanation=HOSTILE)
    said = questions(replace(sample_item("fill_in"), parts=parts))[0].findtext("questiontext/text")
    gaps = re.findall(r"\{1:SHORTANSWER:(.*?)\}", said)
    assert len(gaps) == 1 and said.endswith("[7]</p>") and "<script" not in said
    first, rest = gaps[0].split("~", 1)
    answer, feedback = re.split(r"(?<!&)#", first, maxsplit=1)
    assert (unescape(answer), unescape(feedback)) == ("=a}b~c#d\\*", "x}~#y")
    assert rest.startswith("%0%*#")


def test_pictures_go_with_the_text_that_shows_them(tmp_path: Path) -> None:
    (tmp_path / STORED).write_bytes(b"desk")
    root = etree.fromstring(moodle_quiz(pictured(sample_course()), site="", media=tmp_path))
    shown = [text for text in root.iter("text") if "@@PLUGINFILE@@/desk.webp" in (text.text or "")]
    for text in shown:
        [file] = text.getparent().findall("file")
        assert (file.get("name"), file.get("path"), b64decode(file.text)) == ("desk.webp", "/", b"desk")
    asked = [one for one in root if one.get("type") != "category"]
    assert {len([*one.findall("questiontext/file")]) for one in asked} == {1}
    answers = [answer for one in asked[:6] for answer in one.findall("answer") + one.findall("subquestion")]
    assert len(shown) == len(asked) + len(answers), "the replies of a dialogue have none"
    said = fragment_fromstring(asked[0].findtext("questiontext/text"), create_parent=True)
    assert said.find(".//img").get("alt") == PICTURE.alt and "© The Press & Sons" in said.text_content()


@pytest.mark.parametrize("kind", list(KINDS))
def test_whatever_was_typed_is_words(kind: str) -> None:
    item = sample_item(kind)
    parts = item.parts.with_lines(f"{HOSTILE} {line}" for line in item.parts.lines)
    for one in questions(replace(item, parts=parts, title=HOSTILE)):
        assert one.find(".//script") is None
        assert "<script" not in "".join(
            texts(one, ".//answer") + texts(one, ".//feedback") + texts(one, "questiontext")
        )
