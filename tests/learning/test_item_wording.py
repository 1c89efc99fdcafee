"""The lines of an item are plain words in each language, as in the original; and versions that are out are mended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.apps import apps

from accounts.models import User
from common import markup
from guide.course_parts import Answer, ItemParts
from guide.models import CourseText, Translation
from learning.attempts.course_list import begin
from learning.attempts.models import Attempt
from learning.attempts.responding import respond
from learning.courses import making
from learning.courses.gap_repair import mend_gaps
from learning.courses.item_lines import worded
from learning.courses.problems import problems_in
from learning.document import Course as CourseContent
from learning.document import Lesson
from learning.models import Certificate, Course, CourseDocument, CourseVersion
from tests.factories import create_contributor
from tests.learning.course_rows import published_course
from tests.learning.sample_course import CHOICE, FILL_IN, RIGHT, sample_course, sample_item

FRENCH = FILL_IN.with_lines(
    iter(
        [
            "Avant de publier un portrait, demandez [1] et notez la [2].",
            "accord|son accord",
            "Un accord clair.",
            "date",
            "La date dit quand.",
            "Un accord se retire.",
        ]
    )
)
ODD = ("2 * 3 * 4", "a | b", "H<sub>2</sub>O", "snake_case and _private_", "[1](un lien)", "AT&amp;T", "`rm *`", "1|2")


@pytest.mark.pure
@pytest.mark.parametrize("line", ODD)
def test_nothing_of_a_line_is_read_as_markdown(line: str) -> None:
    parts = replace(CHOICE, question=line, explanation=line)
    assert {worded("choice", parts, "en").question, worded("choice", parts, "en").explanation} == {line}


@pytest.mark.pure
def test_a_reading_stands_behind_its_word_and_in_no_spelling() -> None:
    parts = ItemParts(
        "",
        "{漏洩|ろうえい}は[1]です。",
        (Answer("{漏洩|ろうえい}|もれ", feedback="{漏洩|ろうえい}"),),
        explanation="はい。",
    )
    shown = worded("fill_in", parts, "ja")
    assert shown.question == "漏洩（ろうえい）は[1]です。"
    assert shown.answers == (Answer("漏洩|もれ", feedback="漏洩（ろうえい）"),)


@pytest.fixture
def item(db: None, editor: User) -> CourseText:
    """What asks for two gaps, in French, translated into English."""
    course = CourseText(kind="course", title="Avant de publier", body="Dix minutes.")
    course.create(author=editor)
    lesson = CourseText(kind="lesson", parent=course, title="Les photos")
    lesson.create(author=editor)
    item = making.add_item(lesson, "fill_in", title="Deux mots", parts=FRENCH, by=editor)
    translate(item, FILL_IN, editor)
    return item


def translate(item: CourseText, parts: ItemParts, editor: User) -> None:
    Translation.objects.record(
        item,
        language="en",
        title="Two words",
        body=parts.as_markdown(),
        source_version=item.version,
        by=editor,
        approved_by=editor,
    )


def test_a_translation_that_lost_a_gap_keeps_the_course_from_being_published(item: CourseText, editor: User) -> None:
    course = published_course(editor).course
    texts = [course.text, item]
    assert faults_of(course, texts, item) == []
    translate(item, replace(FILL_IN, question="Ask for [1] and note the date."), editor)
    [sentence] = faults_of(course, texts, item)
    assert "un trou par réponse" in sentence


def faults_of(course: Course, texts: list[CourseText], item: CourseText) -> list[str]:
    return [problem.sentence for problem in problems_in(course, "en", texts) if problem.text == item]


def damaged(item: CourseText) -> CourseContent:
    """As it was published: its spellings read as Markdown. A course of one item, which passes with it."""
    answers = [replace(answer, text=markup.plain_text(answer.text)) for answer in FILL_IN.answers]
    asked = replace(sample_item("fill_in", item.key), parts=replace(FILL_IN, answers=tuple(answers)))
    assert asked.parts.answers[0].text == "consent their consent permission"
    other = sample_item("choice", "999")
    return sample_course(lessons=(Lesson(key="1", title="Pictures", items=(asked, other)),), pass_mark=80)


def test_a_version_that_is_out_is_mended_and_nobody_loses_by_it(item: CourseText, editor: User) -> None:
    version = published_course(editor, damaged(item))
    translate(item, replace(FILL_IN, answers=(replace(FILL_IN.answers[0], text="leave"), FILL_IN.answers[1])), editor)
    finished, wrong, open_one, by_the_letter = (
        answered(version, name, item, response, is_complete=name != "open")
        for name, response in (
            ("right", ["Consent", "date"]),
            ("wrong", ["money", "date"]),
            ("open", ["permission", "Date"]),
            ("letter", ["consent their consent permission", "date"]),
        )
    )
    assert [finished.is_passed, by_the_letter.is_passed] == [False, True]
    mend_gaps(apps)
    spellings = next(version.content_in("en").items).parts.answers[0].spellings
    assert spellings == ["consent", "their consent", "permission"]
    for attempt in (finished, wrong, open_one, by_the_letter):
        attempt.refresh_from_db()
    assert [(one.points, one.is_passed) for one in (finished, wrong, by_the_letter)] == [
        (2, True),
        (1, False),
        (2, True),
    ]
    assert Certificate.objects.get(attempt=finished).issued_at == finished.finished_at
    assert open_one.responses.get(item=item.key).is_right and open_one.is_open
    before = CourseDocument.objects.get().frozen, Certificate.objects.count()
    mend_gaps(apps)
    assert (CourseDocument.objects.get().frozen, Certificate.objects.count()) == before


def answered(version: CourseVersion, name: str, item: CourseText, response: list[str], *, is_complete: bool) -> Attempt:
    attempt = begin(version.course, create_contributor(username=name), language="en")
    content = version.content_in("en")
    gaps, choice = content.items
    respond(attempt, content, gaps, response)
    if is_complete:
        respond(attempt, content, choice, RIGHT["choice"])
    attempt.refresh_from_db()
    return attempt
