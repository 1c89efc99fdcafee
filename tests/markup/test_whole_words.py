"""No line of a heading is cut at the hyphen of a short word."""

from __future__ import annotations

import pytest

from markup import keep_words_whole, with_whole_words

pytestmark = pytest.mark.pure
WHOLE = '<span class="whole">{}</span>'


@pytest.mark.parametrize("word", ["peut-être", "c’est-à-dire", "rendez-vous", "dit-on", "a-t-il", "deux-points"])
def test_a_short_word_stays_whole_in_a_heading(word: str) -> None:
    assert keep_words_whole(f"Ce {word}, oui") == f"Ce {WHOLE.format(word)}, oui"
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
