"""The words that somebody chose in a page, as a form or an address names them."""

from __future__ import annotations

from typing import TypedDict

from django.http import QueryDict

from common import markup

CONTEXT = 80


class SelectedWords(TypedDict):
    """The chosen words and what stands around them."""

    exact: str
    prefix: str
    suffix: str


def words_in(data: QueryDict) -> SelectedWords:
    """What was chosen; empty words where nothing was."""
    exact, before, after = (markup.clean_text(data.get(name, "")) for name in ("exact", "prefix", "suffix"))
    return {"exact": exact, "prefix": before[-CONTEXT:], "suffix": after[:CONTEXT]}


def words_of(anchor: markup.TextQuote) -> SelectedWords:
    return {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
