"""One text out of two that speak of the same."""

from __future__ import annotations

import pytest

from common import markup
from tests.for_each import for_each

pytestmark = pytest.mark.pure


def join(text: str, other: str) -> str:
    return markup.join(
        text, markup.render(text, language="fr").contents, other, markup.render(other, language="fr").contents
    )


@for_each(
    ("text", "other", "joined"),
    [
        ("Un.", "Deux.", "Un.\n\nDeux."),
        ("Un.", "Un.", "Un."),
        ("Un.\n\nDeux.", "Deux.\n\nTrois.", "Un.\n\nDeux.\n\nTrois."),
        ("Un.", "## Que faire\n\nRaccrocher.", "Un.\n\n## Que faire\n\nRaccrocher."),
        ("## Que faire\n\nUn.", "## Que  faire\n\nDeux.", "## Que faire\n\nUn.\n\nDeux."),
        ("## Que faire\n\nUn.", "## QUE FAIRE\n\nUn.", "## Que faire\n\nUn."),
        ("## A\n\nUn.\n\n## B\n\nDeux.", "## B\n\nTrois.", "## A\n\nUn.\n\n## B\n\nDeux.\n\nTrois."),
        ("## A\n\nUn.\n\n## B\n\nDeux.", "## A\n\n### C\n\nTrois.", "## A\n\nUn.\n\n### C\n\nTrois.\n\n## B\n\nDeux."),
        ("Un.\n\n## A\n\nDeux.", "## Z\n\nDeux.", "Un.\n\n## A\n\nDeux."),
        ("```\nun\n\ndeux\n```", "```\nun\n\ndeux\n```\n\nTrois.", "```\nun\n\ndeux\n```\n\nTrois."),
        ("", "Un.", "Un."),
        ("Un.", "", "Un."),
    ],
)
def test_what_both_say_stands_once_and_like_named_sections_meet(text: str, other: str, joined: str) -> None:
    assert join(text, other) == joined


def test_every_paragraph_of_both_stands_in_the_joined_text() -> None:
    text = "Un.\n\n## A\n\nDeux.\n\n- trois\n- quatre\n\n## B\n\n> Cinq."
    other = "Six.\n\n## B\n\nSept.\n\n### C\n\nHuit.\n\n## D\n\nNeuf."
    joined = join(text, other)
    for words in ("Un.", "Deux.", "- trois\n- quatre", "> Cinq.", "Six.", "Sept.", "### C", "Huit.", "## D", "Neuf."):
        assert joined.count(words) == 1


def test_joining_again_changes_nothing() -> None:
    text, other = "Un.\n\n## A\n\nDeux.", "Trois.\n\n## A\n\nQuatre.\n\n## B\n\nCinq."
    once = join(text, other)
    assert join(once, other) == once
