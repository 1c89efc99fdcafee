"""The pictures of the demo: each is drawn, stands somewhere, and is worded in every language of that place."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from common.markup.sentences import sentences
from demo.content import read_campaign
from demo.pictures.placement import PictureContent, after_the_first_paragraph, read_pictures
from tests.for_each import for_each

pytestmark = pytest.mark.pure

LANGUAGES = {"fr", "en", "it", "ja"}
PICTURES = read_pictures()
# What the booklet shows of them, in millimetres: across a page with its bleed, or across the text.
ACROSS_A_PAGE, IN_A_TEXT = (156, 122), (111.4, 0)
SHARP = 300 / 25.4  # pixels in a millimetre


def test_the_cover_every_chapter_and_a_few_tips_and_pages_have_one() -> None:
    places = [picture.place for picture in PICTURES]
    assert len(set(places)) == len(places)
    others = {"cover", "course", *(f"chapter {number}" for number in range(1, 5))}
    campaign = read_campaign()
    known = {f"tip {tip.number}" for tip in campaign.tips} | {f"page {page.file}" for page in campaign.pages}
    assert {place for place in places if place not in known} == others


@for_each("picture", PICTURES)
def test_it_is_worded_in_every_language_of_its_place(picture: PictureContent) -> None:
    is_of_the_wiki, in_a_text = picture.place.startswith("page"), picture.place.startswith(("tip", "page"))
    wanted = {"fr"} if is_of_the_wiki else set(LANGUAGES)
    assert set(picture.alt) == wanted
    assert set(picture.caption) == (wanted if in_a_text else set())
    for words in (*picture.alt.values(), *picture.caption.values()):
        assert 10 < len(words) <= 300 and not set(words) & set('[]"<>\n')
    assert all(words not in picture.alt.values() for words in picture.caption.values())


@for_each("picture", PICTURES)
def test_it_is_drawn_sharp_enough_for_paper_and_no_larger_than_what_is_taken_in(picture: PictureContent) -> None:
    drawn = picture.draw()
    width, height = ACROSS_A_PAGE if picture.place.startswith(("cover", "chapter")) else IN_A_TEXT
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.format == "PNG" and image.width >= width * SHARP and image.height >= height * SHARP
        assert len(image.convert("RGB").getcolors(image.width * image.height) or ()) > 20
    assert len(drawn) < 600_000


def test_the_same_picture_is_the_same_bytes() -> None:
    picture = next(one for one in PICTURES if one.place == "tip 7")
    assert picture.draw() == picture.draw()


def test_in_a_text_it_stands_behind_the_first_paragraph_and_leaves_the_others_alone() -> None:
    assert after_the_first_paragraph("Un.\n\nDeux.\n\nTrois.", "![](p)") == "Un.\n\n![](p)\n\nDeux.\n\nTrois."
    assert after_the_first_paragraph("Un.", "![](p)") == "Un.\n\n![](p)"


def test_a_caption_is_a_sentence_that_no_other_begins_like() -> None:
    tips = {f"tip {tip.number}": tip for tip in read_campaign().tips}
    for picture in PICTURES:
        if tip := tips.get(picture.place):
            caption = picture.caption["fr"]
            assert len(sentences(caption)) == 1
            assert not tip.tied(caption)
