"""The questions of a course as a QTI 3.0 package: a ZIP of a manifest, a test with a section a lesson, and the items."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

from lxml.builder import ElementMaker

from learning.document import Course
from learning.questions.exported_questions import Question, questions_in, words
from learning.questions.qti_items import LANGUAGE, Element, item_identifier, make, qti_item, xml_file
from learning.version_files import stored_file

PACKAGING: Final = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
MANIFEST: Final = "imsmanifest.xml"
TEST: Final = "test.xml"
ITEMS: Final = "items/"
_FIXED = (1980, 1, 1, 0, 0, 0)
_packed = ElementMaker(namespace=PACKAGING, nsmap={None: PACKAGING})

type Sections = list[tuple[str, str, list[Question]]]


def qti_package(course: Course, *, site: str, media: Path) -> bytes:
    """Returns the ZIP, which links tips on this site; the same course gives the same bytes. The files of its pictures lie below
    `media`. Raises MissingFile.
    """
    sections: Sections = [
        (f"lesson-{lesson.key}", words(lesson.title), asked)
        for lesson in course.lessons
        if (asked := questions_in(course, lesson, site))
    ]
    questions = [question for _name, _title, asked in sections for question in asked]
    files = {MANIFEST: _manifest(course, questions), TEST: _test(course, sections)}
    files |= {_file_of(question): qti_item(question, course.language) for question in questions}
    shown = {picture.address for question in questions for picture in question.pictures}
    files |= {f"{ITEMS}{name}": stored_file(media, course.pictures[name]).read_bytes() for name in sorted(shown)}
    return _zipped(files)


def _file_of(question: Question) -> str:
    return f"{ITEMS}{item_identifier(question)}.xml"


def _name(course: Course) -> str:
    return f"course-{course.key}-{course.version}-{course.language}"


def _manifest(course: Course, questions: list[Question]) -> bytes:
    items = [_item(question) for question in questions]
    needed = [_packed("dependency", identifierref=item_identifier(question)) for question in questions]
    test = _resource("test", [TEST], "imsqti_test_xmlv3p0", *needed)
    metadata = _packed("metadata", _packed("schema", "QTI Package"), _packed("schemaversion", "3.0.0"))
    parts = (metadata, _packed("organizations"), _packed("resources", test, *items))
    return xml_file(_packed("manifest", *parts, identifier=f"package-{_name(course)}"))


def _item(question: Question) -> Element:
    files = [_file_of(question), *(f"{ITEMS}{picture.address}" for picture in question.pictures)]
    return _resource(item_identifier(question), files, "imsqti_item_xmlv3p0")


def _resource(identifier: str, files: list[str], kind: str, *needed: Element) -> Element:
    """The first of the files is the one that is opened."""
    listed = (_packed("file", href=file) for file in files)
    return _packed("resource", *listed, *needed, identifier=identifier, type=kind, href=files[0])


def _test(course: Course, sections: Sections) -> bytes:
    total = make("qti-outcome-declaration", **{"identifier": "SCORE", "cardinality": "single", "base-type": "float"})
    part = make("qti-test-part", *(_section(*section) for section in sections), **_TAKEN_IN_ANY_ORDER)
    values = {"identifier": _name(course), "title": words(course.title), LANGUAGE: course.language}
    return xml_file(make("qti-assessment-test", total, part, _added_up(), **values))


_TAKEN_IN_ANY_ORDER = {"identifier": "part", "navigation-mode": "nonlinear", "submission-mode": "individual"}


def _section(identifier: str, title: str, questions: list[Question]) -> Element:
    items = (
        make("qti-assessment-item-ref", identifier=item_identifier(question), href=_file_of(question))
        for question in questions
    )
    return make("qti-assessment-section", *items, identifier=identifier, title=title, visible="true")


def _added_up() -> Element:
    points = make("qti-sum", make("qti-test-variables", **{"variable-identifier": "SCORE"}))
    return make("qti-outcome-processing", make("qti-set-outcome-value", points, identifier="SCORE"))


def _zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return content.getvalue()
