"""Packages in a browser: from start to completion in each kind of system, stopped and gone on with, and without the network."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from learning.document import Course
from learning.packages.manifests import PackageFormat
from learning.packages.package_archive import package_files, write_package
from tests.e2e.looking import Look
from tests.learning.packages.answering_items import answer, answer_all
from tests.learning.packages.learning_systems import ORIGIN, ScormSystem, System
from tests.learning.sample_course import RIGHT, WRONG, pictured, sample_course, store_picture

COURSE = sample_course()
ACTIVITY = "https://guide.example/xapi/courses/5/versions/1"


def package(format: PackageFormat, **values: Any) -> bytes:
    return package_of(sample_course(**values), format)


def package_of(course: Course, format: PackageFormat) -> bytes:
    assets, media = settings.PUBLICATION_ASSETS, Path(settings.MEDIA_ROOT)
    file = io.BytesIO()
    write_package(package_files(course, format, activity=ACTIVITY, assets=assets, media=media), file)
    return file.getvalue()


@pytest.fixture
def browser_at(new_context) -> Iterator[Callable[..., BrowserContext]]:
    """A browser that knows this system and no other host; nothing that the package asks for or sets may be refused."""
    systems: list[System] = []

    def made(system: System) -> BrowserContext:
        context: BrowserContext = new_context(base_url=ORIGIN)
        system.connect(context)
        systems.append(system)
        return context

    yield made
    assert [one.refused for one in systems] == [[] for _one in systems]


def course_in(page: Page, system: ScormSystem) -> FrameLocator:
    page.goto(system.launch)
    course = page.frame_locator("iframe")
    expect(course.locator("html[data-ready]")).to_be_attached()
    return course


def scorm(is_2004: bool, **values: Any) -> ScormSystem:
    format = PackageFormat.SCORM_2004 if is_2004 else PackageFormat.SCORM_12
    return ScormSystem(package(format, **values), is_2004=is_2004)


def leave(screen: Page | FrameLocator) -> None:
    screen.locator(".package-lessons a[href='#result']").click()
    screen.get_by_role("button", name="Store and leave").click()
    expect(screen.locator("html[data-ended]")).to_be_attached()


@pytest.mark.parametrize("is_2004", [True, False], ids=["SCORM 2004", "SCORM 1.2"])
def test_a_course_is_stopped_goes_offline_and_is_passed_for_good(is_2004: bool, browser_at) -> None:
    store_picture(Path(settings.MEDIA_ROOT))
    format = PackageFormat.SCORM_2004 if is_2004 else PackageFormat.SCORM_12
    system = ScormSystem(package_of(pictured(COURSE), format), is_2004=is_2004)
    context = browser_at(system)
    course = course_in(context.new_page(), system)
    shown = course.locator("form.item img").evaluate_all("all => all.map((one) => one.naturalWidth)")
    assert shown == [640] * (7 + 5 * 3), "one of each question, and one of each answer that can have one"
    assert exit_of(system) == "suspend"  # before anything else: whoever loses the network now loses no attempt
    answer(course, "11", "choice", RIGHT["choice"])
    expect(course.locator("[data-progress-of='0']")).to_have_text("1 of 4 answered")
    assert status_of(system) == "incomplete"
    # The network is gone: the answer says so, and is sent when the package is opened again.
    system.is_online = False
    answer(course, "12", "choices", RIGHT["choices"])
    expect(course.locator("#notice")).to_contain_text("has not arrived")
    context.pages[0].close()  # in the middle, and nothing arrives
    system.is_online = True
    course = course_in(context.new_page(), system)
    expect(course.locator("#notice")).to_contain_text("have now been sent to the learning system")
    expect(course.locator("#item-12 .item-feedback")).to_contain_text("That is right.")
    assert [one["id"] for one in interactions_of(system)] == ["item-11", "item-12"]
    # On another device: only what the system has.
    other = browser_at(system)
    course = course_in(other.new_page(), system)
    expect(course.locator("#notice")).to_contain_text("You go on where you stopped.")
    expect(course.locator("#item-11 [value='2']")).to_be_checked()
    answer_all(course, COURSE, RIGHT | {"order": WRONG["order"], "dialogue": WRONG["dialogue"]}, start=2)
    expect(course.locator("[data-result]")).to_contain_text("You have passed: 71%")
    leave(course)
    assert (status_of(system), score_of(system)) == ("passed", 5 / 7)
    kinds = ["choice", "choice", "sequencing", "matching", "fill-in", "matching"]
    assert [one["type"] for one in interactions_of(system)] == [*kinds, "other" if is_2004 else "performance"]
    results = [one["result"] for one in interactions_of(system)]
    wrong = "incorrect" if is_2004 else "wrong"
    assert results == ["correct", "correct", wrong, "correct", "correct", "correct", wrong]
    assert len(str(system.stored["suspend_data"])) < 100
    assert session_time_of(system)
    # A later attempt that is worse changes nothing of it.
    course = course_in(other.new_page(), system)
    course.locator(".package-lessons a[href='#result']").click()
    course.get_by_role("button", name="Begin again").click()
    expect(course.locator("#lesson-1-title")).to_be_focused()
    answer_all(course, COURSE, WRONG)
    expect(course.locator("[data-result]")).to_contain_text("This time 0% of your answers are right.")
    leave(course)
    assert (status_of(system), score_of(system)) == ("passed", 5 / 7)
    assert len(interactions_of(system)) == 14


def status_of(system: ScormSystem) -> str:
    stored = system.stored
    if not system.is_2004:
        return str(stored["core"]["lesson_status"])
    success, completion = stored["success_status"], stored["completion_status"]
    return (
        {"passed": "passed", "failed": "failed"}.get(success, completion) if completion == "completed" else completion
    )


def score_of(system: ScormSystem) -> Any:
    score = system.stored["score"] if system.is_2004 else system.stored["core"]["score"]
    if system.is_2004:
        assert (score["min"], score["max"], score["raw"]) == ("0", "7", "5")
        return pytest.approx(float(score["scaled"]), abs=1e-4)
    return pytest.approx(float(score["raw"]) / 100, abs=1e-4)


def exit_of(system: ScormSystem) -> str:
    return str(system.stored["exit"] if system.is_2004 else system.stored["core"]["exit"])


def session_time_of(system: ScormSystem) -> str:
    return str(system.stored["session_time"] if system.is_2004 else system.stored["core"]["session_time"])


def interactions_of(system: ScormSystem) -> list[dict[str, Any]]:
    found = system.stored["interactions"]
    return list(found.values()) if isinstance(found, dict) else found


@pytest.mark.parametrize("is_2004", [True, False], ids=["SCORM 2004", "SCORM 1.2"])
def test_no_attempt_left_is_a_failure_and_a_review_records_nothing(is_2004: bool, browser_at) -> None:
    system = scorm(is_2004, attempts=1)
    context = browser_at(system)
    course = course_in(context.new_page(), system)
    answer_all(course, COURSE, WRONG)
    expect(course.locator("[data-result]")).to_contain_text("No attempt is left.")
    expect(course.get_by_role("button", name="Begin again")).not_to_be_visible()
    leave(course)
    assert status_of(system) == "failed"
    stored, commits = system.stored, system.commits
    system.mode, system.stored = "review", {**stored, "suspend_data": "1 what another wrote"}
    course = course_in(context.new_page(), system)
    expect(course.locator("#notice")).to_contain_text("what you answer now is not recorded")
    answer(course, "11", "choice", RIGHT["choice"])
    assert system.commits == commits
    system.mode = "normal"
    course = course_in(context.new_page(), system)
    expect(course.locator("#notice")).to_contain_text("You start again")
    assert status_of(system) == "failed"


@pytest.mark.parametrize("is_2004", [True, False], ids=["SCORM 2004", "SCORM 1.2"])
def test_each_answer_stands_in_the_system_with_its_time(is_2004: bool, browser_at) -> None:
    system = scorm(is_2004)
    page = browser_at(system).new_page()
    page.clock.set_fixed_time("2026-12-01T19:34:59.578Z")
    course = course_in(page, system)
    answer_all(course, COURSE)
    leave(course)
    assert status_of(system) == "passed"
    name, wanted = ("timestamp", "2026-12-01T19:34:59.0Z") if is_2004 else ("time", "19:34:59")
    assert [one[name] for one in interactions_of(system)] == [wanted] * 7


@pytest.mark.parametrize("is_2004", [True, False], ids=["SCORM 2004", "SCORM 1.2"])
def test_of_two_windows_the_one_opened_last_goes_on_and_nothing_is_lost(is_2004: bool, browser_at) -> None:
    system = scorm(is_2004)
    context = browser_at(system)
    first = context.new_page()
    older = course_in(first, system)
    answer(older, "11", "choice", RIGHT["choice"])
    newer = course_in(context.new_page(), system)
    expect(older.locator("#notice")).to_contain_text("another window")
    answer(newer, "12", "choices", RIGHT["choices"])
    older.locator("#item-13 button").click()
    expect(older.locator("#item-13 .item-feedback")).to_have_count(0)
    first.close()
    answer_all(newer, COURSE, start=2)
    leave(newer)
    assert (status_of(system), len(interactions_of(system))) == ("passed", 7)
    again = course_in(context.new_page(), system)
    expect(again.locator(".item-feedback")).to_have_count(7)


def open_course(page: Page, launch: str) -> None:
    page.goto(launch)
    expect(page.locator("html[data-ready]")).to_be_attached()


def test_a_folder_is_enough_with_the_keyboard_and_nothing_to_complain_of(
    new_context, browser_at, look: Look, tmp_path: Path
) -> None:
    system = System(package(PackageFormat.SCORM_2004))
    for name, content in system.files.items():
        (tmp_path / name).write_bytes(content)
    context = new_context()
    context.set_offline(True)
    page = context.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    expect(page.locator("#notice")).to_contain_text("nothing is recorded")
    answer(page, "11", "choice", RIGHT["choice"])
    page = browser_at(system).new_page()
    open_course(page, f"{ORIGIN}/package/index.html")
    look(page, "the first lesson")
    # The keyboard alone: the first item, then the second lesson.
    page.locator("#item-11 input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#item-11 .item-feedback")).to_be_focused()
    expect(page.locator("#item-11 .item-feedback")).to_contain_text("Right: you chose it.")
    page.keyboard.press("Tab")
    expect(page.locator("#item-11 .item-feedback a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#tip-1-id-1 h3")).to_be_focused()
    page.locator("a[href='#lesson-2']").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lesson-2-title")).to_be_focused()
    expect(page.locator("#lesson-1")).not_to_be_visible()
    # What is missing or there twice is said.
    page.locator("a[href='#lesson-1']").first.click()
    for place in ("1", "2", "3"):
        page.locator(f"[name=i13-place-{place}]").select_option("1")
    page.locator("#item-13 button").click()
    expect(page.get_by_role("alert")).to_contain_text("twice")
    page.locator("#item-12 button").click()
    expect(page.locator("#item-12").get_by_role("alert")).to_contain_text("missing")
    answer_all(page, COURSE, WRONG, start=1)
    expect(page.locator("[data-result]")).to_contain_text("14% of your answers are right, and 70% are needed.")
    look(page, "the result")
    page.locator("a[href='#lesson-2']").first.click()
    look(page, "answered")
    tree = page.locator("#item-17").aria_snapshot()
    for words in ("Question 7 of 7", "Can you tell me more about the project?", "Wrong. Better:", "The press office"):
        assert words in tree, tree
