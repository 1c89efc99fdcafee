"""The noises of the films, made by arithmetic: each name gives its samples."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import exp, pi, sin
from random import Random

RATE = 24_000
type Samples = list[float]


def made(seconds: float, wave: Callable[[float], float]) -> Samples:
    return [wave(number / RATE) for number in range(round(seconds * RATE))]


def struck(pitch: float, seconds: float = 0.5, *, hard: float = 0.3) -> Samples:
    """A bar of wood."""
    low, high = 2 * pi * pitch, 2 * pi * pitch * 3.98
    return made(seconds, lambda t: exp(-6.5 * t) * sin(low * t) + hard * exp(-22 * t) * sin(high * t))


def bowed(pitch: float, seconds: float = 0.3) -> Samples:
    """A soft bass."""
    turn = 2 * pi * pitch
    return made(
        seconds,
        lambda t: min(1, t * 90) * exp(-5 * t) * (sin(turn * t) + 0.35 * sin(2 * turn * t) + 0.12 * sin(3 * turn * t)),
    )


def bell(pitch: float, seconds: float = 0.9) -> Samples:
    partials = ((1, 1.0, 4.0), (2.76, 0.5, 7.0), (5.4, 0.25, 11.0))
    return made(
        seconds,
        lambda t: 0.5 * sum(loud * exp(-dies * t) * sin(2 * pi * pitch * at * t) for at, loud, dies in partials),
    )


def slide(first: float, last: float, seconds: float) -> Samples:
    """A tone that glides."""
    angle, found = 0.0, []
    for number in range(round(seconds * RATE)):
        done = number / RATE / seconds
        angle += 2 * pi * (first + (last - first) * done) / RATE
        found.append(0.8 * sin(angle) * min(1, done * 20) * (1 - done))
    return found


def noise(seconds: float, *, smooth: float, swells: bool = False, seed: str = "noise") -> Samples:
    """A rush of air; `smooth` from 0 (hiss) to 1 (rumble)."""
    chance, level, found = Random(seed), 0.0, []  # noqa: S311 - the same noise at every run
    for number in range(round(seconds * RATE)):
        done = number / RATE / seconds
        level = smooth * level + (1 - smooth) * chance.uniform(-1, 1)
        loud = sin(pi * done) ** 2 if swells else exp(-9 * done)
        found.append(level * loud * (1 + 3 * smooth))
    return found


def muted_horn(syllables: tuple[tuple[float, float], ...]) -> Samples:
    """Somebody who speaks, as a trombone with a hat over it: pitch and length of each syllable."""
    found: Samples = []
    angle = 0.0
    for pitch, seconds in syllables:
        for number in range(round(seconds * RATE)):
            done = number / RATE / seconds
            open_ = sin(pi * done) ** 0.7 if 0 < done < 1 else 0.0
            angle += 2 * pi * pitch * (1.04 - 0.1 * done) / RATE
            tone = sum(open_ ** (0.5 * part) / part * sin(part * angle) for part in range(1, 8))
            found.append(0.55 * tone * open_)
        found += [0.0] * round(0.02 * RATE)
    return found


def chirps() -> Samples:
    """A cricket."""
    return made(0.7, lambda t: 0.16 * sin(2 * pi * 4300 * t) * max(0, sin(2 * pi * 28 * t)) * (t % 0.35 < 0.2))


def chord(*pitches: float) -> Samples:
    """Struck one after the other, and sounding together."""
    found = [0.0] * round(1.1 * RATE)
    for place, pitch in enumerate(pitches):
        begin = round(place * 0.07 * RATE)
        for number, value in enumerate(struck(pitch, 0.8)):
            found[begin + number] += 0.6 * value
    return found


@cache
def effect(name: str) -> Samples:
    return EFFECTS[name]()


EFFECTS: dict[str, Callable[[], Samples]] = {
    "alarm": lambda: [*slide(880, 880, 0.22), *slide(660, 660, 0.22), *slide(880, 880, 0.22), *slide(660, 660, 0.22)],
    "blip": lambda: slide(620, 820, 0.09),
    "buzz": lambda: made(0.12, lambda t: 0.3 * (1 if sin(2 * pi * 100 * t) > 0 else -1)),
    "clack": lambda: noise(0.12, smooth=0.4),
    "click": lambda: noise(0.04, smooth=0.2),
    "cricket": chirps,
    "ding": lambda: bell(1318),
    "flap": lambda: noise(0.2, smooth=0.75),
    "gulp": lambda: slide(420, 110, 0.3),
    "meow": lambda: muted_horn(((520, 0.18), (640, 0.3))),
    "pluck": lambda: chord(392, 523, 659),
    "plop": lambda: slide(240, 640, 0.11),
    "shutter": lambda: [*noise(0.05, smooth=0.2), *([0.0] * 1200), *noise(0.09, smooth=0.35)],
    "tada": lambda: chord(392, 523, 659, 784, 1047),
    "wah-boss": lambda: muted_horn(((110, 0.26), (98, 0.16), (123, 0.2), (110, 0.14), (92, 0.34))),
    "wah-fish": lambda: muted_horn(((131, 0.18), (98, 0.42))),
    "wah-hello": lambda: muted_horn(((220, 0.2), (262, 0.26), (220, 0.14), (247, 0.14), (196, 0.14), (220, 0.3))),
    "wah-low": lambda: muted_horn(((87, 0.24), (98, 0.2), (87, 0.16), (78, 0.16), (87, 0.34))),
    "wah-sugar": lambda: muted_horn(((294, 0.18), (262, 0.18), (330, 0.24), (262, 0.14), (220, 0.32))),
    "whoosh": lambda: noise(0.55, smooth=0.86, swells=True),
}
