"""What saves the renderer's time changes nothing of what it makes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.markup import typesetting
from common.markup.rendering import MarkdownRenderer, render_here
from common.markup.text_sections import Rendered, WikiLink
from demo.content import read_campaign
from tests.common.markup.samples import AWKWARD, FULL
from tests.for_each import for_each

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
    "[[b|c]]",
    "[[B]]",
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
    """A renderer that makes every block anew, and asks every text for every pattern."""
    renderer = MarkdownRenderer(language)
    for name in ("plain_texts", "remembered"):
        renderer.markdown.treeprocessors.deregister(name)
    renderer.markdown.parser.blockprocessors.deregister("plain_paragraphs")
    return renderer


PLAIN = plain("fr")


LINKS = {"a": WikiLink("/a", exists=True), "b": WikiLink("/b", exists=False)}


def made_plainly(text: str) -> Rendered:
    return PLAIN.render(text, LINKS, "", {}, {})


def made(text: str) -> Rendered:
    return render_here(text, LINKS, "fr")


def demo_texts() -> list[str]:
    return [text for page in read_campaign().pages for text in page.texts()[:1]]


@for_each("text", [FULL, *AWKWARD, *demo_texts()[:12]])
def test_plain_texts_set_apart_look_as_they_would(text: str) -> None:
    assert made(text) == made_plainly(text)


@given(SNIPPETS)
@settings(max_examples=300)
def test_no_sign_loses_its_meaning(text: str) -> None:
    assert made(text) == made_plainly(text)


@given(SNIPPETS, st.sampled_from(["", "x"]), st.sampled_from(["fr", "en"]))
def test_words_that_are_remembered_are_set_as_they_would_be(text: str, letter: str, language: str) -> None:
    for _ in range(2):
        found = typesetting.typeset(text, language, before=letter, after=letter)
        assert found == typesetting._typeset(text, language, letter, letter)


@given(st.lists(SNIPPETS, min_size=2, max_size=3))
@settings(max_examples=300)
def test_blocks_that_are_remembered_look_as_they_would(texts: list[str]) -> None:
    for text in [*texts, "\n\n".join(texts), "\n\n".join(reversed(texts))]:
        assert made(text) == made_plainly(text)


def test_a_block_that_was_made_before_is_not_made_again() -> None:
    renderer = MarkdownRenderer("fr")
    texts = ["Un *mot*.\n\n- **deux**\n- trois", "Encore.\n\nUn *mot*.\n\n- **deux**\n- trois"]
    made = [renderer.render(text, {}, "", {}, {}).html for text in texts]
    assert len(renderer.remembered.found) == 2
    assert made[1] == made_plainly(texts[1]).html


def test_a_block_of_links_is_made_again_where_one_leads_elsewhere() -> None:
    renderer, text = MarkdownRenderer("fr"), "- [[Une page]]\n- [[Une page|ici]], [[Autre]] ou [[UNE page]]"
    for url, number in (("/a", 0), ("/a", 1), ("/b", 0), ("/b", 1)):
        links = {"une page": WikiLink(url, exists=True)}
        found = renderer.render(text, links, "", {}, {})
        assert found == PLAIN.render(text, links, "", {}, {})
        assert (len(renderer.remembered.found), found.links) == (number, ("Une page", "Autre"))


def test_what_hangs_on_the_whole_text_is_made_each_time() -> None:
    renderer = MarkdownRenderer("fr")
    for url in ("/a", "/b"):
        links = {"une page": WikiLink(url, exists=True)}
        made = renderer.render("Voir [[Une page]].\n\n# Un titre\n\n# Un titre", links, "", {}, {})
        assert f'href="{url}"' in made.html
        assert [heading.id for heading in made.contents] == ["h-un-titre", "h-un-titre-2"]
    before = renderer.render("Voir [ici].\n\n[ici]: /a", {}, "", {}, {}).html
    assert (
        before
        != renderer.render("Voir [ici].\n\n[ici]: /b", {}, "", {}, {}).html
        != renderer.render("Voir [ici].", {}, "", {}, {}).html
    )
