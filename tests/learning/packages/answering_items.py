"""Answers the items of a package as a learner does: by their forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playwright.sync_api import FrameLocator, Locator, Page, expect

from learning.document import Course
from tests.learning.sample_course import RIGHT

type Screen = Page | FrameLocator


def answer(screen: Screen, key: str, kind: str, response: Sequence[str], *, shown: str = ".item-feedback") -> Locator:
    """Gives a response to an item, and returns its feedback, or what is `shown` instead."""
    item = screen.locator(f"#item-{key}")
    prefix = f"i{key}-"
    match kind:
        case "choice" | "choices":
            for value in response:
                item.locator(f"[name={prefix}answer][value='{value}']").check()
        case "dialogue":
            talk(item, prefix, response)
        case _:
            fill(item, prefix, kind, response)
    item.locator("button[type=submit]").click()
    feedback = item.locator(shown)
    expect(feedback).to_be_focused()
    return feedback


def talk(item: Locator, prefix: str, response: Sequence[str]) -> None:
    for turn, value in enumerate(response):
        if turn:
            item.locator("button[type=submit]").click()
            expect(item.locator(".item-mine")).to_have_count(turn)
        item.locator(f"[name={prefix}reply][value='{value}']").check()


def fill(item: Locator, prefix: str, kind: str, response: Sequence[str]) -> None:
    """The fields of each part."""
    for place, value in enumerate(map(str, response), 1):
        match kind:
            case "order":
                item.locator(f"[name={prefix}place-{value}]").select_option(str(place))
            case "match":
                item.locator(f"[name={prefix}partner-{place}]").select_option(value)
            case "fill_in":
                item.locator(f"[name={prefix}gap-{place}]").fill(value)
            case "sort":
                item.locator(f"[name={prefix}category-{place}][value='{value}']").check()


def answer_all(
    screen: Screen, course: Course, responses: Mapping[str, Sequence[str]] = RIGHT, *, start: int = 0
) -> None:
    """Goes through the lessons from the item at `start`."""
    number = 0
    for place, lesson in enumerate(course.lessons, 1):
        screen.locator(f".package-lessons a[href='#lesson-{place}']").click()
        for item in lesson.items:
            if number >= start:
                answer(screen, item.key, item.kind, responses[item.kind])
            number += 1
    screen.locator(".package-lessons a[href='#result']").click()
