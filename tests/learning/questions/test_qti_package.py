"""The QTI package of a course: by the rules of the format, complete; tests/e2e/test_qti.py plays it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from guide.course_parts import Answer, ItemParts
from learning.document import Course, MissingFile
from learning.questions.qti_package import MANIFEST, TEST, qti_package
from tests.learning.questions.reading import ITEMS, contents_of, files_of, offences
from tests.learning.sample_course import PICTURE, RIGHT, STORED, pictured, sample_course, sample_item
from tests.learning.schemas import assert_is_packed_for_qti

pytestmark = pytest.mark.pure
MEDIA = Path()
SITE = "https://guide.example"
HOSTILE = "<script>alert(\"1\")</script> & ]]> 'x' \x00\x0b\ud800"


def package(course: Course) -> dict[str, Any]:
    return files_of(qti_package(course, site=SITE, media=MEDIA))


def item(kind: str, **values: Any) -> Any:
    """The file of an item of this kind."""
    asked = replace(sample_item(kind), **values)
    course = sample_course(lessons=(replace(sample_course().lessons[0], items=(asked,)),))
    return next(root for name, root in package(course).items() if name.startswith("items/"))


def test_each_file_follows_the_rules_and_each_reference_leads_to_a_file() -> None:
    files = package(sample_course())
    assert_is_packed_for_qti(contents_of(qti_package(sample_course(), site=SITE, media=MEDIA))[MANIFEST])
    assert {name: list(offences(root)) for name, root in files.items() if name != MANIFEST} == {
        name: [] for name in files if name != MANIFEST
    }
    assert next(iter(files)) == MANIFEST
    resources = {one.get("identifier"): one for one in files[MANIFEST].iter("{*}resource")}
    assert {one.get("href") for one in resources.values()} == files.keys() - {MANIFEST}
    assert {one.get("href") for one in files[MANIFEST].iter("{*}file")} == files.keys() - {MANIFEST}
    needed = [one.get("identifierref") for one in files[MANIFEST].iter("{*}dependency")]
    listed = [one.get("identifier") for one in files[TEST].iter("{*}qti-assessment-item-ref")]
    assert needed == listed == [name for name in resources if name != "test"]
    assert listed == [f"item-{key}" for key in ("11", "12", "13", "14", "15", "16", "17-1", "17-2")]
    identifiers = [root.get("identifier") for name, root in files.items() if name.startswith("items/")]
    assert identifiers == listed
    assert len({qti_package(sample_course(), site=SITE, media=MEDIA) for _time in range(2)}) == 1


def test_pictures_are_in_the_package_and_named_with_the_items_that_show_them(tmp_path: Path) -> None:
    (tmp_path / STORED).write_bytes(b"desk")
    course = pictured(sample_course())
    contents = contents_of(qti_package(course, site=SITE, media=tmp_path))
    assert_is_packed_for_qti(contents[MANIFEST])
    assert contents.pop("items/pictures/desk.webp") == b"desk"
    files = {name: etree.fromstring(content) for name, content in contents.items()}
    items = {name: root for name, root in files.items() if name.startswith("items/")}
    assert [list(offences(root)) for root in items.values()] == [[] for _root in items]
    for one in files[MANIFEST].iter("{*}resource"):
        named = [file.get("href") for file in one.iter("{*}file")]
        assert named == [one.get("href"), *(["items/pictures/desk.webp"] if one.get("href") in items else [])]
    shown = {name: [image.get("alt") for image in root.iter(f"{ITEMS}img")] for name, root in items.items()}
    assert shown["items/item-11.xml"] == [PICTURE.alt, "", "", ""] == shown["items/item-14.xml"]
    assert shown["items/item-15.xml"] == shown["items/item-17-1.xml"] == [PICTURE.alt]
    assert "© The Press & Sons" in "".join(items["items/item-15.xml"].itertext())
    (tmp_path / STORED).unlink()
    with pytest.raises(MissingFile):
        qti_package(course, site=SITE, media=tmp_path)


def test_answers_stand_in_the_order_in_which_the_version_shows_them() -> None:
    def order(root: Any, tag: str) -> list[str]:
        return [one.get("identifier") for one in root.iter(f"{ITEMS}{tag}")]

    assert order(item("order"), "qti-simple-choice") == ["A3", "A1", "A2"]
    assert order(item("match"), "qti-simple-associable-choice") == ["A1", "A2", "A3", "P2", "P3", "P1"]
    assert order(item("sort"), "qti-simple-associable-choice") == ["A1", "A2", "A3", "C1", "C2"]


def test_a_gap_takes_both_apostrophes_and_no_capital_matters() -> None:
    parts = ItemParts("", "They [1] [9].", (Answer("don’t|refuse", feedback="No."),), explanation="Because.")
    root = item("fill_in", parts=parts)
    accepted = {one.get("map-key"): one.get("case-sensitive") for one in root.iter(f"{ITEMS}qti-map-entry")}
    assert accepted == dict.fromkeys(("don’t", "don't", "refuse"), "false")
    assert "[9]." in "".join(root.find(f"{ITEMS}qti-item-body").itertext())


def test_every_answer_is_explained_and_the_tip_is_linked() -> None:
    files = package(sample_course())
    chosen = files["items/item-11.xml"].findall(f"{ITEMS}qti-modal-feedback")
    assert [one.get("identifier") for one in chosen] == ["A1", "A2", "A3", "explanation"]
    said = "".join(files["items/item-13.xml"].find(f"{ITEMS}qti-modal-feedback").itertext())
    assert "Read: First the whole text." in said and "Checking comes before sharing." in said
    first = sample_course().lessons[0]
    addressed = replace(first, tips=(replace(first.tips[0], address="/guide/1/en/tip-1.html"),))
    root = package(sample_course(lessons=(addressed,)))["items/item-11.xml"]
    assert root.find(f".//{ITEMS}a").get("href") == f"{SITE}/guide/1/en/tip-1.html"


def test_a_turn_of_a_dialogue_says_what_was_said_before_and_a_turn_without_a_right_reply_asks_nothing() -> None:
    files = package(sample_course())
    said = [one.text for one in files["items/item-17-2.xml"].find(f"{ITEMS}qti-item-body").iter(f"{ITEMS}p")]
    assert said == [
        "A journalist writes to you.",
        "– Can you tell me more about the project?",
        "– Of course, here is the plan.",
        "– Thank you. And who is the customer?",
    ]
    assert "items/item-17-3.xml" not in files


@pytest.mark.parametrize("kind", list(RIGHT))
def test_whatever_was_typed_is_words(kind: str) -> None:
    asked = sample_item(kind)
    parts = asked.parts.with_lines(f"{HOSTILE} {line}" for line in asked.parts.lines)
    files = package(
        sample_course(title=HOSTILE, lessons=(replace(sample_course().lessons[0], title=HOSTILE, items=(asked,)),))
    ) | {"items/x": item(kind, parts=parts, title=HOSTILE)}
    del files[MANIFEST]
    assert [list(offences(root)) for root in files.values()] == [[] for _root in files]
    assert "<script>alert(\"1\")</script> & ]]> 'x' " in "".join(files["items/x"].itertext())
