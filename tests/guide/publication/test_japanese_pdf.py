"""guide.pdf in Japanese: its faces, its readings, its lines."""

import pypdfium2
import pytest
from django.conf import settings
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from guide.publication.pdf import build_pdf

from .documents import make_chapter, make_guide, make_tip
from .pdfs import fonts, opened, small_guide, titles, words

pytestmark = pytest.mark.pure
JAPANESE = "いちばん大切なアカウントは、メールアカウントです。"


@pytest.fixture(scope="session")
def japanese() -> bytes:
    """Set in the real faces, of a few pages."""
    tip = make_tip(1, title="まず、メールアカウントを守りましょう", html=f"<p>{JAPANESE}</p>")
    guide = make_guide(
        title="デジタルの良識", language="ja", sections=(), people=(), chapters=(make_chapter(1, (tip,)),)
    )
    return build_pdf(guide, assets=settings.PUBLICATION_ASSETS)


def test_japanese_is_set_in_its_own_faces_and_read_back(japanese: bytes) -> None:
    book = opened(japanese)
    names = {str(font.FontName).partition("+")[2] for font in fonts(book)}
    assert {"BIZ-UDPMincho", "BIZ-UDPGothic-Bold"} <= names
    assert not any("DejaVu" in name for name in names)
    assert JAPANESE in words(japanese).replace(" ", "")
    assert "まず、メールアカウントを守りましょう" in words(japanese).replace(" ", "")
    assert book.Root.Lang == "ja"
    assert (2, "1. まず、メールアカウントを守りましょう") in {title[:2] for title in titles(book)}


def test_a_reading_stands_above_its_word_and_moves_no_line() -> None:
    """The printing engine lays no ruby out by itself."""
    ruby = "<ruby>漏洩<rp>（</rp><rt>ろうえい</rt><rp>）</rp></ruby>"
    plain, read = (signs_of(f"<p>一行目。<br>情報の{word}。<br>三行目。</p>") for word in ("漏洩", ruby))
    assert "（" not in read
    assert [read[sign] == pytest.approx(plain[sign], abs=0.01) for sign in "一漏洩三"] == [True] * 4
    (left, bottom, _right, top), (_left, _bottom, right, _top) = read["漏"], read["洩"]
    assert read["ろ"][1] > bottom + (top - bottom) / 2 and read["ろ"][3] < read["一"][1]
    assert read["ろ"][0] + read["い"][2] == pytest.approx(left + right, abs=1)


def test_all_lines_of_a_japanese_paragraph_stand_equally_far_apart() -> None:
    """With Latin letters and figures in them, a link, bold words, a reading, code, or none of these."""
    lines = (
        "一行目",
        "USBとWi-Fi 6",
        "三行目",
        '<a href="https://cnil.fr">CNIL</a>の頁',
        "<strong>二段階認証 SMS</strong>",
    )
    lines += (
        "七行目",
        "<ruby>罠<rp>（</rp><rt>わな</rt><rp>）</rp></ruby>と<em>phishing</em>",
        "<code>code</code>です",
        "終",
    )
    found = baselines_of(f"<p>{'<br>'.join(lines)}</p>")
    wanted = [[first - 16.4 * line for line in range(len(lines))] for first in found]
    assert any(all(any(abs(at - other) < 0.05 for other in found) for at in places) for places in wanted), found


def baselines_of(html: str) -> set[float]:
    """Where the lines of the page with a tip in Japanese stand, in points."""
    made = build_pdf(small_guide(html, language="ja", people=()), assets=settings.PUBLICATION_ASSETS)
    for page in pypdfium2.PdfDocument(made):
        if "一行目" in page.get_textpage().get_text_range():
            return {item.get_matrix().f for item in page.get_objects() if item.type == FPDF_PAGEOBJ_TEXT}
    pytest.fail("the tip is on no page")


def signs_of(html: str) -> dict[str, tuple[float, ...]]:
    """Where each sign of a tip in Japanese stands on its page: left, bottom, right, top."""
    made = build_pdf(small_guide(html, language="ja", people=()), assets=settings.PUBLICATION_ASSETS)
    for page in pypdfium2.PdfDocument(made):
        text = page.get_textpage()
        found = text.get_text_range()
        if "一行目" in found:
            return {sign: text.get_charbox(at) for at, sign in enumerate(found) if not sign.isspace()}
    pytest.fail("the tip is on no page")


def test_the_faces_of_a_guide_without_japanese_leave_the_japanese_ones_alone() -> None:
    from guide.publication.faces import fonts_for

    folder = settings.PUBLICATION_ASSETS
    assert not any("biz" in name for name in fonts_for("Bon sens", folder))
    assert sum("biz" in name for name in fonts_for("良識", folder)) == 4
