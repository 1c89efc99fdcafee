"""Templates that are rendered once for all: of a part of a screen whose words depend on the language and on a few conditions.

Its values (addresses, names, tokens) are placeholders while it is rendered, and are filled in each time. The template knows
nothing else, neither the request nor the reader, so that nothing of one reader can come to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from common.caching.placeholders import making_for_many, placeholder, split

RENDERED = 500  # some kilobytes each


class RenderKey(NamedTuple):
    """Everything that the text around the values depends on."""

    template: str
    conditions: tuple[tuple[str, bool], ...]
    values: tuple[str, ...]
    language: str | None
    prefix: str
    urlconf: str | None


def prerendered(template: str, conditions: Mapping[str, bool] | None = None, **values: str) -> SafeString:
    """Returns the HTML of a template that knows these conditions and values alone; values are escaped unless they are safe.

    Names of values are of small letters alone, and a value is only written, never asked about.
    """
    key = RenderKey(
        template,
        conditions=tuple((conditions or {}).items()),
        values=tuple(values),
        language=get_language(),
        prefix=get_script_prefix(),
        urlconf=get_urlconf(),
    )
    pieces, names = _render(key) if settings.DEBUG else _rendered(key)
    html = [pieces[0]]
    for name, piece in zip(names, pieces[1:], strict=True):
        html += [conditional_escape(values[name]), piece]
    return SafeString("".join(html))


def _render(key: RenderKey) -> tuple[list[str], list[str]]:
    """Returns the texts around the values, and the names of these in their order, one fewer."""
    context = dict(key.conditions) | {name: placeholder(name) for name in key.values}
    with making_for_many():
        pieces, names = split(render_to_string(key.template, context).encode())
    return [piece.decode() for piece in pieces], names


_rendered = lru_cache(maxsize=RENDERED)(_render)
