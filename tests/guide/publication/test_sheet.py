from dataclasses import replace
from pathlib import Path

import pytest
import segno

from guide.publication import leaflet, pdf, poster, printers, qr, share
from guide.publication.materials import Links, Materials
from guide.publication.sheet import Address, address_of, chapters_of

from .documents import make_chapter, make_guide, make_tip
from .pdfs import materials as drawing_materials

pytestmark = pytest.mark.pure


def places(*chapters: tuple[int, ...]) -> list[list[tuple[int, bool]]]:
    """The places of a guide whose chapters hold tips with these numbers: number, and whether it is taken."""
    made = tuple(make_chapter(number, tuple(make_tip(tip) for tip in tips)) for number, tips in enumerate(chapters, 1))
    return [
        [(place.number, bool(place.tip)) for place in shelf.places] for shelf in chapters_of(make_guide(chapters=made))
    ]


def test_a_number_that_is_missing_is_a_free_place() -> None:
    assert places((1, 2), (6, 8, 10)) == [
        [(1, True), (2, True), (3, False), (4, False), (5, False)],
        [(6, True), (7, False), (8, True), (9, False), (10, True)],
    ]


def test_a_guide_without_a_tip_has_five_places_a_question() -> None:
    assert [len(chapter) for chapter in places((), (), (), ())] == [5, 5, 5, 5]


def test_questions_with_more_or_fewer_places_keep_their_numbers() -> None:
    assert [len(chapter) for chapter in places((1, 2, 3, 4, 5, 6, 7), (8, 9, 10))] == [7, 5]
    assert [len(chapter) for chapter in places((1, 2), (3, 4))] == [2, 5]


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
    for make in (pdf.make, printers.make_cover, poster.make, leaflet.make, share.make):
        codes = said.setdefault(make.__module__.rpartition(".")[2], [])
        monkeypatch.setattr(qr, "draw", lambda address, codes=codes: codes.append(address) or draw(address))
        make(guide, made_with)
        make(guide, of_channel)
    scanned, short = made_with.links.page, of_channel.short_address
    assert said == {
        "pdf": [short],
        "printers": [short],
        "poster": [scanned, short],
        "leaflet": [scanned, short],
        "share": [scanned, short],
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
