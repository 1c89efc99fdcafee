"""Room on the interpreter's stack for templates, which call deep.

CPython keeps the frames of calls in pieces of 16 KB, takes a piece from the kernel when calls go deeper than the last, and
gives it back when they return: a template that is drawn just across the edge of a piece does so thousands of times. A frame
that asks for more gets a larger piece, and those above it the rest of that: so a page that has to be made takes three
quarters of the time.
"""

from __future__ import annotations

from collections.abc import Callable

FRAME = 2**16  # times 8 bytes; in a piece of a power of two, 512 KB are left for what is called


def with_room[**P, R](call: Callable[P, R]) -> Callable[P, R]:
    """The same call; what is called in turn finds its room taken already."""

    def roomy(*arguments: P.args, **options: P.kwargs) -> R:
        return call(*arguments, **options)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=FRAME)
    return roomy
