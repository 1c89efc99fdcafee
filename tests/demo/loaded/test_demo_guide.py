"""What the demo's guide says can be edited, and is found in each of its languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from accounts.models import User
from guide.models import Section, Tip
from search.models import ResultKind
from search.searcher import find
from tests.conftest import SignIn
from tests.search.test_quality import shortcomings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_demo")]


@pytest.mark.usefixtures("awake")
def test_each_text_of_the_guide_can_be_edited_and_moved_and_all_that_hears_of_it_is_told() -> None:
    editor = User.objects.get(username="editor")
    for text in [*Tip.objects.all(), *Section.objects.all()]:
        text.revise(title=text.title, body=f"{text.body}\n\nEncore.", author=editor, base_version=text.version)
    for tip in Tip.objects.placed().order_by("-number")[:3]:
        tip.release(by=editor)


@pytest.mark.parametrize(
    ("words", "language"), [("パスワード", "ja"), ("bank", "en"), ("consiglio", "it"), ("mot de passe", "fr")]
)
def test_the_guide_is_found_in_each_of_its_languages(words: str, language: str, sign_in: SignIn) -> None:
    reader = User.objects.get(username="contributor")
    found = [
        row
        for row in find(words, reader, kinds=[ResultKind.TIP, ResultKind.SECTION]).rows
        if row.entry.language == language
    ]
    assert found
    line = f'<a href="/guide/{language}/#'
    text = sign_in(reader).get("/search/", {"q": words, "kind": found[0].kind}).content.decode()
    assert line in text
    assert language == "fr" or f'lang="{language}"' in text


@pytest.mark.parametrize("words", ["phishing", "password", "QR"])
def test_a_text_of_the_guide_is_found_once_in_the_language_of_its_reader(words: str) -> None:
    found = {language: in_the_guide(words, language) for language in ("fr", "en")}
    assert sorted(found["fr"]) == sorted(found["en"])
    assert any(found["fr"].values())
    for language, texts in found.items():
        other = found["en" if language == "fr" else "fr"]
        assert all(other[text] != language or mine == language for text, mine in texts.items())
    assert "en" in found["en"].values()


def test_what_people_type_finds_what_they_mean() -> None:
    assert list(shortcomings("fr", User.objects.get(username="contributor"))) == []


def in_the_guide(words: str, language: str) -> dict[int, str]:
    """Which texts of the guide are found by somebody who reads the site in a language, and in which one each is shown."""
    reader = User.objects.get(username="contributor")
    with translation.override(language):
        pages = [find(words, reader, kinds=[ResultKind.TIP, ResultKind.SECTION], page=page) for page in (1, 2)]
    found = [(row.entry.object_id, row.entry.language) for page in pages for row in page.rows]
    assert len(found) == len(dict(found)), "found twice"
    return dict(found)
