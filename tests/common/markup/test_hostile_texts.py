"""Texts made to stop a renderer. Each ends in bounded time, refused or safe, and the next text is rendered."""

import re
from collections.abc import Iterator

import pytest

from common.markup import RenderRefused, excerpt, plain_text, render, renderer, wiki_link_titles
from tests.for_each import for_each

pytestmark = pytest.mark.pure

HOSTILE = {
    "opening brackets": "[" * 50_000,
    "opening images": "![" * 50_000,
    "links that stay open": "[](" * 40_000,
    "addresses that stay open": "[a](<b" * 20_000,
    "attributes that stay open": "<a href='" * 15_000,
    "divisions": "<div>" * 20_000,
    "small tags": "<kbd>" * 20_000,
    "rows": "| a | b |\n|---|---|\n" + "| a | b |\n" * 18_000,
    "tasks": "- [ ] a\n" * 11_000,
    "quotations": ">" * 10_000,
    "lists in lists": "".join("    " * depth + "- a\n" for depth in range(200)),
    "one megabyte": "a " * 500_000,
    "nothing but NUL": "\0" * 100_000,
    "lone surrogates": "\ud800\udfff" * 10_000 + "fin",
    "turned around": "\u202e\u2067<b>" * 5_000,
    "asterisks": "*a **b" * 20_000,
    "backticks": "`a``" * 20_000,
    "spaces": " " * 150_000 + "#",
    "notes": "[^1]" * 20_000 + "\n\n[^1]: a",
    "definitions of notes": "".join(f"[^{number}]: a\n" for number in range(6_000)),
    "points": "a." * 60_000,
    "wiki links": "[[a|" * 12 + "[[a|b]]" * 10_000,
    "guillemets": "«'" * 40_000,
    "references": "[a]: <b\n" * 10_000,
    "fences": "```\na\n\n" * 10_000,
}


@pytest.fixture(scope="module", autouse=True)
def impatient_renderers() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "CPU_SECONDS", 1.0)
        patch.setattr(renderer, "_current", {})
        yield
        for one in renderer._current.values():
            one.end()


@for_each("name", HOSTILE)
def test_a_hostile_text_is_refused_or_safe_and_the_next_is_rendered(name: str) -> None:
    try:
        html = render(HOSTILE[name], language="fr").html
    except RenderRefused as refused:
        assert refused.reason in {"too_long", "too_deep", "too_costly"}
    else:
        assert not re.search("<(?:div>|a href=\"?'|script)|[\0\ud800-\udfff\u202e\u2067]", html)
    assert render("La suite.", language="fr").html == "<p>La suite.</p>"


@for_each("name", HOSTILE)
def test_what_the_server_itself_reads_is_read_in_time(name: str) -> None:
    """A pattern that costs the square of the length would take minutes here."""
    assert len(plain_text(HOSTILE[name])) <= len(HOSTILE[name])
    assert len(excerpt(HOSTILE[name])) <= 200
    assert len(wiki_link_titles(HOSTILE[name])) <= 1
