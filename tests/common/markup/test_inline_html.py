"""A paragraph as it is looked at beside its translation: marks that readers do not see are elements, all words are escaped."""

from __future__ import annotations

import random
from html.parser import HTMLParser

import pytest

from common.markup.inline_codes import inline_html
from tests.for_each import for_each

pytestmark = pytest.mark.pure
SAMPLES = {
    "Un **mot**, *un* ***autre*** et ~~rien~~.": (
        "Un <strong>mot</strong>, <em>un</em> <strong><em>autre</em></strong> et <s>rien</s>."
    ),
    "[le *lien*](https://a.b)": '<span class="link" title="https://a.b">le <em>lien</em></span>',
    "[[Titre|le titre]], [[Autre]], <https://x.y>": (
        '<span class="link" title="Titre">le titre</span>, <span class="link">Autre</span>, '
        '<span class="link">https://x.y</span>'
    ),
    "![Un écran](a.png)": '<span class="pictured" title="a.png">Un écran</span>',
    "`a < b` H<sub>2</sub>O[^1]  \nfin": "<code>a &lt; b</code> H<sub>2</sub>O<sup>1</sup><br>fin",
    "{罠|わな} \\*x\\* @ada": "<ruby>罠<rp>（</rp><rt>わな</rt><rp>）</rp></ruby> *x* @ada",
    "| a | b |": '<span class="mark">| </span>a<span class="mark"> | </span>b<span class="mark"> |</span>',
    "a * b, 2_000_000": "a * b, 2_000_000",
}


@for_each(("markdown", "html"), SAMPLES.items())
def test_marks_are_elements(markdown: str, html: str) -> None:
    assert inline_html(markdown) == html


class Elements(HTMLParser):
    """Fails where an element is not known, ends before another that began in it, or has an attribute of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"br", "strong", "em", "s", "span", "code", "sub", "sup", "kbd", "abbr", "ruby", "rp", "rt"}
        assert {name for name, _value in attrs} <= {"class", "title"}
        self.open += [] if tag == "br" else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_whatever_is_typed_makes_sound_html() -> None:
    chance = random.Random(7)
    pieces = [
        "*",
        "**",
        "_",
        "~~",
        "`",
        "[",
        "](",
        ")",
        "![",
        "<sub>",
        "</sub>",
        "<b>",
        "<script>",
        "|",
        "[[",
        "]]",
        '"',
    ]
    pieces += [
        "'",
        "&",
        "{罠|わな}",
        "{",
        "\\",
        "\n",
        " ",
        "mot",
        "> ",
        "- ",
        "[^1]",
        "<",
        ">",
        "https://a.b",
        " onclick=x",
    ]
    for _round in range(3000):
        elements = Elements()
        elements.feed(inline_html("".join(chance.choices(pieces, k=chance.randrange(1, 14)))))
        assert elements.open == []
