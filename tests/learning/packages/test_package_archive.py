"""What a package holds, and the manifests that learning systems know it by."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from lxml import etree, html

from guide.course_parts import Answer
from learning.document import Course, Item, LessonVideo, MissingFile
from learning.grading import UnreadableResponse, check
from learning.items.form_context import feedback_of
from learning.packages.item_outcomes import Outcomes
from learning.packages.manifests import NAMES, PackageFormat, manifest
from learning.packages.package_archive import package_files, write_package
from tests.learning.sample_course import CHOICE, KINDS, PICTURE, STORED, pictured, sample_course, sample_item
from tests.learning.schemas import CONTENT_PACKAGING, SCHEMAS

pytestmark = pytest.mark.once

ACTIVITY = "https://guide.example/xapi/courses/5/versions/1"
IMPORTED = {
    PackageFormat.SCORM_2004: {
        CONTENT_PACKAGING: "scorm20044thedition/imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "scorm20044thedition/adlcp_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlseq_v1p3": "scorm20044thedition/adlseq_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlnav_v1p3": "scorm20044thedition/adlnav_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "scorm20044thedition/imsss_v1p0.xsd",
    },
    PackageFormat.SCORM_12: {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "scorm12edition/imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "scorm12edition/adlcp_rootv1p2.xsd",
    },
}


def packed(course: Course, format: PackageFormat, media: Path = Path()) -> bytes:
    file = io.BytesIO()
    files = package_files(course, format, activity=ACTIVITY, assets=settings.PUBLICATION_ASSETS, media=media)
    write_package(files, file)
    return file.getvalue()


def files_of(course: Course, format: PackageFormat, media: Path = Path()) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(packed(course, format, media)))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("format", IMPORTED)
def test_a_manifest_of_scorm_is_valid_and_names_every_file(format: PackageFormat) -> None:
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{SCHEMAS / name}"/>'
        for namespace, name in IMPORTED[format].items()
    )
    wrapper = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(wrapper))
    files = files_of(sample_course(title="<script> & “quotes”", pass_mark=100), format)
    made = etree.fromstring(files["imsmanifest.xml"])
    schema.assertValid(made)
    assert {one.get("href") for one in made.iter("{*}file")} == set(files) - {"imsmanifest.xml"}
    assert [one.text for one in made.iter("{*}title")] == ["<script> & “quotes”"] * 2
    broken = etree.fromstring(files["imsmanifest.xml"].replace(b"<title>", b"<name>").replace(b"</title>", b"</name>"))
    assert not schema.validate(broken)


def test_a_manifest_says_what_is_enough() -> None:
    def value(format: PackageFormat, name: str) -> Any:
        made = etree.fromstring(manifest(sample_course(pass_mark=80), format, files=[], activity=ACTIVITY))
        return next(made.iter("{*}" + name))

    assert value(PackageFormat.SCORM_2004, "minNormalizedMeasure").text == "0.8"
    assert value(PackageFormat.SCORM_2004, "primaryObjective").get("satisfiedByMeasure") == "true"
    assert value(PackageFormat.SCORM_2004, "completionThreshold").get("minProgressMeasure") == "1.0"
    assert value(PackageFormat.SCORM_12, "masteryscore").text == "80"
    assert value(PackageFormat.CMI5, "au").get("masteryScore") == "0.8"


def test_the_structure_of_cmi5_is_that_of_its_specification() -> None:
    """Its schema is in no package that a registry has: names, order and values as it demands them."""
    made = etree.fromstring(files_of(sample_course(description=""), PackageFormat.CMI5)["cmi5.xml"])
    namespace = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
    assert {one.tag.startswith(namespace) for one in made.iter()} == {True}
    names = [one.tag.removeprefix(namespace) for one in made.iter()]
    described = ["title", "langstring", "description", "langstring"]
    assert names == ["courseStructure", "course", *described, "au", *described, "url"]
    course, unit = made
    assert (course.get("id"), unit.get("id")) == (f"{ACTIVITY}/en", f"{ACTIVITY}/en#lessons")
    assert dict(unit.attrib) == {
        "id": f"{ACTIVITY}/en#lessons",
        "moveOn": "CompletedAndPassed",
        "masteryScore": "0.7",
        "launchMethod": "AnyWindow",
    }
    assert unit[-1].text == "index.html"
    assert {(one.get("lang"), one.text) for one in made.iter(f"{namespace}langstring")} == {
        ("en", "Before you publish")
    }


class Addresses(HTMLParser):
    """Collects the addresses that a page loads or leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in {"src", "href", "poster", "action"} and value}


