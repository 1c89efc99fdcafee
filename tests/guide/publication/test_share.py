import io
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from guide.publication import sheet
from guide.publication.font_metrics import Faces
from guide.publication.materials import Materials
from guide.publication.sheet import print_sheet

from .documents import build_front_end, make_chapter, make_guide, make_tip
from .pdfs import words

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Materials:
    return Materials(assets=build_front_end(tmp_path_factory.mktemp("dist")))


@pytest.fixture(scope="module")
def pictures(materials: Materials) -> dict[str, bytes]:
    return sheet.make(make_guide(), materials)


def test_the_guide_and_each_of_its_tips_have_a_picture(pictures: dict[str, bytes]) -> None:
    assert list(pictures) == ["share/guide.png", *(f"share/tip-{number}.png" for number in range(1, 21))]


def test_each_is_of_the_size_that_is_shown_and_light(pictures: dict[str, bytes]) -> None:
    for content in pictures.values():
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(content) < 100_000


def test_a_tip_is_framed_by_the_paper_of_its_question(materials: Materials, tmp_path: Path) -> None:
    assets = build_front_end(tmp_path)
    for number, colour in enumerate(("#582246", "#c33f1c", "#3f97a0", "#efbf4a"), 1):
        rectangle = f'<rect width="9" height="9" fill="{colour}"/>'
        paper = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{rectangle}</svg>'
        (assets / f"motifs/{number}.svg").write_text(paper)
    chapters = tuple(make_chapter(number, (make_tip(5 * number),)) for number in range(1, 5))
    made = sheet.make(make_guide(chapters=chapters), Materials(assets=assets))
    for number, colour in enumerate(((88, 34, 70), (195, 63, 28), (63, 151, 160), (239, 191, 74)), 1):
        with Image.open(io.BytesIO(made[f"share/tip-{5 * number}.png"])) as picture:
            whole = picture.convert("RGB")
            assert whole.getpixel((20, 300)) == pytest.approx(colour, abs=3)
            assert min(whole.getpixel((600, 100))) > 245  # the label on it


def test_the_same_guide_gives_the_same_bytes_and_another_title_others(materials: Materials) -> None:
    one, other = (make_guide(chapters=(make_chapter(1, (make_tip(1, title=title),)),)) for title in ("Un", "Deux"))
    assert sheet.make(one, materials) == sheet.make(one, materials)
    assert sheet.make(one, materials)["share/tip-1.png"] != sheet.make(other, materials)["share/tip-1.png"]


def test_nothing_of_a_long_title_and_subtitle_is_lost() -> None:
    title = "Il buon senso digitale di tutte le persone che lavorano, vivono, viaggiano e comprano al porto nuovo"
    subtitle = f"{title}, raccolto in otto settimane di un solo autunno, riletto da colleghe e colleghi, per domande"
    guide = make_guide(
        title=title, subtitle=subtitle, language="it", chapters=(make_chapter(1, (make_tip(1, title=title),)),)
    )
    real = Materials(assets=settings.PUBLICATION_ASSETS)
    faces = Faces(real.assets, "it")
    cards = [sheet.card(tip, chapter, faces) for chapter in guide.chapters for tip in chapter.tips]
    rules = sheet.rules_for(guide, cards, faces)
    pdf = print_sheet("share", guide, real, sheet.context_of(guide, cards, faces), rules=rules)
    assert f"{title} {subtitle} Mutuelle des Deux Rives" in words(pdf, 1, 1)
    assert title in words(pdf, 2, 2)


def test_a_long_title_is_set_smaller_and_in_even_lines() -> None:
    chapter, faces = make_chapter(1), Faces(settings.PUBLICATION_ASSETS, "fr")
    short = sheet.card(make_tip(1, title="Raccrochez, puis rappelez"), chapter, faces)
    long = sheet.card(
        make_tip(1, title="Vérifiez toujours l’adresse de celui qui vous écrit avant de répondre " * 2), chapter, faces
    )
    assert short.size > long.size
    assert len(long.lines) * long.size * 1.08 <= sheet.HEIGHT
    assert max(map(len, long.lines)) < 1.6 * min(map(len, long.lines))
