"""What people type finds what they mean, among the first three: over the demo's translations in their languages.

The same over the demo itself stands in tests/demo/loaded/test_demo_guide.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import User
from contributions.models import Page
from demo import content
from demo.tip_content import read_tip
from search.index import rebuild
from search.results import SearchResult
from search.searcher import find
from tests import factories

CASES = tomllib.loads((Path(__file__).parent / "quality.toml").read_text())
FIRST = 3


def title_of(result: SearchResult) -> str:
    """Of what has none: that of the page under which it stands."""
    return (result.shown.title or result.shown.place).replace("\u00a0", " ")


def shortcomings(language: str, reader: User) -> Iterator[str]:
    for case in CASES[language]:
        results = find(case["ask"], reader)
        way = "instead" if results.instead else "as asked"
        titles = [title_of(result) for result in [*results.exact, *results.loose]][:FIRST]
        if way != case.get("in", "as asked") or not set(titles) & set(case["any"]):
            yield f"{case['ask']} ({way}): {titles}"


def write_translations(language: str) -> None:
    """As the pages of a wiki in that language."""
    folder, themes = content.FOLDER / "translations" / language, factories.create_themes()
    tips = [read_tip(path) for path in sorted((folder / "tips").glob("*.md"))]
    read = (content.read_section(path) for path in sorted((folder / "sections").glob("*.md")))
    sections = [section for section in read if section.text]  # a heading alone is no page
    assert (len(tips), len(sections)) == (20, 11)
    for number, text in enumerate([*tips, *sections]):
        Page.objects.write(theme=themes[number % 4], title=text.title, body=text.text, author=None)


def test_there_are_enough_of_them() -> None:
    assert sum(len(cases) for cases in CASES.values()) >= 60
    assert all(len(CASES[language]) >= 10 for language in ("fr", "it", "en", "ja"))


@pytest.mark.parametrize("language", ["it", "en", "ja"])
def test_its_translations_are_found_in_their_languages(language: str, contributor: User, settings) -> None:
    factories.change_site_settings(language=language)
    settings.ON_TEXT_CHANGED = []
    write_translations(language)
    rebuild()
    assert list(shortcomings(language, contributor)) == []
