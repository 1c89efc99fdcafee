"""The screens of learners: list, course, lesson, items, result; stopped and gone on with; nobody reads another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.models import User
from learning.attempts.course_list import COURSES_AT_ONCE, begin
from learning.courses import course_settings
from learning.document import Item
from learning.models import Attempt, Course, CourseDocument, ItemResponse
from tests.learning.attempts.ways import go_through
from tests.learning.course_rows import published_course
from tests.learning.sample_course import HINT, PICTURE, RIGHT, WRONG, hinting, pictured, sample_course, store_picture

pytestmark = pytest.mark.django_db

FIELDS = {"order": "place", "match": "partner", "fill_in": "gap", "sort": "category"}


def posted(item: Item, response: Sequence[str]) -> dict[str, Any]:
    """What the form of an item sends for a response; of a dialogue, for its last reply."""
    match item.kind:
        case "choice" | "choices":
            return {"answer": list(response)}
        case "order":
            return {f"place-{key}": str(place) for place, key in enumerate(response, 1)}
        case "dialogue":
            return {"path": ",".join(response[:-1]), "reply": response[-1]}
    return {f"{FIELDS[item.kind]}-{place}": key for place, key in enumerate(response, 1)}


@pytest.fixture
def course(editor: User) -> Course:
    return published_course(editor, sample_course()).course


def url(course: Course, name: str, *keys: str) -> str:
    return reverse(f"learning:{name}", args=[course.pk, *keys])


def answer_all(client: Client, course: Course, responses: Mapping[str, Sequence[str]] = RIGHT, *, but: int = 0) -> None:
    pairs = [(lesson, item) for lesson in sample_course().lessons for item in lesson.items]
    for lesson, item in pairs[: len(pairs) - but]:
        sent = client.post(url(course, "item", lesson.key, item.key), posted(item, responses[item.kind]))
        assert sent.status_code == 302, item.kind
        assert sent["Location"].endswith("#feedback")


def words(response: Any) -> str:
    return " ".join(html.fromstring(response.content).xpath("string(//main)").split())


@pytest.mark.once
def test_the_whole_way_without_a_script(as_contributor: Client, course: Course) -> None:
    assert "Before you publish" in words(as_contributor.get(reverse("learning:courses")))
    page = as_contributor.get(url(course, "course"))
    assert html.fromstring(page.content).xpath(f"//form[@action='{url(course, 'course_begin')}']")
    assert not Attempt.objects.exists(), "looking begins nothing"
    begun = as_contributor.post(url(course, "course_begin"))
    assert begun["Location"] == url(course, "lesson", "1")
    lesson = as_contributor.get(begun["Location"])
    assert "Ask everybody who can be recognised." in words(lesson)
    answer_all(as_contributor, course, but=1)
    going_on = as_contributor.post(url(course, "course_begin"))
    assert going_on["Location"] == url(course, "item", "2", "17"), "where she stopped"
    answer_all(as_contributor, course)
    last = html.fromstring(as_contributor.get(going_on["Location"]).content)
    assert last.xpath("//a[contains(@class, 'do')]/@href") == [url(course, "course_result")]
    result = as_contributor.get(url(course, "course_result"))
    assert "7" in words(result)
    assert url(course, "certificate") in result.content.decode()
    assert Attempt.objects.get().is_passed


@pytest.mark.once
def test_what_leads_on_is_the_certificate_once_it_is_passed_until_another_attempt_is_begun(
    as_contributor: Client, course: Course, contributor: User
) -> None:
    def one_thing_to_do() -> list[str]:
        page = html.fromstring(as_contributor.get(url(course, "course")).content)
        return [
            (one.get("href") or one.text_content()).strip()
            for one in page.xpath("//main//*[contains(@class, 'btn do')]")
        ]

    assert one_thing_to_do() == ["Commencer le parcours"]
    go_through(course, contributor)
    assert one_thing_to_do() == [url(course, "certificate")]
    as_contributor.post(url(course, "course_begin"))
    assert one_thing_to_do() == ["Continuer"]
    assert url(course, "certificate") in as_contributor.get(url(course, "course")).text


@pytest.mark.once
def test_pictures_stand_in_the_question_beside_its_answers_and_in_what_is_read_back(
    as_contributor: Client, editor: User, settings: Any
) -> None:
    version = published_course(editor, pictured(sample_course()))
    store_picture(Path(settings.MEDIA_ROOT))
    as_contributor.post(url(version.course, "course_begin"))
    address = f"/courses/{version.course.pk}/pictures/{version.pk}/desk.webp"

    def shown(item: Item, lesson: str) -> list[str]:
        page = html.fromstring(as_contributor.get(url(version.course, "item", lesson, item.key)).content)
        assert set(page.xpath("//main//img/@src")) == {address}, item.kind
        return [str(alt) for alt in page.xpath("//main//img/@alt")]

    for lesson, item in [(one.key, item) for one in sample_course().lessons for item in one.items]:
        alone = item.kind in {"fill_in", "dialogue"}
        wanted = [PICTURE.alt] if alone else [PICTURE.alt, "", "", ""]
        assert shown(item, lesson) == wanted, item.kind
        sent = as_contributor.post(url(version.course, "item", lesson, item.key), posted(item, RIGHT[item.kind]))
        assert sent.status_code == 302
        assert shown(item, lesson) == wanted, f"{item.kind}, once it is answered"


def test_signs_that_nobody_types_are_left_out_of_what_fills_a_gap(as_contributor: Client, course: Course) -> None:
    """PostgreSQL stores no NUL."""
    as_contributor.post(url(course, "course_begin"))
    gaps = url(course, "item", "2", "15")
    assert as_contributor.post(gaps, {"gap-1": "con\0sent", "gap-2": "da\u202ete\0"}).status_code == 302
    assert ItemResponse.objects.get().response == ["consent", "date"]
    assert as_contributor.get(gaps).status_code == 200


def test_a_gap_of_which_nothing_is_left_is_asked_for_again(as_contributor: Client, course: Course) -> None:
    as_contributor.post(url(course, "course_begin"))
    gaps = url(course, "item", "2", "15")
    assert as_contributor.post(gaps, {"gap-1": "\0", "gap-2": "date"}).status_code == 422
    assert not ItemResponse.objects.exists()


def test_an_incomplete_answer_comes_back_with_what_was_chosen(as_contributor: Client, course: Course) -> None:
    as_contributor.post(url(course, "course_begin"))
    order = url(course, "item", "1", "13")
    refused = as_contributor.post(order, {"place-1": "2", "place-2": "2", "place-3": ""})
    assert refused.status_code == 422
    form = html.fromstring(refused.content).xpath("//form[@data-item='13']")[0]
    assert [form.fields[f"place-{key}"] for key in (1, 2, 3)] == ["2", "2", ""]
    assert sorted(form.xpath(".//select[@aria-invalid]/@name")) == ["place-1", "place-2", "place-3"]
    assert not ItemResponse.objects.exists()


@pytest.mark.once
def test_a_lesson_says_that_its_questions_wait_for_the_beginning(as_contributor: Client, course: Course) -> None:
    said = "Elles sont posées une fois le parcours commencé."
    assert said in words(as_contributor.get(url(course, "lesson", "1")))
    as_contributor.post(url(course, "course_begin"))
    assert said not in words(as_contributor.get(url(course, "lesson", "1")))


@pytest.mark.once
def test_a_dialogue_goes_on_turn_by_turn(as_contributor: Client, course: Course) -> None:
    as_contributor.post(url(course, "course_begin"))
    dialogue = url(course, "item", "2", "17")
    first = as_contributor.post(dialogue, {"path": "", "reply": "1"})
    assert first["Location"] == f"{dialogue}?path=1#item"
    assert not ItemResponse.objects.exists()
    assert "Of course, here is the plan." in words(as_contributor.get(first["Location"]))
    for odd in ("9", "x", "1,9", "2", "1,1,1,1", "²"):
        assert as_contributor.get(dialogue, {"path": odd}).status_code == 200
        assert as_contributor.post(dialogue, {"path": odd, "reply": "1"}).status_code in {302, 422}
    ItemResponse.objects.all().delete()
    as_contributor.post(dialogue, {"path": "1", "reply": "1"})
    assert ItemResponse.objects.get().response == ["1", "1"]


@pytest.mark.once
def test_whoever_changes_the_language_goes_on_in_it(as_contributor: Client, editor: User, contributor: User) -> None:
    french = sample_course(language="fr", title="Avant de publier")
    course = published_course(editor, sample_course(), french).course
    begin(course, contributor, language="en")
    fill_in = next(item for lesson in sample_course().lessons for item in lesson.items if item.kind == "fill_in")
    address = url(course, "item", "2", fill_in.key)
    as_contributor.post(address, posted(fill_in, RIGHT["fill_in"]), headers={"accept-language": "en"})
    in_french = {"accept-language": "fr"}
    assert "Avant de publier" in words(as_contributor.get(url(course, "course"), headers=in_french))
    assert 'lang="en"' in as_contributor.get(address, headers=in_french).content.decode(), "as it was asked"
    choice = sample_course().lessons[0].items[0]
    as_contributor.post(url(course, "item", "1", choice.key), posted(choice, RIGHT["choice"]), headers=in_french)
    attempt = Attempt.objects.get(course=course)
    assert attempt.language == "fr"
    assert list(attempt.responses.values_list("item", "language")) == [(fill_in.key, "en"), (choice.key, "fr")]


def hidden_field(page: Any, name: str) -> str:
    (found,) = html.fromstring(page.content).xpath(f"//form//input[@type='hidden'][@name='{name}']/@value")
    return str(found)


def test_where_there_is_a_hint_the_second_answer_counts(
    as_contributor: Client, editor: User, contributor: User
) -> None:
    course = published_course(editor, hinting(sample_course())).course
    begin(course, contributor, language="en")
    choice, choices = sample_course().lessons[0].items[:2]
    for item, second in ((choice, RIGHT["choice"]), (choices, WRONG["choices"])):
        address = url(course, "item", "1", item.key)
        first = as_contributor.post(address, posted(item, WRONG[item.kind]))
        assert first["Location"] == f"{address}#hint"
        assert not ItemResponse.objects.filter(item=item.key).exists()
        page = as_contributor.get(address)
        assert HINT in words(page) and "item-feedback" not in page.text
        sent = posted(item, second) | {"hint": hidden_field(page, "hint")}
        assert as_contributor.post(address, sent)["Location"] == f"{address}#feedback"
        assert HINT not in words(as_contributor.get(address))
    assert dict(ItemResponse.objects.values_list("item", "is_right")) == {choice.key: True, choices.key: False}


def test_an_answer_from_a_window_without_the_hint_is_no_second_answer(
    as_contributor: Client, editor: User, contributor: User
) -> None:
    course = published_course(editor, hinting(sample_course())).course
    begin(course, contributor, language="en")
    item, address = next(sample_course().items), url(course, "item", "1", "11")
    for number in range(3):
        page = as_contributor.post(address, posted(item, WRONG["choice"]), follow=True)
        assert HINT in words(page)
        assert ("autre fenêtre" in words(page)) is (number > 0)
    assert not ItemResponse.objects.exists()
    assert as_contributor.post(address, posted(item, RIGHT["choice"]))["Location"] == f"{address}#feedback"


def test_another_answer_to_the_same_item_changes_nothing_and_says_so(as_contributor: Client, course: Course) -> None:
    as_contributor.post(url(course, "course_begin"))
    item, address = next(sample_course().items), url(course, "item", "1", "11")
    for response, is_said in ((WRONG, False), (WRONG, False), (RIGHT, True)):
        shown = as_contributor.post(address, posted(item, response[item.kind]), follow=True)
        assert ("la première" in words(shown)) is is_said
    assert ItemResponse.objects.get().response == WRONG["choice"]


@pytest.mark.once
def test_an_answer_after_the_attempt_was_finished_elsewhere_is_not_stored(
    as_contributor: Client, course: Course, contributor: User
) -> None:
    go_through(course, contributor)
    item = next(sample_course().items)
    shown = as_contributor.post(url(course, "item", "1", "11"), posted(item, WRONG["choice"]), follow=True)
    assert shown.status_code == 200
    assert "la première" in words(shown)
    assert ItemResponse.objects.count() == 7


def test_what_was_wrong_leads_to_its_tip_and_once_more(
    as_contributor: Client, course: Course, contributor: User
) -> None:
    go_through(course, contributor, wrong=3)
    page = as_contributor.get(url(course, "course_result"))
    tree = html.fromstring(page.content)
    assert tree.xpath("//ul//a/@href").count(f"{url(course, 'lesson', '1')}#tip-id-1") == 3
    assert as_contributor.get(url(course, "certificate")).status_code == 404
    as_contributor.post(url(course, "course_begin"))
    assert Attempt.objects.count() == 2
    assert as_contributor.get(url(course, "course_result")).status_code == 302, "the new one is open"


@pytest.mark.once
def test_nobody_sees_or_answers_another_s_attempt(
    as_contributor: Client, course: Course, editor: User, as_editor: Client, client: Client
) -> None:
    go_through(course, editor, left_out=1)
    assert "Not begun" not in words(as_contributor.get(url(course, "course")))
    item = url(course, "item", "1", "11")
    assert as_contributor.get(item)["Location"] == url(course, "course"), "she has begun nothing"
    assert as_contributor.post(item, {"answer": "2"})["Location"] == url(course, "course")
    assert ItemResponse.objects.count() == 6
    assert as_contributor.get(url(course, "certificate")).status_code == 404
    assert client.get(url(course, "course")).status_code != 200


@pytest.mark.once
def test_the_reasons_why_no_attempt_can_be_begun(as_contributor: Client, course: Course, contributor: User) -> None:
    course.closed_at = timezone.now()
    course.save()
    page = as_contributor.get(url(course, "course"))
    assert url(course, "course_begin") not in page.content.decode()
    sent = as_contributor.post(url(course, "course_begin"), follow=True)
    assert sent.redirect_chain[-1][0] == url(course, "course")
    assert not Attempt.objects.exists()
    assert "Before you publish" not in words(as_contributor.get(reverse("learning:courses")))


def test_the_list_says_of_a_begun_course_that_it_is_closed(
    as_contributor: Client, course: Course, editor: User
) -> None:
    as_contributor.post(url(course, "course_begin"))
    courses = reverse("learning:courses")
    assert "fermé" not in words(as_contributor.get(courses))
    course_settings.close(course, by=editor)
    assert "fermé" in words(as_contributor.get(courses))


def test_addresses_that_lead_nowhere(as_contributor: Client, course: Course, contributor: User) -> None:
    begin(course, contributor, language="en")
    for address in (
        reverse("learning:course", args=[course.pk + 1]),
        url(course, "lesson", "9"),
        url(course, "item", "1", "17"),
        url(course, "item", "9", "11"),
        reverse("learning:course_picture", args=[course.pk, 1, "no.webp"]),
    ):
        assert as_contributor.get(address).status_code == 404, address


@pytest.mark.once
def test_titles_are_escaped(editor: User, as_contributor: Client) -> None:
    evil = "<script>alert('\"')</script>"
    plain = sample_course()
    lessons = tuple(
        replace(
            one,
            title=evil,
            items=tuple(replace(item, title=evil) for item in one.items),
            tips=tuple(replace(tip, title=evil) for tip in one.tips),
        )
        for one in plain.lessons
    )
    course = published_course(editor, sample_course(title=evil, lessons=lessons)).course
    as_contributor.post(url(course, "course_begin"))
    answer_all(as_contributor, course, WRONG)
    for address in (
        reverse("learning:courses"),
        url(course, "course"),
        url(course, "lesson", "1"),
        url(course, "item", "1", "11"),
        url(course, "course_result"),
    ):
        assert "<script>alert" not in as_contributor.get(address).content.decode(), address


def call_of_home(reader: Client) -> tuple[str, str]:
    """What home says of the courses, and where that leads."""
    found = html.fromstring(reader.get("/").content).xpath('//a[contains(@class, "plain")][contains(@href, "courses")]')
    return (" ".join(found[0].text_content().split()), found[0].get("href")) if found else ("", "")


@pytest.mark.once
def test_home_calls_a_person_to_what_is_left_for_her(
    as_contributor: Client, as_editor: Client, editor: User, contributor: User, course: Course
) -> None:
    """From the page cache as well, which others share."""
    listed, begin_it = reverse("learning:courses"), "Apprendre avec le parcours"
    assert call_of_home(as_contributor) == (begin_it, url(course, "course"))
    as_contributor.post(url(course, "course_begin"))
    assert call_of_home(as_contributor) == ("Poursuivre le parcours", url(course, "course"))
    answer_all(as_contributor, course)
    assert call_of_home(as_contributor) == ("Parcours réussi : votre attestation", url(course, "course"))
    assert call_of_home(as_editor) == (begin_it, url(course, "course"))
    other = published_course(editor, sample_course(title="Another")).course
    assert call_of_home(as_contributor) == (begin_it, url(other, "course"))
    assert call_of_home(as_editor) == (begin_it, listed)
    go_through(other, contributor)
    assert call_of_home(as_contributor) == ("Parcours réussi : votre attestation", listed)


def test_courses_are_paged(as_contributor: Client, editor: User) -> None:
    for number in range(COURSES_AT_ONCE + 1):
        published_course(editor, sample_course(title=f"Course {number}."))
    first = as_contributor.get(reverse("learning:courses"))
    assert f"Course {COURSES_AT_ONCE}." in words(first) and "Course 1." in words(first)
    assert "Course 0." not in words(first)
    onward = html.fromstring(first.content).xpath('//a[@rel="next"]/@href')
    second = as_contributor.get(f"{reverse('learning:courses')}{onward[0]}")
    assert "Course 0." in words(second) and "Course 1." not in words(second)


def test_home_calls_for_a_course_as_long_as_it_can_be_begun(
    as_contributor: Client, client: Client, editor: User, course: Course
) -> None:
    """From the page cache as well: each step is seen at once."""

    def is_called(reader: Client = as_contributor) -> bool:
        return call_of_home(reader) == ("Apprendre avec le parcours", url(course, "course"))

    assert is_called()
    assert not is_called(client)
    today = timezone.localdate()
    for values, expected in (
        ({"deadline": today - timedelta(days=1)}, False),
        ({"deadline": today}, True),
        ({"closed_at": timezone.now()}, False),
        ({"closed_at": None}, True),
    ):
        Course.objects.update(**values)
        assert is_called() is expected, values
    CourseDocument.objects.all().delete()
    course.versions.all().delete()
    assert not is_called()