def test_a_package_is_complete_and_its_bytes_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("photo.webp", "film.mp4", "still.jpg", STORED):
        (tmp_path / name).write_bytes(name.encode())
    video = LessonVideo(
        key="3",
        title="A <film>",
        language="fr",
        mp4="film.mp4",
        poster="still.jpg",
        width=640,
        height=360,
        milliseconds=9000,
        captions="WEBVTT\n\n00:00.000 --> 00:02.000\nAsk <i>first</i>.\n",
    )
    course = pictured(sample_course())
    course = replace(course, pictures={**course.pictures, "pictures/photo.webp": "photo.webp"})
    tip = replace(course.lessons[0].tips[0], html='<p><img src="pictures/photo.webp" alt="A desk"></p>')
    lessons = (replace(course.lessons[0], videos=(video,), tips=(tip,)), course.lessons[1])
    course = replace(course, lessons=lessons)
    for format in PackageFormat:
        assert packed(course, format, tmp_path) == packed(course, format, tmp_path)
        files = files_of(course, format, tmp_path)
        assert NAMES[format] in files and files["pictures/photo.webp"] == b"photo.webp"
        page = Addresses()
        page.feed(files["index.html"].decode())
        styles = next(content for name, content in files.items() if name.endswith(".css")).decode()
        shown = {address.strip("'\"") for address in re.findall(r"url\(([^)]*)\)", styles)}
        for address in page.found | shown:
            assert address == "data:," or address.startswith("#") or address in files, address
        assert "@import" not in styles
        assert {PICTURE.address, "pictures/photo.webp"} <= page.found
        if format != PackageFormat.CMI5:
            listed = etree.fromstring(files["imsmanifest.xml"]).iter("{*}file")
            assert PICTURE.address in {one.get("href") for one in listed}
    (tmp_path / "photo.webp").unlink()
    with pytest.raises(MissingFile):
        packed(course, PackageFormat.CMI5, tmp_path)
    outside = replace(course, pictures={**course.pictures, "pictures/photo.webp": "../secret"})
    with pytest.raises(MissingFile):
        packed(outside, PackageFormat.CMI5, tmp_path)


def test_what_was_typed_is_escaped() -> None:
    typed = '</script><script>alert("1")</script>'
    parts = replace(CHOICE, answers=(Answer(typed, feedback=typed), *CHOICE.answers[1:]), explanation=typed)
    item = replace(sample_item("choice", "11"), parts=parts, title=typed)
    course = sample_course(title=typed, publisher=typed)
    course = replace(course, lessons=(replace(course.lessons[0], items=(item,), title=typed),))
    page = html.document_fromstring(files_of(course, PackageFormat.SCORM_12)["index.html"].decode())
    assert len(page.findall(".//script")) == 2
    data = json.loads(page.get_element_by_id("course-data").text or "")
    assert data["items"][0]["title"] == typed == data["lessons"][0]
    assert "alert" in (page.findtext(".//title") or "")


@pytest.mark.parametrize("language", ["en", "fr", "it", "ja"])
def test_a_package_speaks_its_language(language: str) -> None:
    page = files_of(sample_course(language=language), PackageFormat.SCORM_2004)["index.html"].decode()
    assert f'<html lang="{language}">' in page
    words = json.loads(html.document_fromstring(page).get_element_by_id("course-data").text or "")["words"]
    own = {"en": "You go on", "fr": "Vous reprenez", "it": "Riprendi da dove", "ja": "前回"}[language]
    assert words["resumed"].startswith(own)
    for name, text in words.items():
        used = set(re.findall(r"\{(\w+)\}", text))
        assert used <= {"done", "of", "left", "percent", "mark", "best", "number"}, (name, text)


def responses_to(item: Item) -> list[list[str]]:
    """Every response that a form of the item can give; of gaps some."""
    count = len(item.parts.answers)
    keys = [str(place) for place in range(1, count + 1)]
    candidates: list[list[str]] = {
        "choice": [[key] for key in keys],
        "choices": [
            [key for key, is_in in zip(keys, one, strict=True) if is_in] for one in product([0, 1], repeat=count)
        ],
        "order": [list(one) for one in permutations(keys)],
        "match": [list(one) for one in permutations(keys)],
        "fill_in": [["Consent", "date"], ["money", "date"], ["consent", "week"], ["a", "b"]],
        "sort": [list(one) for one in product("12", repeat=count)],
        "dialogue": [["2"], ["1", "1"], ["1", "2"]],
    }[item.kind]
    return [one for one in candidates if is_readable(item, one)]


def is_readable(item: Item, response: list[str]) -> bool:
    try:
        check(item, response)
    except UnreadableResponse:
        return False
    return True


def names_of(item: Item, response: list[str], right: list[bool | None]) -> list[str]:
    """As `outcomes` of frontend/scripts/learning/feedback.js names the lines."""
    match item.kind:
        case "choice" | "choices":
            return [f"{key}:{int(str(key) in response)}" for key in item.shown]
        case "order":
            return [f"{key}:{response.index(str(key)) + 1}" for key in range(1, len(response) + 1)]
        case "match" | "sort":
            return [f"{key}:{response[key - 1]}" for key in item.shown]
        case "fill_in":
            return [f"{place}:{int(bool(is_right))}" for place, is_right in enumerate(right, 1)]
    return {"2": ["1:", "1:2"], "11": ["1:", "1:1", "2:", "2:1"], "12": ["1:", "1:1", "2:", "2:2", "3:"]}[
        "".join(response)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_feedback_are_those_of_the_site(kind: str) -> None:
    item = sample_item(kind)
    outcomes = Outcomes(item, "en")
    for response in responses_to(item):
        wanted = feedback_of(item, response, "en")
        names = names_of(item, response, [part.is_right for part in wanted.parts])
        lines = [outcomes.parts[outcomes.places[name]] for name in names]
        if kind == "fill_in":  # the script puts what was typed there
            lines = [replace(line, text=part.text) for line, part in zip(lines, wanted.parts, strict=True)]
        assert tuple(lines) == wanted.parts, response
        assert outcomes.explanation == wanted.explanation
