"""The form of an item: what it shows, what is read out of it, and what is said after it was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html

from guide.course_parts import Answer
from learning.document import LessonTip
from learning.items.form_context import feedback_of, item_context, template_of
from learning.items.posted_response import IncompleteResponse, response_in
from tests.for_each import for_each
from tests.learning.sample_course import KINDS, RIGHT, WRONG, sample_item

pytestmark = [pytest.mark.pure, pytest.mark.once]

FORMS: dict[str, tuple[dict[str, list[str]], list[str]]] = {
    "choice": ({"answer": ["2"]}, ["2"]),
    "choices": ({"answer": ["3", "1"]}, ["1", "3"]),
    "order": ({"place-1": ["2"], "place-2": ["3"], "place-3": ["1"]}, ["3", "1", "2"]),
    "match": ({"partner-1": ["1"], "partner-2": ["3"], "partner-3": ["2"]}, ["1", "3", "2"]),
    "fill_in": ({"gap-1": [" consent "], "gap-2": ["date"]}, ["consent", "date"]),
    "sort": ({"category-1": ["2"], "category-2": ["1"], "category-3": ["2"]}, ["2", "1", "2"]),
    "dialogue": ({"path": ["1"], "reply": ["1"]}, ["1", "1"]),
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def form_of(kind: str, **values: Any) -> html.HtmlElement:
    item = sample_item(kind)
    page = render_to_string(template_of(item), item_context(item, "en", number=3, of=8, **values))
    return html.fromstring(page)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_gives_each_field_a_name_that_its_response_is_read_from(kind: str) -> None:
    given, response = FORMS[kind]
    form = form_of(kind, given=given)
    assert (form.get("data-item"), form.get("data-kind")) == ("7", kind)
    assert form.xpath("count(.//legend) >= 1")
    fields = {field.get("name") for field in form.xpath(".//input | .//select")}
    assert fields == set(given)
    assert response_in(sample_item(kind), given) == response
    sent = {
        name: form.fields[name] if isinstance(form.fields[name], str) else sorted(form.fields[name]) for name in fields
    }
    assert sent == {name: sorted(values) if kind == "choices" else values[0] for name, values in given.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_without_an_answer_says_what_is_missing(kind: str) -> None:
    with pytest.raises(IncompleteResponse) as refused:
        response_in(sample_item(kind), {})
    form = form_of(kind, errors=refused.value.errors)
    described = {ids for one in form.xpath(".//@aria-describedby") for ids in one.split()}
    assert described == set(form.xpath(".//p[contains(@class, 'err-line')]/@id")) != set()


def test_the_same_place_twice_is_said_beside_both_and_what_was_chosen_stays() -> None:
    given = {"place-1": ["1"], "place-2": ["1"], "place-3": ["3"]}
    with pytest.raises(IncompleteResponse) as refused:
        response_in(sample_item("order"), given)
    assert set(refused.value.errors) == {"place-1", "place-2"}
    form = form_of("order", given=given, errors=refused.value.errors)
    assert dict(form.fields) == {"place-1": "1", "place-2": "1", "place-3": "3"}
    assert form.xpath(".//select[@aria-invalid='true']/@name") == ["place-1", "place-2"]


@for_each(
    ("kind", "posted"),
    [
        ("choice", {"answer": ["9"]}),
        ("choice", {"answer": ["1", "2"]}),
        ("choices", {"answer": ["x"]}),
        ("order", {"place-1": ["1"], "place-2": ["2"], "place-3": ["4"]}),
        ("match", {"partner-1": ["1"], "partner-2": ["2"], "partner-3": ["x"]}),
        ("sort", {"category-1": ["1"], "category-2": ["3"], "category-3": ["1"]}),
        ("fill_in", {"gap-1": ["x" * 201], "gap-2": ["date"]}),
        ("dialogue", {"path": ["7"], "reply": ["1"]}),
        ("dialogue", {"path": ["2"], "reply": ["1"]}),
    ],
)
def test_what_no_form_sends_is_refused(kind: str, posted: dict[str, list[str]]) -> None:
    with pytest.raises(IncompleteResponse):
        response_in(sample_item(kind), posted)


def test_a_dialogue_shows_what_was_said_and_the_turn_that_waits() -> None:
    form = form_of("dialogue", given={"path": ["1"]})
    assert [line.xpath("string(span/following-sibling::text())").strip() for line in form.xpath(".//ol/li")] == [
        "Can you tell me more about the project?",
        "Of course, here is the plan.",
    ]
    assert form.xpath("string(.//fieldset/p[@class='item-theirs'])") == "Thank you. And who is the customer?"
    assert [label.text_content().strip() for label in form.xpath(".//label")] == ["I cannot say that.", "It is a bank."]


def test_names_and_ids_begin_with_the_prefix_of_a_page_with_many_items() -> None:
    for kind in KINDS:
        form = form_of(kind, name_prefix="i7-", errors={"": "No."})
        named = form.xpath(".//@name | .//@id | .//@for | .//@aria-describedby")
        assert named
        assert all(name.startswith("i7-") for name in named), kind


@pytest.mark.parametrize("kind", KINDS)
def test_feedback_says_of_each_part_whether_it_is_right(kind: str) -> None:
    item = sample_item(kind)
    assert feedback_of(item, RIGHT[kind], "en").is_right
    assert {part.is_right for part in feedback_of(item, RIGHT[kind], "en").parts} - {None} == {True}
    wrong = feedback_of(item, WRONG[kind], "en")
    assert not wrong.is_right
    assert False in {part.is_right for part in wrong.parts}
    tip = LessonTip(reference="id-1", number=4, title="Ask <first>", html="")
    page = render_to_string("learning/items/_feedback.html", {"feedback": wrong, "tip": tip, "tip_url": "#tip"})
    section = html.fromstring(page)
    assert section.get("tabindex") == "-1"
    assert "Tip 4 Ask <first>" in " ".join(section.text_content().split())
    assert item.parts.explanation in section.text_content()
    for part in wrong.parts:
        assert part.feedback in section.text_content()


def test_feedback_to_a_dialogue_follows_its_path() -> None:
    parts = feedback_of(sample_item("dialogue"), ["1", "2"], "en").parts
    assert [part.text for part in parts] == [
        "Can you tell me more about the project?",
        "Of course, here is the plan.",
        "Thank you. And who is the customer?",
        "It is a bank.",
        "I have what I need.",
    ]
    assert parts[1].verdict == "Wrong. Better: “I pass you on to our press office.”"


def test_words_are_escaped() -> None:
    item = sample_item("choice")
    evil = replace(item.parts, question="<script>'\"", answers=(Answer("<b>", True, "<i>"), Answer("&", feedback="x")))
    item = replace(item, parts=evil, shown=(1, 2))
    page = render_to_string(template_of(item), item_context(item, "en", number=1, of=1))
    page += render_to_string("learning/items/_feedback.html", {"feedback": feedback_of(item, ["2"], "en")})
    assert "<script>" not in page
    assert "<b>" not in page.replace("<b>Missed", "").replace("<b>Wrong", "")
    assert "<i>" not in page
