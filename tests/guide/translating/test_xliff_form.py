"""XLIFF as OASIS's schemas want it (XLIFF_SCHEMAS names their folder), and what no schema can say."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from guide.translating.exchange_files import ExchangeFile, ExchangeText, ExchangeUnit, UnitState
from guide.translating.xliff import XliffVersion, write_xliff
from tests.guide.translating.exchange_samples import demo_file

pytestmark = pytest.mark.pure

SCHEMAS: dict[XliffVersion, str] = {"2.0": "xliff-core-2.0.xsd", "1.2": "xliff-core-1.2-transitional.xsd"}


class BesideIt(etree.Resolver):
    """Both import what XML itself says of `xml:space` from another place: it lies beside them."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def resolve(self, url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(self.folder / "xml.xsd"), context) if url.endswith("/xml.xsd") else None


@cache
def schema(version: XliffVersion) -> etree.XMLSchema:
    folder = Path(os.environ.get("XLIFF_SCHEMAS", ""))
    if not (path := folder / SCHEMAS[version]).is_file():
        pytest.skip("no schemas of OASIS here: make test gets them")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(BesideIt(folder))
    return etree.XMLSchema(etree.parse(str(path), parser))


@pytest.mark.parametrize("language", ["en", "it", "ja"])
@pytest.mark.parametrize("version", SCHEMAS)
def test_every_text_of_the_demo_is_written_as_the_standard_wants(version: XliffVersion, language: str) -> None:
    schema(version).assertValid(etree.fromstring(write_xliff(demo_file(language), version)))


@pytest.mark.parametrize("version", SCHEMAS)
def test_so_is_whatever_was_typed(version: XliffVersion) -> None:
    hostile = 'Un **code** <b id="1">\x00\ud800 & ]]> [le site](https://cnil.fr "titre"), `*#06#` ![a](b.webp) [^1]'
    states = get_args(UnitState.__value__)
    units = [ExchangeUnit(f"p.{place}", hostile, hostile, state) for place, state in enumerate(states)]
    file = ExchangeFile("fr", "pt-BR", [ExchangeText("tip-7", 'Conseil "<7>"', 3, units)])
    schema(version).assertValid(etree.fromstring(write_xliff(file, version)))


def test_the_numbers_of_a_unit_of_2_0_are_its_own() -> None:
    """What a schema cannot say: no number twice in a source, and each code has its data."""
    name = "{urn:oasis:names:tc:xliff:document:2.0}"
    root = etree.fromstring(write_xliff(demo_file("it")))
    for unit in root.iter(f"{name}unit"):
        known = {data.get("id") for data in unit.iter(f"{name}data")}
        for side in ("source", "target"):
            codes = [code for end in unit.iter(f"{name}{side}") for code in end.iter(f"{name}pc", f"{name}ph")]
            assert len({code.get("id") for code in codes}) == len(codes)
            assert {value for code in codes for key, value in code.items() if key.startswith("dataRef")} <= known
    files = [file.get("id") for file in root]
    assert len(set(files)) == len(files)


def test_the_codes_of_1_2_come_in_pairs() -> None:
    name = "{urn:oasis:names:tc:xliff:document:1.2}"
    root = etree.fromstring(write_xliff(demo_file("it"), "1.2"))
    for side in root.iter(f"{name}source", f"{name}target"):
        begins = [code.get("id") for code in side.iter(f"{name}bpt")]
        assert sorted(begins) == sorted(code.get("id") for code in side.iter(f"{name}ept"))
        assert len(set(begins)) == len(begins)
