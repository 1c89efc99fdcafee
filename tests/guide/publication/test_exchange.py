"""The guide as JSON: it follows its schema, and holds names and addresses instead of references."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from guide.publication.document import AskedQuestion, CheckLine, Person, Quotation, SelfCheck
from guide.publication.exchange import make
from guide.publication.materials import Language, Links, Materials

from .demo_guide import LANGUAGES, demo_guide
from .documents import make_chapter, make_guide, make_tip
from .everything import odd_guide

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[3]
LINKS = Links(page="https://guide.example.org/guide/fr/")
MATERIALS = Materials(Path("nowhere"), languages=(Language("fr", "Français", "../fr/"),), links=LINKS)


def document_of(guide: Any, materials: Materials = MATERIALS) -> dict[str, Any]:
    return json.loads(make(guide, materials)["guide.json"])


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return json.loads(make(make_guide(), MATERIALS)["guide.schema.json"])


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_follows_its_schema_in_every_language(language: str, validator: Draft202012Validator) -> None:
    validator.validate(document_of(demo_guide(language)))


def test_so_do_a_preview_an_empty_guide_and_one_with_everything(
    validator: Draft202012Validator, tmp_path: Path
) -> None:
    validator.validate(document_of(make_guide(edition=None, published_on=None, sections=(), chapters=(), people=())))
    validator.validate(document_of(odd_guide(tmp_path), Materials(Path("nowhere"), tmp_path)))


def test_the_schema_refuses_what_it_does_not_know(validator: Draft202012Validator) -> None:
    document = document_of(make_guide())
    for change in (
        lambda data: data.update(person="17"),
        lambda data: data.pop("imprint"),
        lambda data: data["chapters"][0]["tips"][0].update(reference="conseil-1"),
        lambda data: data["sections"][0].update(kind="poem"),
        lambda data: data.update(published_on="hier"),
    ):
        changed = deepcopy(document)
        change(changed)
        assert not validator.is_valid(changed)


def test_every_property_of_the_schema_says_what_it_is_in_its_documentation(schema: dict[str, Any]) -> None:
    told = (ROOT / "docs" / "guide-schema.md").read_text("utf-8")
    shapes = [schema, *schema["$defs"].values()]
    names = {name for shape in shapes for name in shape.get("properties", ())} - {"$schema"}
    assert {name for name in names if f"`{name}`" not in told} == set()


def test_the_self_check_is_in_it_with_numbers_of_tips_and_only_where_there_is_one(
    validator: Draft202012Validator,
) -> None:
    asked = (
        AskedQuestion(CheckLine("Est-ce vrai ?"), True, CheckLine("Cherchez."), (), "conseil-1"),
        AskedQuestion(CheckLine("Qui le verra ?", "fr"), False, CheckLine("Demandez."), (2,), "conseil-9"),
    )
    check = SelfCheck(CheckLine("Avant"), (CheckLine("Une photo"), CheckLine("Un avis")), asked)
    chapters = (make_chapter(1, (make_tip(4, reference="conseil-1"),)),)
    document = document_of(make_guide(chapters=chapters, self_check=check))
    validator.validate(document)
    found = document["self_check"]
    assert [line["text"] for line in found["kinds"]] == ["Une photo", "Un avis"]
    assert [(one["safe_answer"], one["kinds"], one["tip"]) for one in found["questions"]] == [
        ("yes", [1, 2], 4),
        ("no", [2], None),
    ]
    assert found["questions"][1]["question"] == {"text": "Qui le verra ?", "language": "fr"}
    assert "conseil-" not in json.dumps(found)
    assert "self_check" not in document_of(make_guide(chapters=chapters))


def test_people_are_names_or_are_counted(tmp_path: Path) -> None:
    quoted = make_tip(1, quotation=Quotation("Une phrase.", Person("23"), "Lyon"))
    document = document_of(make_guide(chapters=(make_chapter(1, (quoted,)),)))
    tip = document["chapters"][0]["tips"][0]
    assert document["contributors"] == ["Karim Haddad", "Martine L."]
    assert tip["origin"] == {
        "pages": ["Le faux conseiller", "Les premières heures"],
        "authors": ["Karim Haddad", "Martine L."],
        "unnamed_authors": 1,
        "checked_on": "2026-09-18",
    }
    assert tip["quotation"] == {"text": "Une phrase.", "name": "", "place": ""}
    assert not re.search(r'"(?:person|people|reference)"', json.dumps(document))


def test_nothing_inside_leads_into_the_site_s_own_files(tmp_path: Path) -> None:
    text = make(odd_guide(tmp_path), MATERIALS)["guide.json"].decode()
    assert "/media/" not in text


def test_each_tip_has_its_address_and_that_of_its_sources() -> None:
    tip = document_of(make_guide(chapters=(make_chapter(1, (make_tip(1, reference="conseil-1"),)),)))["chapters"][0][
        "tips"
    ][0]
    assert tip["address"] == "https://guide.example.org/guide/fr/#tip-1"
    assert tip["origin_address"] == "https://guide.example.org/guide/tips/conseil-1/"


def test_sections_come_in_the_order_of_the_book_under_the_anchors_of_the_page() -> None:
    anchors = [section["anchor"] for section in document_of(make_guide())["sections"]]
    assert anchors == [
        "editorial", "introduction", "text-1", "text-2", "text-3", "conclusion", "text-4", "glossary",
        "bibliography", "acknowledgements",
    ]  # fmt: skip


def test_the_same_guide_gives_the_same_bytes() -> None:
    assert make(make_guide(), MATERIALS) == make(make_guide(), MATERIALS)
