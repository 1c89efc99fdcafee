"""What saves the renderer's time changes nothing of what it makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo.content import read_campaign
from markup import typography
from markup.rendered import Rendered
from markup.rendering import MarkdownRenderer, render_here
from tests.markup.samples import AWKWARD, FULL

pytestmark = pytest.mark.pure

SIGNS = [
    "*",
    "**",
    "_",
    "`",
    "[",
    "](/a)",
    "!",
    "<b>",
    "<br>",
    "&amp;",
    "&",
    "~~",
    "\\",
    "\\*",
    "@[x0123456789]",
    "[[a]]",
]
LINES = [
    "  \n",
    "\n",
    "\n\n",
    "    ",
    "- ",
    "- [ ] ",
    "> ",
    "# ",
    "| a | b |\n|--|--|\n|",
    "[^1]",
    "\n\n[^1]: x",
    "\n\n*[a]: b",
]
WORDS = ["Un mot", " ", "l'é", " : ", "12", "www.example.org", "http://example.org", "a@example.org", "é_é", "4 < 5"]
SNIPPETS = st.lists(st.sampled_from([*SIGNS, *LINES, *WORDS]), max_size=14).map("".join)


def plain(language: str) -> MarkdownRenderer:
    """A renderer that asks every text for every pattern."""
    renderer = MarkdownRenderer(language)
    renderer.markdown.treeprocessors.deregister("plain_texts")
    return renderer


PLAIN = plain("fr")


def made_plainly(text: str) -> Rendered:
    return PLAIN.render(text, {}, "", {}, {})


def demo_texts() -> list[str]:
    return [text for page in read_campaign().pages for text in page.texts()[:1]]


@pytest.mark.parametrize("text", [FULL, *AWKWARD, *demo_texts()[:12]])
def test_plain_texts_set_apart_look_as_they_would(text: str) -> None:
    assert render_here(text, {}, "fr") == made_plainly(text)


@given(SNIPPETS)
@settings(max_examples=300)
def test_no_sign_loses_its_meaning(text: str) -> None:
    assert render_here(text, {}, "fr") == made_plainly(text)


@given(SNIPPETS, st.sampled_from(["", "x"]), st.sampled_from(["fr", "en"]))
def test_words_that_are_remembered_are_set_as_they_would_be(text: str, letter: str, language: str) -> None:
    for _ in range(2):
        found = typography.typeset(text, language, before=letter, after=letter)
        assert found == typography._typeset(text, language, letter, letter)
