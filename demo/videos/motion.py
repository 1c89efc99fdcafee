"""How things move: each function takes the seconds of a shot and returns how far a movement has come."""

from __future__ import annotations

from math import cos, exp, pi, sin


def part(t: float, start: float, length: float) -> float:
    """Returns 0 before the movement, 1 after it, and evenly what lies between."""
    return min(1.0, max(0.0, (t - start) / length))


def ease(t: float, start: float, length: float) -> float:
    """Begins and ends slowly."""
    return (1 - cos(pi * part(t, start, length))) / 2


def pop(t: float, start: float, length: float = 0.5) -> float:
    """Goes a little too far, and comes back."""
    gone = part(t, start, length)
    return 0.0 if gone == 0 else 1 - exp(-6 * gone) * cos(9 * gone) * (1 - gone)


def between(first: float, last: float, how_far: float) -> float:
    return first + (last - first) * how_far


def sway(t: float, seconds: float, amount: float = 1, begins: float = 0) -> float:
    """To and fro, once in so many seconds."""
    return amount * sin(2 * pi * (t / seconds + begins))


def blinks(t: float, seed: float = 0) -> bool:
    """Now and then, for a tenth of a second."""
    return (t + seed) % 2.9 < 0.12
