"""Editors remark on the texts of a course, answer each other, and are told before it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from guide.models import CourseText, Remark, Tip
from guide.reviewing import remarks
from learning.courses.making import add_item, remove
from learning.models import Course
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.conftest import SignIn
from tests.learning.sample_course import CHOICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def intro(lesson: CourseText, editor: User) -> CourseText:
    body = "Avant de publier, on demande. Une photo se partage en une seconde."
    lesson.record_revision(body=body, author=editor, base_version=lesson.version)
    return lesson


@pytest.fixture
def item(intro: CourseText, editor: User, tip: Tip) -> CourseText:
    return add_item(intro, "choice", title="La fête", parts=CHOICE, tip=tip, by=editor)


@pytest.fixture
def second() -> User:
    return factories.create_editor(username="second")


@pytest.fixture
def as_second(second: User, sign_in: SignIn) -> Client:
    return sign_in(second)


def remark(text: CourseText, by: User, number: int = 1, **words: Any) -> Remark:
    about = remarks.numbered_sentence(text, text.version, number)
    assert about is not None
    return remarks.remark(text, about=about.anchor, version=text.version, by=by, **({"body": "Plus court ?"} | words))


def desk_of(course: Course) -> str:
    return f"/curation/courses/{course.pk}/"


def test_the_way_back_from_a_remark_on_a_text_leads_to_its_course(
    as_second: Client, course: Course, item: CourseText, second: User
) -> None:
    said = remark(item, second)
    for screen in ("remark/", f"remarks/{said.pk}/", "history/"):
        crumbs = (
            as_second.get(f"{item.get_absolute_url()}{screen}")
            .text.partition('class="crumbs"')[2]
            .partition("</ol>")[0]
        )
        assert f'href="{desk_of(course)}"' in crumbs and course.text.title in crumbs


@pytest.mark.once
def test_words_chosen_in_the_preview_are_remarked_on_and_the_reader_goes_on_there(
    as_second: Client, course: Course, item: CourseText, second: User
) -> None:
    preview = f"{desk_of(course)}preview/fr/"
    address = f"{item.get_absolute_url()}remark/"
    assert f'data-remark-at="{address}?from=preview"' in as_second.get(preview).text
    words = CHOICE.explanation[3:30]
    form = as_second.get(address, {"from": "preview", "exact": words}).text
    number = form.partition('name="sentence" value="')[2].partition('"')[0]
    sent = {"from": "preview", "version": "1", "sentence": number, "body": "Trop sévère."}
    answer = as_second.post(address, sent)
    said = Remark.objects.get()
    assert words in said.exact and (said.course_text, said.by, said.tip) == (item, second, None)
    assert answer["Location"] == f"{preview}#remark-{said.pk}"
    assert "Trop sévère." in as_second.get(preview).text


@pytest.mark.once
def test_the_whole_text_is_remarked_on_where_no_sentence_is_meant(as_second: Client, intro: CourseText) -> None:
    address = f"{intro.get_absolute_url()}remark/"
    assert "?sentence=0&amp;version=2" in as_second.get(address).text
    form = as_second.get(f"{address}?sentence=0&version=2").text
    assert 'name="body"' in form and 'name="replacement"' not in form
    assert as_second.post(address, {"version": "2", "sentence": "0", "body": ""}).status_code == 422
    sent = {"version": "2", "sentence": "0", "body": "Il manque un exemple.", "replacement": "Rien."}
    as_second.post(address, sent)
    said = Remark.objects.get()
    assert (said.exact, said.body, said.replacement) == ("", "Il manque un exemple.", None)
    intro.record_revision(body="Tout autre chose.", author=said.by, base_version=2)
    assert Remark.objects.get().is_in_place, "a remark on all of it has no words that could go"


@pytest.mark.once
def test_an_item_takes_remarks_and_no_other_words_since_it_is_changed_field_by_field(
    as_second: Client, item: CourseText, intro: CourseText, second: User
) -> None:
    query = {"sentence": "1", "version": "1"}
    assert "replacement" not in as_second.get(f"{item.get_absolute_url()}remark/", query).context["form"].fields
    assert remark(item, second, replacement="Autre chose.").replacement is None
    assert remark(intro, second, replacement="Autre chose.").is_suggestion


@pytest.mark.once
def test_a_suggestion_for_an_introduction_is_taken_over(as_editor: Client, intro: CourseText, second: User) -> None:
    said = remark(intro, second, 2, replacement="Une photo part en une seconde.")
    as_editor.post(f"{intro.get_absolute_url()}remarks/{said.pk}/", {"act": "take"})
    intro.refresh_from_db()
    assert (intro.version, intro.body) == (3, "Avant de publier, on demande. Une photo part en une seconde.")


@pytest.mark.once
def test_whoever_wrote_the_text_is_told_once_a_day(intro: CourseText, editor: User, second: User) -> None:
    remark(intro, second)
    remark(intro, second, 2)
    remark(intro, editor)
    notice = Notification.objects.get(kind=NotificationKind.COURSE_REMARKED)
    assert (notice.person, notice.actor, notice.url) == (editor, second, intro.get_absolute_url())
    assert notice.place_title == intro.title


def test_the_course_lists_what_is_open_in_its_order_and_says_of_which_text_it_is(
    as_editor: Client, course: Course, item: CourseText, intro: CourseText, second: User
) -> None:
    of_item, late, early = remark(item, second), remark(intro, second, 2), remark(intro, second, 1)
    review = as_editor.get(desk_of(course)).context["review"]
    assert review.open_remarks == [early, late, of_item]
    page = as_editor.get(desk_of(course)).text
    assert page.count(f'href="{item.get_absolute_url()}"') == 2, "in the list of items, and beside the remark"
    as_editor.post(f"{intro.get_absolute_url()}remarks/{late.pk}/", {"act": "done", "answer": "C’est fait."})
    review = as_editor.get(desk_of(course)).context["review"]
    assert (review.open_remarks, review.answered_remarks) == ([early, of_item], [late])
    remove(item)
    assert as_editor.get(desk_of(course)).context["review"].open_remarks == [early]


@pytest.mark.once
def test_the_list_of_courses_says_how_many_remarks_wait_on_each_and_leads_to_them(
    as_editor: Client, course: Course, item: CourseText, intro: CourseText, second: User
) -> None:
    answered = remark(intro, second, 2)
    remark(intro, second)
    remark(item, second)
    whole = remarks.remark(course.text, about=remarks.WHOLE_TEXT.anchor, version=1, body="Trop court.", by=second)
    remarks.deal_with(answered, by=second)
    page = as_editor.get("/curation/courses/").text
    assert "3 remarques attendent une réponse." in page and f'href="{desk_of(course)}#remarks"' in page
    remove(intro)
    assert "1 remarque attend une réponse." in as_editor.get("/curation/courses/").text, "nothing of what was taken out"
    remarks.deal_with(whole, by=second)
    assert "#remarks" not in as_editor.get("/curation/courses/").text


def test_the_list_of_courses_costs_the_same_however_much_was_remarked(
    as_editor: Client, course: Course, item: CourseText, intro: CourseText, second: User
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert as_editor.get("/curation/courses/").status_code == 200
        return len(found)

    count()
    none = count()
    for text in (item, intro):
        remark(text, second)
    assert count() == none


@pytest.mark.once
def test_remarks_stand_below_what_saves_the_text_on_a_screen_of_the_desk(
    as_editor: Client, intro: CourseText, second: User
) -> None:
    remark(intro, second)
    page = as_editor.get(intro.get_absolute_url()).text
    assert 0 < page.index('name="summary"') < page.index('id="remarks"')
    desk = page.partition('href="/curation/"')[2].partition(">")[0]
    assert 'aria-current="page"' in desk


@pytest.mark.parametrize("screen", ["", "preview/fr/"])
def test_a_screen_costs_the_same_however_much_was_remarked(
    screen: str, as_editor: Client, course: Course, item: CourseText, intro: CourseText, second: User
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert as_editor.get(f"{desk_of(course)}{screen}").status_code == 200
        return len(found)

    remark(item, second)
    count()
    few = count()
    for number in (1, 2):
        remark(item, second, number, body="Encore.")
        remark(intro, second, number)
    assert count() == few


@pytest.mark.once
def test_a_remark_is_settled_and_opened_again_with_the_words_of_its_answer(
    as_editor: Client, course: Course, item: CourseText, second: User
) -> None:
    said = remark(item, second)
    address = f"{item.get_absolute_url()}remarks/{said.pk}/"
    settled = as_editor.post(address, {"act": "done", "answer": "C’est fait."})
    assert settled["Location"] == f"{desk_of(course)}#remarks"
    said.refresh_from_db()
    assert (said.state, said.answers.get().words) == ("done", "C’est fait.")
    assert as_editor.post(address, {"act": "done", "answer": "Encore."}).status_code == 409
    as_editor.post(address, {"act": "reopen"})
    said.refresh_from_db()
    assert (said.state, said.answers.count()) == ("open", 2)
    page = as_editor.get(address).text
    assert page.count("C’est fait.") == 1 and "Rouverte" in page
    told = Notification.objects.get(kind=NotificationKind.REMARK_ANSWERED)
    assert (told.person, told.place_title, told.url) == (second, item.title, item.get_absolute_url())


@pytest.mark.once
def test_a_remark_stays_with_its_words_and_says_when_they_are_gone(
    as_editor: Client, course: Course, intro: CourseText, editor: User, second: User
) -> None:
    remark(intro, second)
    gone = "Ces mots ont changé depuis"
    intro.record_revision(body=f"Bonjour. {intro.body}", author=editor, base_version=2)
    assert gone not in as_editor.get(desk_of(course)).text
    intro.record_revision(body="Bonjour.", author=editor, base_version=3)
    assert gone in as_editor.get(desk_of(course)).text


@pytest.mark.once
def test_publishing_says_how_many_wait_and_refuses_nothing(
    as_editor: Client, course: Course, item: CourseText, editor: User, second: User
) -> None:
    course.text.record_revision(body="Dix minutes.", author=editor, base_version=1)
    publish = f"{desk_of(course)}publish/"
    assert "attend une réponse" not in as_editor.get(publish).text
    remark(item, second)
    assert "1 remarque attend une réponse" in as_editor.get(publish).text
    assert as_editor.post(publish, {"languages": ["fr"], "unread_reason": "Un essai."}).status_code == 302


@pytest.mark.once
def test_a_remark_of_another_text_is_not_found(
    as_editor: Client, item: CourseText, intro: CourseText, second: User
) -> None:
    said = remark(item, second)
    assert as_editor.get(f"{intro.get_absolute_url()}remarks/{said.pk}/").status_code == 404


@pytest.mark.once
def test_the_database_wants_one_text_for_each_remark(item: CourseText, tip: Tip, second: User) -> None:
    for texts in ({}, {"tip": tip, "course_text": item}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.create(version=1, exact="x", body="y", by=second, **texts)


@pytest.mark.once
def test_nothing_said_is_refused(item: CourseText, second: User) -> None:
    with pytest.raises(ValidationError):
        remark(item, second, body=" ")
