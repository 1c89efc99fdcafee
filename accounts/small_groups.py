"""Of how few people a number may be told, and in what steps, so that it says of nobody what she did: docs/topics/figures.md."""

from __future__ import annotations

FEWEST_PEOPLE = 20
STEP = 5


def in_steps(number: int) -> int:
    """Returns the largest multiple of five that is not above the number."""
    return number - number % STEP
