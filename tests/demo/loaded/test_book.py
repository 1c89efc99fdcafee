"""The words of the demo's edition, in each of its languages, as its printed booklet has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import override_settings

from guide.builds import build
from guide.models import Edition
from guide.publication import booklet
from tests.french import faults_in, lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HIGH = "a space before a high sign"
FAULTS_ELSEWHERE = {
    "two full stops": re.compile(r"(?<!\.)\.\.(?!\.)|。。|\.[»”] ?\."),
    "a placeholder": re.compile(r"%\(?\w+\)?s\b|\{\w*\}|\{[{%#]|[%#}]\}|&#?\w+;"),
    "a straight apostrophe": re.compile(r"[^\W\d_]'[^\W\d_]"),
    "a plain space before a sign": re.compile(r" [;:?!,.](?=\s|$)"),
    HIGH: re.compile(r"[\u00a0\u202f][;:?!,.](?=\s|$)"),
}
OWN_FAULTS = {
    "en": {"marks of another language": re.compile(r"[«»「」]")},
    "it": {"a space inside guillemets": re.compile(r"«\s|\s»")},
    "ja": {
        "marks of another language": re.compile(r"[«»]"),
        "a space": re.compile(r"(?<=[ぁ-ヿ一-鿿]) (?=[ぁ-ヿ一-鿿])"),
    },
}
REFERENCE = re.compile(r", (?:19|20)\d\d\w?\. ")  # to a work whose title is French as often as not
OTHERS = list(OWN_FAULTS)


def book_in(language: str, media: Path) -> str:
    edition = Edition.objects.get(number=1)
    with override_settings(MEDIA_ROOT=media):
        materials = build.materials_of(edition, language)
        return booklet.manuscript(edition.guide_in(language), materials, "screen").html


def test_the_french_book_is_written_as_french_is(loaded_demo: str, media: Path) -> None:
    lines = lines_of(book_in("fr", media))
    assert len(lines) > 300
    assert [fault for line in lines for fault in faults_in(line)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_book_is_written_as_its_language_is(language: str, loaded_demo: str, media: Path) -> None:
    lines = lines_of(book_in(language, media), language)
    assert len(lines) > 300
    patterns = FAULTS_ELSEWHERE | OWN_FAULTS[language]
    found = [(kind, line) for line in lines for kind, pattern in patterns.items() if pattern.search(line)]
    assert [fault for fault in found if not (fault[0] == HIGH and REFERENCE.search(fault[1]))] == []


@pytest.mark.parametrize(
    ("language", "line"), [("fr", "Images\u00a0: ©"), ("en", "Pictures: ©"), ("it", "Immagini: ©"), ("ja", "図版：©")]
)
def test_the_imprint_says_that_its_credits_are_those_of_the_pictures(
    language: str, line: str, loaded_demo: str, media: Path
) -> None:
    assert [said for said in lines_of(book_in(language, media), language) if said.startswith(f"{line} Mutuelle")]


@pytest.mark.parametrize("form", ["booklet", "web"])
def test_no_line_of_a_heading_is_cut_at_the_hyphen_of_a_short_word(
    form: str, loaded_demo: str, media: Path, editions: Path
) -> None:
    html = book_in("fr", media) if form == "booklet" else (editions / "1" / "fr" / "index.html").read_text()
    headings = re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", html, re.DOTALL)
    assert any('<span class="whole">Parlez-en</span>' in heading for heading in headings)
    loose = [re.sub(r'<span class="whole">[^<]*</span>|<[^<>]*>', "", heading) for heading in headings]
    assert [heading for heading in loose if re.search(r"\w{1,8}-\w{1,8}\b", heading)] == []
