"""The questions of a course as a QTI 3.0 package: a ZIP of a manifest, a test with a section a lesson, and the items.

An item of QTI 3.0: what is shown, which response is right, and what is explained afterwards.

https://www.imsglobal.org/spec/qti/v3p0/impl. Right or not, as on the site: one point, and no part of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from lxml import etree
from lxml.builder import ElementMaker

from guide.course_parts import GAP, Answer, Picture
from learning.document import Course, stored_file
from learning.questions.exported_questions import Question, questions_in, spellings, words

NAMESPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA: Final = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
EXPLANATION: Final = "explanation"
make: Final = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})

type Element = Any


def qti_item(question: Question, language: str) -> bytes:
    """Returns the XML file of a question."""
    root = make(
        "qti-assessment-item",
        *_declarations(question),
        _outcome("SCORE", "float", default="0"),
        _outcome("MAXSCORE", "float", default="1"),
        _outcome("FEEDBACK", "identifier", cardinality="multiple"),
        *(_outcome(_chosen(key), "identifier") for key in _explained_choices(question)),
        make("qti-item-body", *_above(question), *INTERACTIONS[question.kind](question)),
        _processing(question),
        *_feedback(question),
        **{"identifier": item_identifier(question), "title": question.title, LANGUAGE: language},
        **{"adaptive": "false", "time-dependent": "false"},
    )
    return xml_file(root)


def item_identifier(question: Question) -> str:
    return f"item-{question.key}"


def xml_file(root: Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _paragraphs(texts: Iterable[str]) -> list[Element]:
    return [make("p", text) for text in texts]


def _above(question: Question) -> list[Element]:
    paragraphs = _paragraphs(question.paragraphs)
    if question.picture is None:
        return paragraphs
    credit = [question.picture.credit] if question.picture.credit else []
    return [*paragraphs, make("p", _image(question.picture)), *_paragraphs(map(words, credit))]


def _image(picture: Picture) -> Element:
    """Its file lies beside that of the item. One that only decorates has an empty `alt`, as HTML has."""
    size = {"width": str(picture.width), "height": str(picture.height)}
    return make("img", src=picture.address, alt=picture.alt, **size)


def _content(answer: Answer) -> list[Any]:
    return [answer.text, _image(answer.picture)] if answer.picture else [answer.text]


def _prompt(question: Question) -> list[Element]:
    return [make("qti-prompt", question.prompt)] if question.prompt else []


def _outcome(name: str, base_type: str, *, cardinality: str = "single", default: str = "") -> Element:
    values = [make("qti-default-value", make("qti-value", default))] if default else []
    return make("qti-outcome-declaration", *values, **_typed(name, cardinality, base_type))


def _typed(name: str, cardinality: str, base_type: str) -> dict[str, str]:
    return {"identifier": name, "cardinality": cardinality, "base-type": base_type}


# Which response is right


def _declarations(question: Question) -> list[Element]:
    if question.kind == "fill_in":
        return [_gap_declaration(number, spellings(answer)) for number, answer in question.numbered_answers]
    cardinality, base_type, right = _right_response(question)
    correct = make("qti-correct-response", *(make("qti-value", value) for value in right))
    return [make("qti-response-declaration", correct, **_typed("RESPONSE", cardinality, base_type))]


def _right_response(question: Question) -> tuple[str, str, list[str]]:
    """Returns cardinality, type and values."""
    answers = question.numbered_answers
    match question.kind:
        case "choice":
            return "single", "identifier", [f"A{key}" for key in question.right_keys[:1]]
        case "choices":
            return "multiple", "identifier", [f"A{key}" for key in question.right_keys]
        case "order":
            return "ordered", "identifier", [f"A{key}" for key, _answer in answers]
        case "match":
            return "multiple", "directedPair", [f"A{key} P{key}" for key, _answer in answers]
        case _:  # sort
            return "multiple", "directedPair", [f"A{key} C{1 if one.is_right else 2}" for key, one in answers]


def _gap_declaration(number: str, accepted: list[str]) -> Element:
    entries = (_map_entry(spelling) for spelling in accepted)
    return make(
        "qti-response-declaration",
        make("qti-correct-response", make("qti-value", accepted[0])),
        make("qti-mapping", *entries, **{"default-value": "0"}),
        **_typed(f"RESPONSE{number}", "single", "string"),
    )


def _map_entry(spelling: str) -> Element:
    return make("qti-map-entry", **{"map-key": spelling, "mapped-value": "1", "case-sensitive": "false"})


# What is shown


def _choice(question: Question) -> list[Element]:
    """`max-choices` 0 is without a limit."""
    most = "1" if question.kind == "choice" else "0"
    choices = [make("qti-simple-choice", *_content(one), identifier=f"A{key}") for key, one in question.shown_answers]
    values = {"response-identifier": "RESPONSE", "shuffle": "false", "max-choices": most, "min-choices": "1"}
    return [make("qti-choice-interaction", *_prompt(question), *choices, **values)]


def _order(question: Question) -> list[Element]:
    choices = [make("qti-simple-choice", *_content(one), identifier=f"A{key}") for key, one in question.shown_answers]
    values = {"response-identifier": "RESPONSE", "shuffle": "false"}
    return [make("qti-order-interaction", *_prompt(question), *choices, **values)]


def _match(question: Question) -> list[Element]:
    partners = [(f"P{key}", Answer(answer.partner)) for key, answer in question.shown_partners_by_key]
    return _pairs(question, partners, most="1")


def _sort(question: Question) -> list[Element]:
    return _pairs(question, [(f"C{n}", Answer(name)) for n, name in enumerate(question.parts.categories, 1)], most="0")


def _pairs(question: Question, targets: list[tuple[str, Answer]], *, most: str) -> list[Element]:
    """`most` is how many answers go with one target."""
    sources = [_associable(f"A{key}", answer, "1") for key, answer in question.shown_answers]
    sets = (sources, [_associable(identifier, answer, most) for identifier, answer in targets])
    number = str(len(sources))
    values = {"response-identifier": "RESPONSE", "shuffle": "false"}
    values |= {"max-associations": number, "min-associations": number}
    both = (make("qti-simple-match-set", *choices) for choices in sets)
    return [make("qti-match-interaction", *_prompt(question), *both, **values)]


def _associable(identifier: str, answer: Answer, most: str) -> Element:
    return make("qti-simple-associable-choice", *_content(answer), identifier=identifier, **{"match-max": most})


def _fill_in(question: Question) -> list[Element]:
    """The sentence, with a box for each gap; a gap that has no answer stays as it was typed."""
    pieces = GAP.split(question.prompt)
    content: list[Any] = [pieces[0]]
    for number, after in zip(pieces[1::2], pieces[2::2], strict=True):
        is_gap = 1 <= int(number) <= len(question.parts.answers)
        box = make("qti-text-entry-interaction", **{"response-identifier": f"RESPONSE{int(number)}"})
        content += [box if is_gap else f"[{number}]", after]
    return [make("p", *content)]


INTERACTIONS: Final[dict[str, Callable[[Question], list[Element]]]] = {
    "choice": _choice,
    "choices": _choice,
    "order": _order,
    "match": _match,
    "fill_in": _fill_in,
    "sort": _sort,
}


# One point or none, and which explanations are shown


def _processing(question: Question) -> Element:
    shown = [_base_value(EXPLANATION, "identifier")]
    if question.kind == "choice":
        shown.insert(0, make("qti-variable", identifier="RESPONSE"))
    feedback = make("qti-set-outcome-value", make("qti-multiple", *shown), identifier="FEEDBACK")
    chosen = (_explains_chosen(key) for key in _explained_choices(question))
    return make("qti-response-processing", _scoring(question), feedback, *chosen)


def _scoring(question: Question) -> Element:
    """An empty gap is asked for first: it is NULL, from which some systems make no number."""
    if question.kind != "fill_in":
        return make("qti-response-condition", make("qti-response-if", _is_right(question), _score("1")))
    gaps = (make("qti-variable", identifier=f"RESPONSE{key}") for key, _answer in question.numbered_answers)
    is_empty = make("qti-or", *(make("qti-is-null", gap) for gap in gaps))
    branches = (("qti-response-if", is_empty, "0"), ("qti-response-else-if", _is_right(question), "1"))
    return make("qti-response-condition", *(make(name, asked, _score(points)) for name, asked, points in branches))


def _score(points: str) -> Element:
    return make("qti-set-outcome-value", _base_value(points, "float"), identifier="SCORE")


def _base_value(value: str, base_type: str) -> Element:
    return make("qti-base-value", value, **{"base-type": base_type})


def _explained_choices(question: Question) -> list[str]:
    """The answers of which several may be chosen, where each is explained by itself.

    One outcome for all would be one list in another, which not every system lays flat.
    """
    answers = question.numbered_answers if question.kind == "choices" else []
    return [key for key, answer in answers if answer.feedback]


def _chosen(key: str) -> str:
    """The name of the outcome that says whether an answer was chosen."""
    return f"CHOSEN{key}"


def _explains_chosen(key: str) -> Element:
    is_chosen = make("qti-member", _base_value(f"A{key}", "identifier"), make("qti-variable", identifier="RESPONSE"))
    then = make("qti-set-outcome-value", _base_value(f"A{key}", "identifier"), identifier=_chosen(key))
    return make("qti-response-condition", make("qti-response-if", is_chosen, then))


def _is_right(question: Question) -> Element:
    if question.kind == "fill_in":
        return make("qti-and", *(_is_filled(f"RESPONSE{key}") for key, _answer in question.numbered_answers))
    if question.kind == "choice" and len(question.right_keys) > 1:
        return make("qti-or", *(_is_chosen(f"A{key}") for key in question.right_keys))
    return make("qti-match", make("qti-variable", identifier="RESPONSE"), make("qti-correct", identifier="RESPONSE"))


def _is_filled(name: str) -> Element:
    return make("qti-gte", make("qti-map-response", identifier=name), _base_value("1", "float"))


def _is_chosen(name: str) -> Element:
    return make("qti-match", make("qti-variable", identifier="RESPONSE"), _base_value(name, "identifier"))


def _feedback(question: Question) -> list[Element]:
    """What was chosen is explained by itself; where all answers are part of the response, all of them are."""
    by_answer = [(key, answer) for key, answer in question.numbered_answers if answer.feedback]
    explained = _paragraphs(question.explanation) + _tip_link(question)
    if question.kind in {"choice", "choices"}:
        chosen = [_of_chosen(question, key, answer.feedback) for key, answer in by_answer]
        return [*chosen, _modal(EXPLANATION, explained)] if explained else chosen
    lines = [make("li", f"{answer.text.replace('|', ' / ')}: {answer.feedback}") for _key, answer in by_answer]
    return [_modal(EXPLANATION, ([make("ul", *lines)] if lines else []) + explained)]


def _tip_link(question: Question) -> list[Element]:
    tip = question.tip
    return [make("p", make("a", tip.title, href=tip.address))] if tip and tip.address else []


def _of_chosen(question: Question, key: str, feedback: str) -> Element:
    outcome = _chosen(key) if question.kind == "choices" else "FEEDBACK"
    return _modal(f"A{key}", [make("p", feedback)], outcome)


def _modal(identifier: str, content: list[Element], outcome: str = "FEEDBACK") -> Element:
    values = {"outcome-identifier": outcome, "identifier": identifier, "show-hide": "show"}
    return make("qti-modal-feedback", make("qti-content-body", *content), **values)


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
