"""The tunes of the films, and how tune and noises become one track."""

from __future__ import annotations

import wave
from array import array
from dataclasses import dataclass
from functools import cache
from math import cos, pi
from pathlib import Path
from typing import TYPE_CHECKING

from demo.videos.sounds import RATE, Samples, bowed, effect, struck

if TYPE_CHECKING:
    from demo.videos.films import Film

SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
MUSIC, NOISES, PEAK = 0.42, 0.8, 0.8


@dataclass(frozen=True)
class Tune:
    """Steps of equal length, so many a minute: notes such as a4 or f#5, and - for none; both voices begin anew at their end."""

    steps: int
    melody: str
    bass: str


TUNES = {
    "sneaky": Tune(
        260,
        "a4 - c5 - b4 - g#4 - a4 - - - e4 - - - a4 - c5 - e5 - d#5 - e5 - - - - - - - "
        "f5 - e5 - d5 - c5 - b4 - d5 - g#4 - b4 - a4 - - - e4 - c5 - a4 - - - - - - -",
        "a2 - - - e3 - - - a2 - - - e3 - - - d3 - - - a2 - - - e3 - - - e2 - g#2 -",
    ),
    "office": Tune(
        330,
        "e5 - g5 - - a5 - g5 - e5 - - d5 - - - c5 - e5 - - f5 - e5 - d5 - - g4 - - - "
        "f5 - a5 - - g5 - f5 - e5 - - c5 - - - d5 - f5 - - e5 - d5 - c5 - - - - - -",
        "c3 - - g3 - - c3 - a2 - - e3 - - a2 - d3 - - a3 - - d3 - g2 - - d3 - - g2 -",
    ),
    "party": Tune(
        400,
        "g5 - g5 a5 - g5 - e5 - c5 - e5 d5 - - - f5 - f5 g5 - f5 - d5 - b4 - d5 c5 - - - "
        "e5 - e5 f5 - e5 - c5 - a4 - c5 b4 - - - d5 - g5 - f5 - d5 - e5 - c5 - c5 - - -",
        "c3 - g3 - c3 - g3 - a2 - e3 - a2 - e3 - d3 - a3 - d3 - a3 - g2 - d3 - g2 - b2 -",
    ),
    "hats": Tune(
        420,
        "d5 - f#5 a5 - f#5 d5 - e5 - g5 b5 - g5 e5 - f#5 - a5 - d6 - a5 - g5 - e5 - c#5 - a4 - "
        "d5 - d5 f#5 - a5 f#5 - g5 - g5 b5 - a5 g5 - f#5 - d5 - e5 - c#5 - d5 - a4 - d5 - - -",
        "d3 - a3 - d3 - a3 - e3 - b3 - e3 - b3 - d3 - a3 - d3 - a3 - a2 - e3 - a2 - e3 -",
    ),
}


@cache
def frequency(note: str) -> float:
    """Returns the hertz of a note: a4 is 440."""
    semitone = SEMITONES[note[0]] + ("#" in note) + 12 * int(note[-1])
    return float(440 * 2 ** ((semitone - 57) / 12))


@cache
def sound_of(note: str, instrument: str) -> Samples:
    return struck(frequency(note)) if instrument == "melody" else bowed(frequency(note), 0.45)


def mix(into: Samples, samples: Samples, at: float, loud: float) -> None:
    begin = round(at * RATE)
    end = min(len(into), begin + len(samples))
    into[begin:end] = [old + loud * new for old, new in zip(into[begin:end], samples, strict=False)]


def track(film: Film) -> Samples:
    """Returns the sound of a film: its tune, silent where a shot wants it so, and its noises."""
    music = [0.0] * round(film.seconds * RATE)
    tune = TUNES[film.tune]
    for instrument, notes, loud in (("melody", tune.melody.split(), 0.7), ("bass", tune.bass.split(), 0.8)):
        step, number = 60 / tune.steps, 0
        while number * step < film.seconds - 1.6:
            note = notes[number % len(notes)]
            if note != "-" and not any(first <= number * step < last for first, last in film.silences):
                mix(music, sound_of(note, instrument), number * step, loud * MUSIC)
            number += 1
    for at, name in film.sounds:
        mix(music, effect(name), at, NOISES)
    return faded(music)


def faded(samples: Samples) -> Samples:
    """As loud as a track may be, and softer over its last second."""
    loudest = max(map(abs, samples)) or 1.0
    last = len(samples) - RATE
    return [
        value * PEAK / loudest * (1 if number < last else (1 + cos(pi * (number - last) / RATE)) / 2)
        for number, value in enumerate(samples)
    ]


def write_track(film: Film, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", (round(value * 32_000) for value in track(film))).tobytes())
