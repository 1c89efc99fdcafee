import io
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import segno
from pypdf import PdfReader

from guide.publication import leaflet, pdf, poster, prepress, qr, sheet
from guide.publication.document import Guide
from guide.publication.materials import Links, Materials
from guide.publication.qr import Address, address_of
from guide.publication.sheet import chapters_of

from .documents import NAMES, make_chapter, make_guide, make_tip
from .pdfs import materials as drawing_materials

pytestmark = pytest.mark.pure


def numbers(guide: Guide) -> list[list[tuple[int, bool]]]:
    """The places that a sheet prints: number, and whether it is taken."""
    return [[(place.number, bool(place.tip)) for place in chapter.places] for chapter in chapters_of(guide)]


def guide_of_twelve_places() -> Guide:
    """Three questions of four places each; the last place of all is free."""
    chapters = [make_chapter(1, (make_tip(1), make_tip(2))), make_chapter(2, ()), make_chapter(3, (make_tip(9),))]
    places = [tuple(range(first, first + 4)) for first in (1, 5, 9)]
    return make_guide(
        chapters=tuple(replace(one, places=own) for one, own in zip(chapters, places, strict=True)), summary=""
    )


def test_every_place_of_the_edition_is_printed_and_none_beyond_the_last() -> None:
    assert numbers(guide_of_twelve_places()) == [
        [(1, True), (2, True), (3, False), (4, False)],
        [(5, False), (6, False), (7, False), (8, False)],
        [(9, True), (10, False), (11, False), (12, False)],
    ]


def test_a_frozen_edition_carries_its_places() -> None:
    guide = guide_of_twelve_places()
    assert numbers(Guide.from_json(guide.to_json(), names=NAMES)) == numbers(guide)


def test_an_edition_that_does_not_say_its_places_shows_those_of_its_tips() -> None:
    frozen = guide_of_twelve_places().to_json()
    for chapter in frozen["chapters"]:
        del chapter["places"]
    assert numbers(Guide.from_json(frozen, names=NAMES)) == [[(1, True), (2, True)], [], [(9, True)]]


@pytest.mark.parametrize("form", [poster, leaflet])
def test_poster_and_leaflet_of_twelve_places_print_no_thirteenth(tmp_path: Path, form: ModuleType) -> None:
    (pdf,) = form.make(guide_of_twelve_places(), drawing_materials(tmp_path)).values()
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split()
    assert "12" in printed
    assert "13" not in printed


def test_the_short_address_goes_before_the_guide_s_own_which_is_typed_and_the_page_s_which_is_scanned(tmp_path) -> None:
    page = Links(page="https://site.example.org/guide/fr/")
    whole = Materials(assets=tmp_path, links=page, short_address="https://guide.example.org/c/lille/fr/")
    plain = Materials(assets=tmp_path, links=page)
    nowhere = Materials(assets=tmp_path)
    assert address_of(make_guide(), whole) == Address(
        "https://guide.example.org/c/lille/fr/", "guide.example.org/c/lille/fr"
    )
    assert address_of(make_guide(), plain) == Address("https://site.example.org/guide/fr/", "guide.example.org")
    assert address_of(make_guide(address=""), plain).words == "site.example.org/guide/fr"
    assert address_of(make_guide(), nowhere) == Address("https://guide.example.org", "guide.example.org")
    assert address_of(make_guide(address=""), nowhere) is None


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_code_in_every_form_leads_to_the_guide_in_the_language_of_the_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    said: dict[str, list[str]] = {}
    made_with = drawing_materials(tmp_path, links=Links(page=f"https://site.example.org/guide/{language}/"))
    of_channel = replace(made_with, short_address=f"https://site.example.org/c/lille/{language}/")
    draw = qr.draw
    guide = make_guide(language=language, chapters=(make_chapter(1, ()),), sections=())
    for make in (pdf.make, prepress.make_cover, poster.make, leaflet.make, sheet.make):
        codes = said.setdefault(make.__module__.rpartition(".")[2], [])
        monkeypatch.setattr(qr, "draw", lambda address, codes=codes: codes.append(address) or draw(address))
        make(guide, made_with)
        make(guide, of_channel)
    scanned, short = made_with.links.page, of_channel.short_address
    assert said == {
        "pdf": [scanned, short],
        "prepress": [scanned, short],
        "poster": [scanned, short],
        "leaflet": [scanned, short],
        "sheet": [scanned, short],
    }


def test_the_code_says_the_address_and_leaves_a_quiet_zone() -> None:
    """Drawn module by module: what the path fills is what the code says."""
    address = "https://guide.example.org/a/lille"
    wanted = [list(row) for row in segno.make(address, error="q", boost_error=False, micro=False).matrix_iter(border=4)]
    svg = qr.draw(address).decode()
    size = len(wanted)
    found = [[0] * size for _ in range(size)]
    for piece in svg.split('fill="#000" d="')[1].split('"')[0].split("z"):
        if piece:
            x, rest = piece[1:].split(" ")
            y, length = rest.split("v")[0].split("h")
            found[int(y)][int(x) : int(x) + int(length)] = [1] * int(length)
    assert found == [[int(bool(module)) for module in row] for row in wanted]
    assert not any(any(row) for row in found[:4])
