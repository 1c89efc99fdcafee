"""No line of a heading is cut at the hyphen of a short word."""

from __future__ import annotations

import pytest

from common.markup import mark_whole_words, render
from common.markup.sanitise import sanitise
from common.markup.typesetting import with_whole_words

pytestmark = pytest.mark.pure
WHOLE = '<span class="whole">{}</span>'


@pytest.mark.parametrize("word", ["peut-être", "c’est-à-dire", "rendez-vous", "dit-on", "a-t-il", "deux-points"])
def test_a_short_word_stays_whole_in_a_heading(word: str) -> None:
    assert mark_whole_words(f"Ce {word}, oui") == f"Ce {WHOLE.format(word)}, oui"
    assert with_whole_words(f'<h2 id="a-b">Ce <em>{word}</em></h2>') == (
        f'<h2 id="a-b">Ce <em>{WHOLE.format(word)}</em></h2>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>peut-être</p>",
        '<h2 class="a-b" id="peut-être"><a href="/peut-être/">Oui</a></h2><p>peut-être</p>',
        "<h2>un-mot-qui-serait-bien-trop-long</h2>",
        "<h2>10 - 12, et -non-</h2>",
        "<header>peut-être</header>",
    ],
)
def test_everything_else_stays_as_it_is(html: str) -> None:
    assert with_whole_words(html) == html


def test_the_html_of_a_text_comes_with_whole_words() -> None:
    made = render(
        "## Peut-être\n\nPeut-être.\n\n### Sur mon-site.fr, peut-être\n\n## peut-être *peut-être*", language="fr"
    ).html
    assert made.count(WHOLE.format("Peut-être")) == 1
    assert "<p>Peut-être.</p>" in made
    assert '<a href="https://mon-site.fr" rel=' in made
    assert made.count(WHOLE.format("peut-être")) == 3
    assert sanitise(made) == made


def test_what_is_marked_is_not_marked_again() -> None:
    once = with_whole_words("<h2>Peut-être, dit-on <b>peut-être</b> vous-même</h2>")
    assert with_whole_words(once) == once
