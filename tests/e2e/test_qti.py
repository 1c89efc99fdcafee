"""The exported questions in qti-components, a player of QTI 3.0 by others: shown, answered, and scored as on the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, Route

from learning import grading
from learning.document import Course
from learning.questions.exported_questions import questions_in
from learning.questions.qti_package import TEST, qti_package
from tests.learning.demo_course import demo_course, right_response, wrong_response
from tests.learning.questions.reading import as_qti, contents_of
from tests.learning.sample_course import RIGHT, WRONG, pictured, sample_course, sample_item, store_picture

SITE = "https://guide.example"
PLAYER = Path(__file__).parents[2] / "frontend/node_modules/@citolab/qti-components"
FILES = {"/player.js": "cdn/index.js", "/player.css": "dist/item.css"}
HEAD = (
    '<!doctype html><title>Q</title><link rel="stylesheet" href="/player.css"><script type="module" src="/player.js">'
)
ALL_LOADED = """count => [...document.querySelectorAll('item-container')]
  .filter((one) => one.shadowRoot?.querySelector('qti-assessment-item')).length === count"""
SHOWN = """() => Object.fromEntries(
  [...document.querySelectorAll('item-container')].map((one) => {
    const item = one.shadowRoot.querySelector('qti-assessment-item')
    return [item.identifier, item.innerText]
  }))"""
ANSWER = """given => Object.fromEntries(
  [...document.querySelectorAll('item-container')].map((one) => {
    const item = one.shadowRoot.querySelector('qti-assessment-item')
    for (const [name, value] of Object.entries(given[item.identifier] ?? {}))
      item.querySelector(`[response-identifier=${name}]`).saveResponse(value)
    item.processResponse()
    return [item.identifier, Number(item.getOutcome('SCORE').value)]
  }))"""

type Opened = Callable[[Course], Page]


@pytest.fixture
def opened(new_context) -> Opened:
    """Shows all questions of a course on one page, below its test. What the player complains of there fails the test."""

    def made(course: Course) -> Page:
        files = contents_of(qti_package(course, site=SITE, media=Path(settings.MEDIA_ROOT)))
        items = [name for name in files if name.startswith("items/") and name.endswith(".xml")]
        test = f'<qti-test><test-container test-url="/{TEST}"></test-container></qti-test>'
        each = '<qti-item data-of="{0}"><item-container item-url="/{0}"></item-container></qti-item>'
        shown = test + "".join(map(each.format, items))

        def answer(route: Route) -> None:
            path = urlsplit(route.request.url).path
            if path in FILES:
                return route.fulfill(path=PLAYER / FILES[path])
            if path == "/":
                return route.fulfill(body=f"{HEAD}</script>{shown}", content_type="text/html")
            kind = "text/xml" if path.endswith(".xml") else "image/webp"
            return route.fulfill(body=files[path[1:]], content_type=kind)

        page: Page = new_context(base_url="https://player.example").new_page()
        page.route("**/*", answer)
        page.goto("/")
        page.wait_for_function(ALL_LOADED, arg=len(items))
        return page

    return made


def item_in(page: Page, key: str) -> Locator:
    return page.locator(f"qti-item[data-of='items/item-{key}.xml'] qti-assessment-item")


def score_of(item: Locator) -> float:
    return float(item.evaluate("item => { item.processResponse(); return item.getOutcome('SCORE').value }"))


def explained(item: Locator) -> list[str]:
    """The explanations that are open now; they are closed again."""
    names: list[str] = item.locator("qti-modal-feedback").evaluate_all(
        """async (all) => {
          await Promise.all(all.map((one) => one.updateComplete))
          const open = all.filter((one) => one.shadowRoot.querySelector('dialog').open)
          open.forEach((one) => one.closeFeedback())
          return open.map((one) => one.identifier)
        }"""
    )
    return names


def answer_by_hand(item: Locator, kind: str, response: Sequence[str]) -> None:
    """With the mouse and the keyboard, as a learner does there."""
    for place, value in enumerate(response, 1):
        match kind:
            case "choice" | "choices" | "dialogue":
                item.locator(f"qti-simple-choice[identifier=A{value}]").click()
            case "fill_in":
                item.locator("input").nth(place - 1).fill(value)
                item.locator("input").nth(place - 1).blur()
            case "order":
                item.locator(f"qti-simple-choice[identifier=A{value}]").first.drag_to(
                    item.locator("drop-list").nth(place - 1)
                )
            case _:
                target = f"P{value}" if kind == "match" else f"C{value}"
                box = item.locator(f"qti-simple-associable-choice[identifier={target}]")
                item.locator(f"qti-simple-associable-choice[identifier=A{place}]").first.drag_to(box)


@pytest.mark.parametrize("responses", [RIGHT, WRONG], ids=["right", "wrong"])
def test_each_kind_is_answered_by_hand_and_scored_as_on_the_site(
    responses: Mapping[str, Sequence[str]], opened: Opened
) -> None:
    page = opened(sample_course())
    for asked in sample_course().items:
        if asked.kind == "dialogue":
            continue
        item, response = item_in(page, asked.key), responses[asked.kind]
        answer_by_hand(item, asked.kind, response)
        assert score_of(item) == grading.is_right(asked, list(response)), asked.kind
        chosen = [f"A{key}" for key in response] if asked.kind in {"choice", "choices"} else []
        assert explained(item) == [*chosen, "explanation"], asked.kind
    for turn, reply in enumerate(responses["dialogue"]):
        item = item_in(page, f"17-{turn + 1}")
        answer_by_hand(item, "dialogue", [reply])
        assert score_of(item) == sample_item("dialogue").parts.turns[turn].replies[int(reply) - 1].is_right


def test_a_test_has_a_section_a_lesson_with_each_of_its_questions_and_their_pictures(opened: Opened) -> None:
    store_picture(Path(settings.MEDIA_ROOT))
    page = opened(pictured(sample_course()))
    loaded = page.locator("qti-item img").evaluate_all("all => all.map((one) => one.naturalWidth)")
    assert loaded == [640] * (8 + 5 * 3), "the two turns of the dialogue show that of the question"
    test = page.locator("qti-test")
    sections = test.locator("qti-assessment-section")
    assert sections.evaluate_all("all => all.map((one) => one.title)") == ["Pictures", "People"]
    listed = test.locator("qti-assessment-item-ref").evaluate_all("all => all.map((one) => one.identifier)")
    assert listed == [f"item-{key}" for key in ("11", "12", "13", "14", "15", "16", "17-1", "17-2")]


def test_what_is_left_empty_is_wrong_and_explained(opened: Opened) -> None:
    page = opened(sample_course())
    for key in ("11", "12", "13", "14", "15", "16", "17-1"):
        item = item_in(page, key)
        assert (score_of(item), explained(item)) == (0, ["explanation"])
    item = item_in(page, "15")
    item.locator("input").first.fill("consent")
    item.locator("input").first.blur()
    assert score_of(item) == 0


@pytest.mark.parametrize("language", ["fr", "en", "it", "ja"])
def test_the_course_of_the_demo_is_scored_as_on_the_site(language: str, opened: Opened) -> None:
    course = demo_course(language)
    asked = {f"item-{one.key}": one for lesson in course.lessons for one in questions_in(course, lesson, SITE)}
    page = opened(course)
    said = page.evaluate(SHOWN)
    for name, one in asked.items():
        words = [one.prompt] if one.kind != "fill_in" else []
        assert [text for text in (*words, *one.paragraphs) if text not in said[name]] == [], name
    for response_to, points in ((right_response, 1), (wrong_response, 0)):
        given = {name: as_qti(one.kind, response_to(one)) for name, one in asked.items()}
        assert page.evaluate(ANSWER, given) == dict.fromkeys(asked, points)
