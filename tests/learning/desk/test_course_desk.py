"""Courses at the desk: made of an edition, ordered, set, closed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from guide.models import CourseText, Edition, Tip
from learning.courses.making import add_item
from learning.models import Course
from tests.learning.sample_course import KINDS
from tests.sending import loaded

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LIST = "/curation/courses/"


def test_a_course_is_made_from_an_edition_that_is_out(as_editor: Client, edition: Edition) -> None:
    assert as_editor.post(LIST, {"edition": edition.pk, "title": " "}).status_code == 422
    answer = as_editor.post(LIST, {"edition": edition.pk, "title": "Avant <b> de publier"})
    course = Course.objects.get()
    assert answer["Location"] == f"{LIST}{course.pk}/"
    page = as_editor.get(answer["Location"]).text
    assert "Avant &lt;b&gt; de publier" in page and "<b> de" not in page
    assert "Avant &lt;b&gt; de publier" in as_editor.get(LIST).text
    draft = Edition.objects.in_preparation()
    assert as_editor.post(LIST, {"edition": draft.pk, "title": "Trop tôt"}).status_code == 422


def test_the_history_of_settings_begins_with_whoever_made_the_course(as_editor: Client, edition: Edition) -> None:
    made = as_editor.post(LIST, {"edition": edition.pk, "title": "Avant de publier"})["Location"]
    page = as_editor.get(f"{made}settings/", headers={"accept-language": "en"}).text
    assert "The command line" not in page
    assert "<b>Laurent" in page


def test_lessons_and_items_are_added_moved_taken_out_and_put_back(
    as_editor: Client, course: Course, lesson: CourseText
) -> None:
    desk = f"{LIST}{course.pk}/"
    assert as_editor.post(f"{desk}lessons/new/", {"title": "Images"}).status_code == 302
    texts = f"{LIST}texts/"
    for kind in KINDS:
        answer = as_editor.post(f"{texts}{lesson.pk}/items/new/", {"kind": kind, "title": f"Exercice {kind}"})
        assert as_editor.get(answer["Location"]).status_code == 200
    second, third = CourseText.objects.filter(parent=lesson).order_by("position")[1:3]
    as_editor.post(f"{texts}{third.pk}/shift/", {"to": "up"})
    as_editor.post(f"{texts}{second.pk}/remove/", {"to": "out"})
    kinds = [text.kind for text in course.texts()]
    assert kinds == ["course", "lesson", "choice", "order", "match", "fill_in", "sort", "dialogue", "lesson"]
    assert "Exercice choices" in as_editor.get(desk).text
    as_editor.post(f"{texts}{second.pk}/remove/", {"to": "back"})
    assert [text.kind for text in course.texts()][-2] == "choices"
    as_editor.post(f"{texts}{course.text_id}/remove/", {"to": "out"})
    assert as_editor.get(desk).status_code == 200


def test_two_who_move_the_same_item_move_it_once(as_editor: Client, course: Course, lesson: CourseText) -> None:
    for title in ("Un", "Deux", "Trois"):
        as_editor.post(f"{LIST}texts/{lesson.pk}/items/new/", {"kind": "choice", "title": title})
    items = CourseText.objects.in_use().filter(parent=lesson).order_by("position")
    before, moved = [*items.values_list("pk", flat=True)], items[0]
    shift = f"{LIST}texts/{moved.pk}/shift/"
    form = as_editor.get(f"{LIST}{course.pk}/").text.partition(f'action="{shift}"')[2]
    (seen,) = re.findall(r'name="seen"\s+value="([^"]+)"', form.partition("</form>")[0])
    as_editor.post(shift, {"to": "down", "seen": seen})
    answer = as_editor.post(shift, {"to": "down", "seen": seen}, follow=True, headers={"accept-language": "en"})
    assert "Somebody else has changed this order meanwhile" in answer.text
    assert [*items.values_list("pk", flat=True)] == [before[1], before[0], *before[2:]]


def test_settings_are_changed_with_a_history_and_a_course_is_closed(as_editor: Client, course: Course) -> None:
    address = f"{LIST}{course.pk}/settings/"
    first, second = loaded(as_editor, address), loaded(as_editor, address)
    assert as_editor.post(address, first | {"pass_mark": "60"}).status_code == 302
    answer = as_editor.post(address, second | {"pass_mark": "70"})
    assert answer.status_code == 422 and "60" in answer.text
    assert as_editor.post(address, loaded(as_editor, address) | {"pass_mark": "101"}).status_code == 422
    page = as_editor.get(address).text
    assert "80 %" in page.replace("\u202f", " ").replace("\xa0", " ") and "60" in page
    as_editor.post(f"{LIST}{course.pk}/close/", {"to": "closed"})
    course.refresh_from_db()
    assert course.closed_at is not None
    as_editor.post(f"{LIST}{course.pk}/close/", {"to": "open"})
    course.refresh_from_db()
    assert course.closed_at is None


def test_what_a_lesson_shows_is_chosen(as_editor: Client, course: Course, lesson: CourseText, tip: Tip) -> None:
    address = f"{LIST}texts/{lesson.pk}/content/"
    sent = loaded(as_editor, address)
    assert sent["tips"] == [str(tip.pk)]
    assert as_editor.post(address, {**sent, "tips": []}).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.lesson.tips, lesson.version) == ((), 2)
    diff = as_editor.get(f"{LIST}texts/{lesson.pk}/diff/?older=1&newer=2").text
    assert "Demandez d’abord" in diff
    assert as_editor.post(f"{LIST}texts/{lesson.pk}/undo/", {"version": "2"}).status_code == 302
    lesson.refresh_from_db()
    assert lesson.lesson.tips == (tip.pk,)


def test_the_text_of_a_course_and_of_a_lesson_are_written(
    as_editor: Client, course: Course, lesson: CourseText
) -> None:
    for text in (course.text, lesson):
        address = text.get_absolute_url()
        sent = {"title": text.title, "body": "Dix **minutes**.", "base_version": "1", "summary": "Un début"}
        assert "Version 1" in as_editor.get(address).text
        assert as_editor.post(address, sent).status_code == 302
        text.refresh_from_db()
        assert text.body == "Dix **minutes**."
        assert "Un début" in as_editor.get(f"{address}history/").text
        assert as_editor.post(f"{address}preview/", sent).status_code == 200
        assert as_editor.post(f"{address}presence/", sent).status_code == 200


def test_a_course_is_of_editors_alone(
    as_contributor: Client, course: Course, tip: Tip, lesson: CourseText, editor: User
) -> None:
    item = add_item(lesson, "choice", title="Une", parts=KINDS["choice"], tip=tip, by=editor)
    for address in (LIST, f"{LIST}{course.pk}/", item.get_absolute_url(), f"{item.get_absolute_url()}history/"):
        assert as_contributor.get(address).status_code == 403
