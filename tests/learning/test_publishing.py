"""From an edition to a course, its items, and a version that never changes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Role, User
from contributions.models import Image
from guide.course_parts import GAP, Answer, ItemParts, Picture, Reply, Turn
from guide.models import CourseText, Edition, Tip, Translation
from learning.courses import making
from learning.courses.content_assembly import content_of
from learning.courses.course_publishing import CannotBePublished, find_right, mark_of, publish
from learning.courses.item_forms import reword
from learning.courses.item_lines import item_in, worded
from learning.courses.making import make_course
from learning.courses.problems import faults, problems_in, problems_of
from learning.models import Course
from tests.contributions.uploads.makers import create_picture, halves
from tests.factories import create_editor, create_tip, create_user
from tests.for_each import for_each
from tests.learning.sample_course import CHOICE, CHOICES, DIALOGUE, FILL_IN, KINDS, MATCH, ORDER, SORT

FIRST, OTHER = "fr", "en"
ALONE = "Personne d’autre ne l’a lu."


@pytest.fixture
def course(db: None, editor: User) -> Course:
    """A course of an edition with one tip, which has an item of each kind."""
    tip = create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    course = make_course(edition, title="Avant de publier", by=editor)
    course.text.record_revision(body="Dix minutes.", author=editor, base_version=1)
    lesson = CourseText.objects.get(kind="lesson")
    for kind, parts in KINDS.items():
        making.add_item(lesson, kind, title=f"Exercice {kind}", parts=parts, tip=tip, by=editor)
    return course


@pytest.mark.once
def test_a_course_has_a_lesson_for_each_chapter_with_tips(course: Course) -> None:
    lesson = CourseText.objects.get(kind="lesson")
    tip = course.edition.guide.tips[0]
    assert lesson.lesson.tips == (int(tip.reference.removeprefix("id-")),)
    assert lesson.theme is not None
    content = content_of(course, FIRST)
    assert [shown.title for shown in content.lessons[0].tips] == [tip.title]
    assert [item.kind for item in content.items] == list(KINDS)


def test_a_course_is_made_of_a_published_edition_alone(editor: User) -> None:
    with pytest.raises(ValidationError) as refused:
        make_course(Edition.objects.in_preparation(), title="Trop tôt", by=editor)
    assert "edition" in refused.value.message_dict


@pytest.mark.once
def test_what_is_published_stays_as_it_was(course: Course, editor: User) -> None:
    assert [problem.sentence for problem in problems_of(course)] == []
    version = publish(course, by=editor, languages=[FIRST], unread_reason=ALONE)
    frozen = version.content_in(FIRST)
    assert (version.number, frozen.version, frozen.title, frozen.number_of_items) == (1, 1, "Avant de publier", 7)
    item = CourseText.objects.get(kind="choice")
    changed = item.item.with_lines(iter(f"{line} Autrement." for line in item.item.lines))
    item.record_revision(body="", author=editor, base_version=1, parts=changed.to_json())
    making.remove(CourseText.objects.get(kind="sort"))
    assert version.content_in(FIRST) == frozen
    newer = publish(course, by=editor, languages=[FIRST], unread_reason=ALONE).content_in(FIRST)
    assert (newer.version, newer.number_of_items) == (2, 6)
    assert newer.lessons[0].items[0].parts == worded("choice", changed, FIRST)


def show(item: CourseText, picture: Image, editor: User, alt: str = "Un écran") -> None:
    parts = replace(item.item, picture=Picture(picture.address, alt))
    reword(item, parts, title=item.title, tip=item.tip, author=editor, base_version=item.version)


@pytest.mark.once
def test_a_version_keeps_its_pictures_whatever_becomes_of_those_of_the_site(
    course: Course, editor: User, client: Client, settings: Any
) -> None:
    item, picture = CourseText.objects.get(kind="choice"), create_picture(uploader=editor, credit="© La Presse")
    show(item, picture, editor)
    assert next(content_of(course, FIRST).items).parts.picture == Picture(
        picture.address, "Un écran", 640, 480, "© La Presse"
    ), "that of the site, before it is published"
    version = publish(course, by=editor, languages=[FIRST], unread_reason=ALONE)
    shown = next(version.content_in(FIRST).items).parts.picture
    assert shown is not None and (shown.alt, shown.width, shown.credit) == ("Un écran", 640, "© La Presse")
    stored = version.content_in(FIRST).pictures[shown.address]
    assert (Path(settings.MEDIA_ROOT) / stored).read_bytes() == picture.file(640).read_bytes()
    address = f"/courses/{course.pk}/pictures/{version.pk}/{shown.address.removeprefix('pictures/')}"
    assert client.get(address).status_code == 302, "who is not signed in sees none of it"
    picture.hide(reason="Un visage.", by=editor)
    shutil.rmtree(picture.folder)
    client.force_login(create_user())
    assert client.get(address).status_code == 200 and client.get(picture.address).status_code == 404
    [problem] = [one for one in problems_of(course) if one.is_grave]
    assert problem.text == item and "image" in problem.sentence
    with pytest.raises(CannotBePublished):
        publish(course, by=editor, languages=[FIRST], unread_reason=ALONE)


@pytest.mark.once
def test_a_picture_is_the_same_in_each_language_unless_a_translation_has_its_own(
    course: Course, editor: User, client: Client
) -> None:
    item, picture, own = (
        CourseText.objects.get(kind="choice"),
        *(create_picture(uploader=editor, picture=halves(width, 200)) for width in (300, 301)),
    )
    show(item, picture, editor)
    translator, stranger = create_user(username="aki", role=Role.TRANSLATOR), create_user()
    for text, words in ((picture, "A screen"), (own, "Another [screen]")):
        said = replace(in_english(item.item), picture=Picture(text.address, words))
        Translation.objects.record(
            item,
            language=OTHER,
            title="Title",
            body=said.as_markdown(),
            source_version=item.version,
            by=editor,
            approved_by=editor,
        )
        translation = Translation.objects.get(course_text=item, language=OTHER)
        assert item_in(item, translation, OTHER).picture == Picture(text.address, words)
        assert not [one for one in problems_in(course, OTHER) if one.text == item]
        client.force_login(translator)
        assert client.get(text.address).status_code == 200, "she sees what she translates"
        client.force_login(stranger)
        assert client.get(text.address).status_code == 404
    own.hide(reason="Un visage.", by=editor)
    assert [one.text for one in problems_in(course, OTHER) if one.text == item] == [item]
    assert [one for one in problems_of(course) if one.is_grave] == []


@pytest.mark.once
def test_a_version_is_published_with_the_reason_why_nobody_else_has_read_it(course: Course, editor: User) -> None:
    for missing in ("", "  "):
        with pytest.raises(ValidationError) as refused:
            publish(course, by=editor, languages=[FIRST], unread_reason=missing)
        assert list(refused.value.message_dict) == ["unread_reason"]
    assert not course.versions.exists()
    assert publish(course, by=editor, languages=[FIRST], unread_reason=f" {ALONE} ").unread_reason == ALONE
    find_right(course, by=create_editor(username="second"), seen=mark_of(course.texts()))
    assert publish(course, by=editor, languages=[FIRST], unread_reason=ALONE).unread_reason == ""


def test_nothing_to_put_in_order_or_to_match_is_shown_as_it_belongs(course: Course) -> None:
    for number in range(30):
        shown = {item.kind: item for item in content_of(course, FIRST, number=number).items}
        assert sorted(shown["order"].shown) == [1, 2, 3] != list(shown["order"].shown)
        assert shown["match"].shown != shown["match"].shown_partners
        assert sorted(shown["match"].shown_partners) == [1, 2, 3]


@pytest.mark.once
def test_a_language_is_published_once_everything_is_translated(course: Course, editor: User) -> None:
    with pytest.raises(CannotBePublished):
        publish(course, by=editor, languages=[FIRST, OTHER], unread_reason=ALONE)
    assert len([problem for problem in problems_in(course, OTHER) if problem.text]) == len(course.texts())
    for text in course.texts():
        body = in_english(text.item).as_markdown() if text.is_item else "In English."
        Translation.objects.record(
            text,
            language=OTHER,
            title=f"Title {text.pk}",
            body=body if text.body else "",
            source_version=text.version,
            by=editor,
            approved_by=editor,
        )
    assert [problem for problem in problems_in(course, OTHER) if problem.text] == []
    item = CourseText.objects.get(kind="choice")
    changed = item.item.with_lines(iter(f"{line} Autrement." for line in item.item.lines))
    item.record_revision(body="", author=editor, base_version=1, parts=changed.to_json())
    assert [problem.text for problem in problems_in(course, OTHER) if problem.text] == [item]


def in_english(item: ItemParts) -> ItemParts:
    """The same with a line of its own for each, the gaps of a sentence in it."""
    lines = (
        " ".join([f"Line {number}", *(f"[{gap}]" for gap in GAP.findall(line))])
        for number, line in enumerate(item.lines)
    )
    return item.with_lines(lines)


@pytest.mark.once
def test_an_item_that_teaches_something_else_than_its_tip_is_named(course: Course, editor: User) -> None:
    item = CourseText.objects.get(kind="choice")
    assert item.tip is not None
    item.tip.record_revision(body="Un tout autre conseil.", author=editor, base_version=item.tip.version)
    found = {problem.text.kind for problem in problems_of(course) if problem.text and not problem.is_grave}
    assert found == set(KINDS)
    assert all(problem.is_outdated for problem in problems_of(course) if problem.text)
    item.tip.refresh_from_db()
    making.confirm(item, seen=item.tip.version)
    assert item not in {problem.text for problem in problems_of(course)}


def test_an_item_whose_tip_is_not_in_the_edition_is_refused(course: Course, editor: User) -> None:
    item = CourseText.objects.get(kind="choice")
    CourseText.objects.filter(pk=item.pk).update(tip=create_tip(number=7, by=editor, title="Plus tard"))
    with pytest.raises(CannotBePublished) as refused:
        publish(course, by=editor, languages=[FIRST], unread_reason=ALONE)
    assert len(refused.value.messages) == 1


@pytest.mark.once
def test_an_item_whose_tip_has_only_left_the_guide_is_not_outdated(course: Course) -> None:
    item = CourseText.objects.get(kind="choice")
    Tip.objects.filter(pk=item.tip_id).update(number=None)
    found = [problem for problem in problems_of(course) if problem.text == item]
    assert [(problem.is_grave, problem.is_outdated) for problem in found] == [(False, False)]


@pytest.mark.once
def test_lessons_and_items_change_places(course: Course, editor: User) -> None:
    lesson = CourseText.objects.get(kind="lesson")
    second = making.add_lesson(course, title="Encore", by=editor)
    making.move(second, -1)
    assert [text.title for text in course.texts() if text.kind == "lesson"] == ["Encore", lesson.title]
    item = CourseText.objects.get(kind="choice")
    making.remove(item)
    assert item not in course.texts()
    making.put_back(item)
    assert [text.kind for text in course.texts() if text.is_item] == [*list(KINDS)[1:], "choice"]
    making.move(lesson, 1)
    assert [text.title for text in course.texts() if text.kind == "lesson"] == ["Encore", lesson.title]


BROKEN: list[tuple[str, Any]] = [
    ("choice", replace(CHOICE, answers=tuple(replace(one, is_right=False) for one in CHOICE.answers))),
    ("choice", replace(CHOICE, answers=(*CHOICE.answers, Answer("share it ", feedback="The same.")))),
    ("choice", replace(CHOICE, answers=CHOICE.answers[1:2])),
    ("choice", replace(CHOICE, explanation="")),
    ("choice", replace(CHOICE, answers=tuple(replace(one, feedback="") for one in CHOICE.answers))),
    ("choices", replace(CHOICES, answers=tuple(replace(one, is_right=True) for one in CHOICES.answers))),
    ("order", replace(ORDER, answers=ORDER.answers[:2])),
    ("match", replace(MATCH, answers=tuple(replace(one, partner="The same") for one in MATCH.answers))),
    ("fill_in", replace(FILL_IN, question="Ask for [1].")),
    ("fill_in", replace(FILL_IN, answers=(replace(FILL_IN.answers[0], text="consent|"), FILL_IN.answers[1]))),
    ("sort", replace(SORT, categories=("Safe",))),
    ("sort", replace(SORT, answers=tuple(replace(one, is_right=True) for one in SORT.answers))),
    ("dialogue", replace(DIALOGUE, turns=())),
    ("dialogue", replace(DIALOGUE, turns=(*DIALOGUE.turns, Turn("Never said.")))),
    (
        "dialogue",
        replace(DIALOGUE, turns=(Turn("Hm?", (Reply("A", feedback="a", next_turn=1), Reply("B", True, "b"))),)),
    ),
    ("dialogue", replace(DIALOGUE, turns=(Turn("Hm?", (Reply("A", feedback="a"), Reply("B", feedback="b"))),))),
]


@for_each(("kind", "parts"), BROKEN)
def test_an_item_that_cannot_be_answered_is_named(kind: str, parts: Any) -> None:
    assert len(list(faults(kind, parts))) == 1


def test_a_whole_item_has_no_fault() -> None:
    assert {kind: list(faults(kind, parts)) for kind, parts in KINDS.items()} == {kind: [] for kind in KINDS}
