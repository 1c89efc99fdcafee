"""Placeholders stand in a page that is made for many readers, where each reader's own values will be filled in.

A region stands between two placeholders: what was made for many, unless the reader has her own HTML for it.

Inside of `making_for_many` templates and forms write a placeholder instead of a value: `placeholder("csrf")`. It is made
of letters and digits, so that no escaping changes it, and drawn anew at each start, so that nobody can write one into a text.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_secret = secrets.token_hex(12)
_is_for_many: ContextVar[bool] = ContextVar("page_is_for_many", default=False)
_PLACEHOLDER = re.compile(f"gap{_secret}([a-z]+|[a-z]+_[0-9]+_)0".encode())
END_OF_REGION = "end"
_REMAINS = [part.encode() for half in (_secret[:8], _secret[-8:]) for part in (half, half.upper())]


class NotCacheable(Exception):
    """This page cannot serve many readers: a placeholder in it was cut or changed."""


@contextmanager
def making_for_many() -> Iterator[None]:
    """In here, a page is made for many readers."""
    before = _is_for_many.set(True)
    try:
        yield
    finally:
        _is_for_many.reset(before)


def is_for_many() -> bool:
    return _is_for_many.get()


def placeholder(name: str) -> str:
    """Marks where the value of `name` (small letters alone) will be filled in."""
    return f"gap{_secret}{name}0"


def region(name: str, number: int, html: str) -> str:
    """Returns the HTML of a part of which a reader may have her own, marked while a page is made for many.

    `name` (small letters alone) and `number` tell it from other parts: "acts", 12 is known as `region_name("acts", 12)`.
    """
    if not is_for_many():
        return html
    return f"{placeholder(region_name(name, number))}{html}{placeholder(END_OF_REGION)}"


def region_name(name: str, number: int) -> str:
    return f"{name}_{number}_"


def one_time_token(name: str) -> str:
    """Returns a fresh UUID for a form, or its placeholder; `name` tells it from other tokens of the same page."""
    return placeholder(name) if is_for_many() else str(uuid4())


def split(html: bytes) -> tuple[list[bytes], list[str]]:
    """Returns the pieces around the placeholders, and the names of these, one fewer. Raises NotCacheable."""
    parts = _PLACEHOLDER.split(html)
    pieces, names = parts[::2], [name.decode() for name in parts[1::2]]
    if any(part in piece for piece in pieces for part in _REMAINS):
        raise NotCacheable
    return pieces, names
