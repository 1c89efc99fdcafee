"""The cmi5 package before a learning system that refuses what its specification has it refuse, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from learning.document import Course, Item
from learning.packages.manifests import PackageFormat
from tests.e2e.test_packages import ACTIVITY, package_of
from tests.learning.demo_course import demo_course, right_response, wrong_response
from tests.learning.packages.answering_items import answer, answer_all
from tests.learning.packages.cmi5_rules import Session
from tests.learning.packages.cmi5_system import Cmi5System, cmi5_system
from tests.learning.sample_course import RIGHT, WRONG, hinting, sample_course
from tests.learning.statements.statement_judge import Judge, judging

type With = Callable[[Course], Cmi5System]
type Browser = Callable[[], BrowserContext]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with judging() as complaints:
        yield complaints


@pytest.fixture
def system_with(judge: Judge) -> Iterator[Callable[[Course], Cmi5System]]:
    """Begins a system with the package of a course. Nothing that the course asks or says there may be refused."""
    with ExitStack() as stack:
        known: list[Cmi5System] = []

        def made(course: Course) -> Cmi5System:
            known.append(stack.enter_context(cmi5_system(package_of(course, PackageFormat.CMI5), judge)))
            return known[-1]

        yield made
    assert [one.refused for one in known] == [[] for _one in known]


@pytest.fixture
def system(system_with: With) -> Cmi5System:
    return system_with(sample_course())


def open_course(page: Page, launch: str) -> None:
    page.goto(launch)
    expect(page.locator("html[data-ready]")).to_be_attached()


def until_told(page: Page, session: Session, verb: str, *, times: int = 1) -> None:
    """Waits until the record store knows it: feedback is shown before."""
    for _turn in range(500):
        if session.verbs.count(verb) >= times:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{verb} was not told: {session.verbs}")


def leave(page: Page, system: Cmi5System) -> None:
    page.locator(".package-lessons a[href='#result']").click()
    page.locator("[data-act=leave]").click()
    expect(page).to_have_url(f"{system.origin}/back")


def test_whoever_leaves_goes_on_where_she_was_and_passes_once(system: Cmi5System, new_context: Browser) -> None:
    page = new_context().new_page()
    launch = system.launch()
    open_course(page, launch)
    answer(page, "11", "choice", RIGHT["choice"])
    until_told(page, system.sessions[0], "answered")
    page.reload()
    expect(page.locator("#item-11 .item-feedback")).to_be_visible()  # the same session goes on
    answer(page, "12", "choices", RIGHT["choices"])
    until_told(page, system.sessions[0], "answered", times=2)
    open_course(page, system.launch())
    expect(page.locator("#item-11 .item-feedback")).to_be_visible()
    expect(page.locator("#item-12 .item-feedback")).to_be_visible()
    leave(page, system)
    assert [one.verbs for one in system.sessions] == [
        ["initialized", "answered", "answered"],  # left in the middle: the system says "abandoned"
        ["initialized", "terminated"],
    ]
    open_course(page, system.launch())
    answer_all(page, sample_course(), start=2)
    expect(page.locator("[data-result]")).to_contain_text("You have passed: 100%")
    until_told(page, system.sessions[2], "passed")
    assert system.is_satisfied
    leave(page, system)
    open_course(page, system.launch())  # once more, and worse
    page.locator(".package-lessons a[href='#result']").click()
    page.get_by_role("button", name="Begin again").click()
    answer_all(page, sample_course(), WRONG)
    expect(page.locator("[data-result]")).to_contain_text("You have passed before, with 100%.")
    leave(page, system)
    assert [system.verbs().count(verb) for verb in ("answered", "completed", "passed", "failed")] == [14, 1, 1, 0]
    (passed,) = system.with_verb("passed")
    assert passed["result"]["score"] == {"raw": 7, "min": 0, "max": 7, "scaled": 1}
    response = system.with_verb("answered")[3]
    assert response["object"]["id"] == f"{ACTIVITY}/items/14"  # as the statements of the site have it
    assert response["object"]["definition"]["interactionType"] == "matching"
    assert response["result"]["response"] == "1[.]1[,]2[.]2[,]3[.]3"


def test_what_did_not_arrive_is_sent_at_the_next_launch(system: Cmi5System, new_context: Browser) -> None:
    context = new_context()
    page = context.new_page()
    open_course(page, system.launch())
    context.set_offline(True)
    answer(page, "12", "choices", RIGHT["choices"])
    expect(page.locator("#notice")).to_contain_text("has not arrived")
    page.goto("about:blank")  # a page that closes may live until it hears that the network is back
    assert system.verbs() == ["initialized"]
    context.set_offline(False)
    open_course(page, system.launch())
    expect(page.locator("#notice")).to_contain_text("have now been sent to the learning system")
    assert system.sessions[1].verbs == ["initialized", "answered"]


def test_whoever_fails_leaves_a_score_and_passes_next_time(system: Cmi5System, new_context: Browser) -> None:
    page = new_context().new_page()
    open_course(page, system.launch())
    answer_all(page, sample_course(), WRONG | {"choice": RIGHT["choice"]})
    expect(page.locator("[data-result]")).to_contain_text("You can begin again.")
    leave(page, system)
    assert system.sessions[0].verbs == ["initialized", *["answered"] * 7, "failed", "terminated"]
    assert system.with_verb("failed")[0]["result"]["score"] == {"raw": 1, "min": 0, "max": 7, "scaled": 0.1428}
    open_course(page, system.launch())
    page.locator(".package-lessons a[href='#result']").click()
    page.get_by_role("button", name="Begin again").click()
    answer_all(page, sample_course())
    leave(page, system)
    assert system.sessions[1].verbs == ["initialized", *["answered"] * 7, "completed", "passed", "terminated"]
    assert system.is_satisfied


def test_where_there_is_a_hint_the_second_answer_is_told(system_with: With, new_context: Browser) -> None:
    system = system_with(hinting(sample_course()))
    page = new_context().new_page()
    open_course(page, system.launch())
    for kind, number in (("choice", "11"), ("dialogue", "17")):
        if kind == "dialogue":
            page.locator(".package-lessons a[href='#lesson-2']").click()
        article = page.locator(f"#item-{number}")
        answer(page, number, kind, WRONG[kind], shown=".item-second-try")
        expect(article.locator(".item-feedback")).to_have_count(0)
        answer(page, number, kind, RIGHT[kind])
        expect(article.locator(".item-feedback.right")).to_be_visible()
        expect(article.locator(".item-second-try")).to_have_count(0)
    until_told(page, system.sessions[0], "answered", times=2)
    assert [made["result"]["success"] for made in system.with_verb("answered")] == [True, True]


def test_where_no_attempt_is_left_it_is_failed_and_nothing_more_is_said(
    system_with: With, new_context: Browser
) -> None:
    course = sample_course(attempts=1)
    system = system_with(course)
    system.mastery = 0.8  # above the mark of the package: this one counts
    page = new_context().new_page()
    open_course(page, system.launch())
    answer_all(page, course, RIGHT | {kind: WRONG[kind] for kind in ("choice", "order")})
    expect(page.locator("[data-result]")).to_contain_text("No attempt is left.")
    leave(page, system)
    assert system.sessions[0].verbs == ["initialized", *["answered"] * 7, "completed", "failed", "terminated"]
    assert not system.is_satisfied
    open_course(page, system.launch())
    page.locator(".package-lessons a[href='#result']").click()
    expect(page.get_by_role("button", name="Begin again")).not_to_be_visible()
    leave(page, system)
    assert system.sessions[1].verbs == ["initialized", "terminated"]


def test_what_is_only_looked_at_is_not_judged(system: Cmi5System, new_context: Browser) -> None:
    system.mode, system.preferences = "Review", {"languagePreference": "en-GB,fr", "audioPreference": "off"}
    page = new_context().new_page()
    open_course(page, system.launch())
    expect(page.locator("#notice")).to_contain_text("not recorded")
    answer_all(page, sample_course())
    leave(page, system)
    assert system.verbs() == ["initialized", "terminated"]
    assert system.states == {}


def test_of_two_windows_the_one_opened_last_is_judged(system: Cmi5System, new_context: Browser) -> None:
    context = new_context()
    older, newer = context.new_page(), context.new_page()
    open_course(older, system.launch())
    answer(older, "11", "choice", RIGHT["choice"])
    until_told(older, system.sessions[0], "answered")
    open_course(newer, system.launch())
    expect(newer.locator("#item-11 .item-feedback")).to_be_visible()
    older.close()
    answer_all(newer, sample_course(), start=1)
    expect(newer.locator("[data-result]")).to_contain_text("You have passed: 100%")
    leave(newer, system)
    assert [one.verbs for one in system.sessions] == [
        ["initialized", "answered"],
        ["initialized", *["answered"] * 6, "completed", "passed", "terminated"],
    ]


def test_the_course_of_the_demo_is_taken_to_its_end(system_with: With, new_context: Browser) -> None:
    course = demo_course("ja")
    system = system_with(course)
    page = new_context().new_page()
    open_course(page, system.launch())
    given: dict[str, bool] = {}
    for place, lesson in enumerate(course.lessons, 1):
        page.locator(f".package-lessons a[href='#lesson-{place}']").click()
        for number, item in enumerate(lesson.items):
            given[item.key] = number % 4 != 3
            answer(page, item.key, item.kind, response_to(item, is_right=given[item.key]))
    leave(page, system)
    told = system.with_verb("answered")
    assert {one["object"]["id"].rpartition("/")[2]: one["result"]["success"] for one in told} == given
    assert system.is_satisfied and system.sessions[0].verbs[-1] == "terminated"


def response_to(item: Item, *, is_right: bool) -> list[str]:
    return right_response(item) if is_right else wrong_response(item)
