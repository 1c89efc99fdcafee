"""A film is its shots, one after the other, between a title and the sentence that a viewer is asked to complete."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from demo.pictures.canvas import FILL, INK, PAPER
from demo.pictures.things import guillemet
from demo.videos.frames import HEIGHT, WIDTH, Frame, text_width
from demo.videos.motion import ease, part, pop

FPS = 12
TITLE_SECONDS = 2.6
END_SECONDS = 4.6
GUILLEMETS = {1: FILL[1], 2: FILL[2], 3: "#17545c", 4: "#8a3a12"}


@dataclass(frozen=True)
class Shot:
    """`draw` takes a frame on which the ground lies already, and the seconds since the shot began."""

    seconds: float
    ground: Callable[[], Frame]
    draw: Callable[[Frame, float], None]
    sounds: tuple[tuple[float, str], ...] = ()
    silence: tuple[float, float] | None = None


@dataclass(frozen=True)
class Film:
    """`poster` is the second of the frame that stands for it."""

    name: str
    theme: int
    title: str
    sentence: str
    shots: tuple[Shot, ...]
    tune: str
    poster: float

    @property
    def all_shots(self) -> tuple[Shot, ...]:
        opening = Shot(TITLE_SECONDS, self._papered, self._draw_title, ((0.3, "pluck"),))
        ending = Shot(END_SECONDS, self._papered, self._draw_ending, ((0.2, "pluck"), (3.2, "ding")))
        return (opening, *self.shots, ending)

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.all_shots)

    @property
    def silences(self) -> list[tuple[float, float]]:
        """When the tune falls silent, and when it goes on, as seconds of the film."""
        found, begins = [], 0.0
        for shot in self.all_shots:
            if shot.silence:
                found.append((begins + shot.silence[0], begins + shot.silence[1]))
            begins += shot.seconds
        return found

    @property
    def sounds(self) -> list[tuple[float, str]]:
        """Each with its second in the film."""
        found, begins = [], 0.0
        for shot in self.all_shots:
            found += [(begins + at, name) for at, name in shot.sounds]
            begins += shot.seconds
        return found

    def frames(self, fps: int = FPS) -> Iterator[Image.Image]:
        begins, number = 0.0, 0
        for shot in self.all_shots:
            ground = shot.ground().image
            while number < round((begins + shot.seconds) * fps):
                frame = Frame(ground)
                shot.draw(frame, number / fps - begins)
                number += 1
                yield frame.pixels()
            begins += shot.seconds

    def frame_at(self, second: float) -> Image.Image:
        begins = 0.0
        for shot in self.all_shots:
            if second < begins + shot.seconds:
                frame = shot.ground()
                shot.draw(frame, second - begins)
                return frame.pixels()
            begins += shot.seconds
        raise ValueError(second)

    def _papered(self) -> Frame:
        on = Frame(FILL[self.theme])
        on.paper(self.theme, 0, 0, WIDTH, HEIGHT, times=1.8)
        return on

    def _draw_title(self, on: Frame, t: float) -> None:
        """The guillemets of the house draw apart, and the title is between them."""
        size = 92
        width = text_width(self.title, size, "title") + 300
        drawn = ease(t, 0.15, 0.6)
        half = 130 + (width / 2 - 130) * drawn
        on.rect(WIDTH / 2 - half, 236, 2 * half, 236, PAPER)
        for side in (-1, 1):
            guillemet(on, WIDTH / 2 + side * (half - 76), 354, 92, GUILLEMETS[self.theme], opens=side < 0)
        if drawn > 0.72:
            on.text(WIDTH / 2, 350, self.title, size, INK, "title")
        below = pop(t, 0.8, 0.5)
        on.rect(WIDTH / 2 - 120, 472 + (1 - below) * 320, 240, 56, INK)
        on.text(WIDTH / 2, 500 + (1 - below) * 320, f"Question {self.theme}", 30, PAPER)

    def _draw_ending(self, on: Frame, t: float) -> None:
        """An open box, in which the sentence is written."""
        on.rect(120, 150, WIDTH - 240, 380, PAPER)
        on.rect(120, 150, WIDTH - 240, 8, INK)
        guillemet(on, 190, 250, 62, GUILLEMETS[self.theme])
        shown = self.sentence[: round(len(self.sentence) * part(t, 0.3, 1.9))]
        size, lines = 46, shown.split("\n")
        for row, line in enumerate(lines):
            on.text(240, 250 + row * 66, line, size, INK, "people", "lm")
        last = 240 + text_width(lines[-1], size, "people") + 8
        if t < 2.2 or t % 0.9 < 0.5:
            on.rect(last, 226 + (len(lines) - 1) * 66, 4, 50, INK)
        came = pop(t, 2.7, 0.5)
        if came:
            on.rect(184, 440, 300 * min(1, came), 60, INK)
            on.text(334, 470, "Et vous ?", 32, PAPER)
            on.text(520, 470, "Une phrase suffit.", 32, INK, "note", "lm")
