"""In an edition, the words of the glossary lead from the tips to their entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide.publication.document import Guide
from guide.publication.layout import lay_out
from guide.publication.web import build_web

from .documents import NAMES, build_front_end, make_chapter, make_guide, make_section, make_tip

pytestmark = pytest.mark.pure


def guide_of(html: str, **changes: object) -> Guide:
    glossary = make_section("glossary", "Glossaire", "<dl><dt>Cookie</dt><dd>Un petit fichier.</dd></dl>")
    tips = (make_tip(1, html=html), make_tip(2, html=html))
    values = {"sections": (glossary,), "chapters": (make_chapter(1, tips),), "links_words": True}
    return make_guide(**values | changes)


def test_each_tip_leads_once_to_the_entry_and_the_entry_is_there(tmp_path: Path) -> None:
    build_front_end(tmp_path)
    page = build_web(guide_of("<p>Un cookie, puis des cookies.</p>"), assets=tmp_path)["index.html"].decode()
    assert page.count('<a class="word" href="#glossary-word-1">cookie</a>') == 2
    assert page.count('id="glossary-word-1"') == 1


def test_a_link_of_the_tip_is_never_mistaken_for_a_word() -> None:
    html = '<p><a href="https://exemple.fr/">cookie</a></p>'
    assert "glossary" not in lay_out(guide_of(html)).chapters[0].tips[0].html


def test_an_edition_that_came_out_without_such_links_stays_without() -> None:
    document = guide_of("<p>Un cookie.</p>").to_json()
    del document["links_words"]
    old = Guide.from_json(document, names=NAMES)
    assert "glossary" not in lay_out(old).chapters[0].tips[0].html


def test_a_guide_without_a_glossary_has_no_links() -> None:
    guide = replace(guide_of("<p>Un cookie.</p>"), sections=())
    assert "glossary" not in lay_out(guide).chapters[0].tips[0].html
