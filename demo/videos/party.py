"""The office party of question 3, and the photograph that was taken of it."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER
from demo.videos.frames import HEIGHT, WIDTH, Frame
from demo.videos.motion import part, pop, sway
from demo.videos.props import label, lampshade
from demo.videos.puppets import Look, Mood, arm, puppet

PAUL = Look("#f0e6d2", "#e8b98f", "#2a1a12", tie="#582246")


FRIENDS = (
    (Look(FILL[2], "#8d5a3b", "#1d1713", "curly"), 190),
    (Look(FILL[4], "#f3d2b3", "#b0653e", "bun"), 420),
    (Look("#1b5e37", "#d9a27a", "#5b4636", moustache=True), 900),
    (Look("#c9a0b8", "#c98f66", "#2a1a12", "long"), 1110),
)


def party() -> Frame:
    on = Frame("#17545c")
    on.paper(3, 0, 0, WIDTH, 64, times=1.6)
    on.rect(0, 64, WIDTH, 8, INK)
    for number in range(14):
        x = number * 98
        drop = 30 * (1 - ((number % 7) / 3 - 1) ** 2)
        on.polygon(
            [(x, 78 + drop), (x + 62, 78 + drop), (x + 31, 140 + drop)], (FILL[2], FILL[4], PAPER, FILL[1])[number % 4]
        )
    on.rect(0, 600, WIDTH, HEIGHT - 600, "#0f3a40")
    return on


def disco(on: Frame, t: float) -> None:
    for number in range(10):
        x = (number * 173 + int(t * 4) * 61) % WIDTH
        on.oval(x, 200 + (number * 97 + int(t * 4) * 43) % 340, 26, 18, ("#3f97a0", "#2b7680", "#5fb3ba")[number % 3])


def dancer(on: Frame, t: float, *, look: Look = PAUL, still: bool = False) -> None:
    """On a table, a lampshade on his head."""
    beat = 0.0 if still else t
    lean, up = sway(beat, 0.9, 9), abs(sway(beat, 0.9, 26))
    with on.moved(640, 556 - up, times=1.06, turned=lean):
        hands = ((-150, -250 + sway(beat, 0.45, 24)), (150, -230 - sway(beat, 0.45, 24)))
        puppet(on, look, Mood("grin", "happy", hands=hands, tilt=-lean * 0.6), foot=30)
        with on.moved(0, -310, turned=sway(beat, 0.9, 6)):
            lampshade(on)


def dances(on: Frame, t: float) -> None:
    disco(on, t)
    dancer(on, min(t, 3.0))
    on.rect(380, 560, 520, 26, "#6b4a35")
    on.rect(420, 586, 26, 140, "#4a3325")
    on.rect(834, 586, 26, 140, "#4a3325")
    for place, (look, x) in enumerate(FRIENDS):
        with on.moved(x, 700 - abs(sway(min(t, 3.0), 0.9, 14, place * 0.2)), times=1.05):
            gaze = (0.8 if x < 640 else -0.8, -0.5)
            clap = abs(sway(min(t, 3.0), 0.45, 26, place * 0.1))
            raised = ((-16 - clap, -120), (16 + clap, -120)) if place != 2 else (None, None)
            puppet(on, look, Mood("grin", "open" if place % 2 else "happy", gaze, hands=raised))
            if place == 2:
                phone_up(on, look)
    label(on, "Le pot de Noël. Entre nous.", shown=pop(t, 0.3))
    if 3.0 <= t < 3.5:
        light = 1 - part(t, 3.0, 0.5)
        on.disc(880, 410, 90 + 1200 * light, PAPER)


def phone_up(on: Frame, look: Look) -> None:
    on.rect(-104, -296, 58, 96, INK, radius=8)
    arm(on, look, -1, (-76, -206))


def photograph(on: Frame, *, frame: float = 16) -> None:
    """320 by 210 around the origin: the dancer, as everybody saw him."""
    on.rect(-160 - frame, -105 - frame, 320 + 2 * frame, 210 + 2 * frame, PAPER)
    on.rect(-160, -105, 320, 210, "#17545c")
    for x, y in ((-120, -60), (110, -70), (128, 20), (-130, 40)):
        on.oval(x, y, 16, 11, FILL[3])
    with on.moved(0, 96, times=0.46, turned=-6):
        puppet(on, PAUL, Mood("grin", "happy", hands=((-150, -262), (150, -230))), foot=10)
        with on.moved(0, -310, turned=6):
            lampshade(on)
    on.rect(-160, 86, 320, 19, "#6b4a35")
