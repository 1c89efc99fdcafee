"""Templates stay readable, and say what they said: djangofmt formats them, these tests hold what it does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
TEMPLATES = Path(__file__).parents[2] / "templates"
MOST_SIGNS, MOST_LINES = 140, 100
WORDS_OF_LETTERS = {"guide/distribution/mail/link.txt"}  # a paragraph of a letter in plain text is one line

# djangofmt may begin a line between two blocks that touch. What the second one prints then has a space before it.
BEGINS_WITH_A_STOP = re.compile(r"""^\s*\{% (?:if|for) [^%]*%\}(?:[,.;)]|\{% translate "[,.:;])""")


def templates() -> dict[str, list[str]]:
    found = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    return {str(path.relative_to(TEMPLATES)): path.read_text().splitlines() for path in found}


def test_no_line_of_a_template_is_longer_than_a_screen_is_wide() -> None:
    long = [
        f"{name}:{number}"
        for name, lines in templates().items()
        if name not in WORDS_OF_LETTERS
        for number, line in enumerate(lines, 1)
        if len(line) > MOST_SIGNS
    ]
    assert long == []


def test_no_template_is_longer_than_two_screens() -> None:
    assert [name for name, lines in templates().items() if len(lines) > MOST_LINES] == []


def test_no_comma_or_stop_is_set_off_by_the_break_of_a_line() -> None:
    """Put what stands before into a variable (`asvar`, `as`) and write `{{ it }}{% if … %}, …`."""
    set_off = [
        f"{name}:{number}"
        for name, lines in templates().items()
        for number, line in enumerate(lines, 1)
        if BEGINS_WITH_A_STOP.search(line)
    ]
    assert set_off == []
