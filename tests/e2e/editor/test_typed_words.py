"""What is typed is what the site shows, whatever signs it holds: nothing of it becomes markup by accident."""

from __future__ import annotations

import html
import re

import pytest
from playwright.sync_api import Page

from common.markup.rendering import render_here

pytestmark = pytest.mark.pure

WORDS = [
    "a * b, a*b*c, **d**, ***",
    "snake_case, _souligné_, __init__",
    "un `accent` et ``deux``",
    "[x](y), [x][y], [x]: y, [[Page]], [^1], ![x](y), […]",
    "[x]: y",
    "# dièse",
    "#mot-dièse",
    "- tiret",
    "+ plus",
    "---",
    "===",
    "1. un",
    "2) deux",
    "> citation",
    "!!! note",
    ": définition",
    "| a | b |",
    "~~barré~~ et ~un~",
    "```code",
    "<b>gras</b> <kbd>K</kbd> <br> <!-- c -->",
    "&amp; &copy; AT&T &",
    "C:\\Users\\nom, \\*, fin\\",
    "https://exemple.fr/a_b*c",
    "日本*語*です",
    "C# ##",
]
PLACES = {
    "paragraph": "XSLOT",
    "second line": "avant\nXSLOT",
    "behind a break": "avant  \nXSLOT",
    "heading": "## XSLOT",
    "item": "- un\n- XSLOT",
    "sub-item": "- un\n    - XSLOT",
    "cell": "| a | b |\n|---|---|\n| XSLOT | d |",
    "quotation": "> XSLOT",
    "bold": "avant **XSLOT** fin",
    "link": "avant [XSLOT](/a/) fin",
    "before a link": "avant XSLOT[lien](/a/)",
    "admonition": '!!! note "Titre"\n    XSLOT',
    "term": "XSLOT\n:   définition",
    "definition": "terme\n:   XSLOT",
}
TYPE = """([source, words]) => words.map((word) => {
  core.replace(`debut\\n\\n${source}\\n\\nfin`)
  let at = -1
  const { doc, tr } = core.view.state
  doc.descendants((node, pos) => { if (node.text?.includes('XSLOT')) at = pos + node.text.indexOf('XSLOT') })
  core.view.dispatch(tr.insertText(word, at, at + 5))
  return core.markdown()
})"""


@pytest.mark.parametrize("place", PLACES)
def test_typed_words_are_shown_as_they_were_typed(editor: Page, place: str) -> None:
    source = PLACES[place]
    expected = shown(f"debut\n\n{source}\n\nfin")
    for word, text in zip(WORDS, editor.evaluate(TYPE, [source, WORDS]), strict=True):
        tags, words = shown(text)
        assert (tags, words) == (expected[0], expected[1].replace("XSLOT", squeezed(word))), (word, text)


def shown(text: str) -> tuple[list[str], str]:
    """The elements of the site's HTML, but for the links it makes of bare addresses; and its words without spaces."""
    rendered = render_here(text, {}, "en").html
    tags = re.findall(r"<(?!/|a\b|br|span)([a-z0-9]+)", rendered)
    return tags, squeezed(html.unescape(re.sub(r"</?[a-z][^>]*>", "", rendered)))


def squeezed(words: str) -> str:
    """Without spaces, and with the signs that a typewriter has: the site sets better ones."""
    for fine, plain in {"’": "'", "“": '"', "”": '"', "…": "..."}.items():
        words = words.replace(fine, plain)
    return re.sub(r"\s+", "", words)
