"""What is the reader's own in a screen that is made once for many: marked while it is made, filled in for each.

Inside of `left_open` templates and forms write a mark instead of a value: `mark("csrf", 64)`. A mark is letters and digits,
drawn anew at each start, so that nobody can write one into a text.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_drawn = secrets.token_hex(12)
_is_open: ContextVar[bool] = ContextVar("holes_are_left_open", default=False)
_MARK = re.compile(f"kept{_drawn}([a-z]+)0+x".encode())

_ENDS = [end.encode() for part in (_drawn[:8], _drawn[-8:]) for end in (part, part.upper())]

TOKEN_LENGTH = 36  # of a UUID


@contextmanager
def left_open() -> Iterator[None]:
    """What is made in here is for many readers."""
    before = _is_open.set(True)
    try:
        yield
    finally:
        _is_open.reset(before)


def are_left_open() -> bool:
    return _is_open.get()


def mark(name: str, length: int = 0) -> str:
    """Stands where `name` will be filled in; of `length` signs where what is filled in always has so many."""
    begun = f"kept{_drawn}{name}"
    return begun + "0" * max(1, length - len(begun) - 1) + "x"


def one_time_token(name: str) -> str:
    """A fresh UUID for a form, or the mark of one; `name` tells it from other tokens of the same screen."""
    return mark(name, TOKEN_LENGTH) if are_left_open() else str(uuid4())


def split(made: bytes) -> list[bytes]:
    """Pieces and names of holes in turn: a piece first, and last."""
    return _MARK.split(made)


def is_whole(piece: bytes) -> bool:
    """Whether no mark was cut or changed in there."""
    return not any(end in piece for end in _ENDS)
