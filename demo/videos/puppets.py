"""The people of the films: head, face and shoulders, with two arms that reach where they are told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import acos, atan2, cos, hypot, sin

from demo.pictures.canvas import INK, PAPER, Point, turn
from demo.videos.frames import Frame

UPPER_ARM, FOREARM = 105, 100
SHOULDER = (82, -122)
RESTING: tuple[Point, Point] = ((-96, 40), (96, 40))


@dataclass(frozen=True)
class Look:
    """What somebody looks like, in every film."""

    clothes: str
    skin: str
    hair: str
    style: str = "short"
    glasses: bool = False
    moustache: bool = False
    tie: str = ""
    bow: str = ""
    collar: str = ""


@dataclass(frozen=True)
class Mood:
    """What a face does. `brows` above 0 are worried, below 0 cross; `raised` are both up."""

    mouth: str = "smile"
    eyes: str = "open"
    gaze: Point = (0, 0)
    brows: float = 0
    raised: float = 0
    tilt: float = 0
    hands: tuple[Point | None, Point | None] = field(default=(None, None))


def puppet(on: Frame, look: Look, mood: Mood, *, behind: bool = False, foot: float = 420) -> None:
    """Stands with the waist at the origin, 320 high, and goes on down to `foot`; `behind` draws no arms."""
    _body(on, look, foot)
    with on.moved(0, -205, turned=mood.tilt):
        _head(on, look)
        _face(on, look, mood)
    if not behind:
        arms(on, look, mood)


def arms(on: Frame, look: Look, mood: Mood) -> None:
    for side, hand in ((-1, mood.hands[0]), (1, mood.hands[1])):
        if hand is not None:
            arm(on, look, side, hand)


def arm(on: Frame, look: Look, side: int, hand: Point) -> None:
    shoulder = (side * SHOULDER[0], SHOULDER[1])
    joint = elbow(shoulder, hand, side)
    on.line([shoulder, joint, hand], _darker(look.clothes), 44)
    on.line([shoulder, joint, hand], look.clothes, 38)
    on.disc(*hand, 22, look.skin)


def elbow(shoulder: Point, hand: Point, side: int) -> Point:
    """Returns where it bends: away from the body, and rather down than up."""
    across, down = hand[0] - shoulder[0], hand[1] - shoulder[1]
    reach = min(max(hypot(across, down), 1), UPPER_ARM + FOREARM - 1)
    bend = acos(max(-1, min(1, (UPPER_ARM**2 + reach**2 - FOREARM**2) / (2 * UPPER_ARM * reach))))
    joints = []
    for turned in (-bend, bend):
        angle = atan2(down, across) + turned
        joints.append((shoulder[0] + UPPER_ARM * cos(angle), shoulder[1] + UPPER_ARM * sin(angle)))
    return max(joints, key=lambda point: side * point[0] + 0.6 * point[1])


def _body(on: Frame, look: Look, foot: float) -> None:
    top = [(px * 1.06, -118 + (py + 118) * 0.72) for px, py in turn(0, -118, 100, 180, 360)]
    on.polygon([*top, (104, foot), (-104, foot)], look.clothes)
    if look.collar:
        on.polygon([(-34, -186), (34, -186), (0, -96)], look.collar)
    on.rect(-22, -214, 44, 44, _darker(look.skin), radius=18)
    if look.tie:
        on.polygon([(-13, -172), (13, -172), (8, -150), (20, -66), (0, -42), (-20, -66), (-8, -150)], look.tie)
    if look.bow:
        on.polygon([(0, -162), (-40, -182), (-40, -142)], look.bow)
        on.polygon([(0, -162), (40, -182), (40, -142)], look.bow)
        on.disc(0, -162, 9, _darker(look.bow))


def _head(on: Frame, look: Look) -> None:
    """Around the chin, which is the origin."""
    if look.style in {"long", "bob"}:
        on.rect(-76, -142, 152, {"long": 190, "bob": 146}[look.style], look.hair, radius=62)
    if look.style == "bun":
        on.disc(0, -150, 36, look.hair)
    if look.style == "curly":
        for x, y in ((-58, -70), (58, -70), (-62, -104), (62, -104)):
            on.disc(x, y, 26, look.hair)
    for side in (-1, 1):
        on.disc(side * 61, -62, 15, look.skin)
    on.oval(0, -66, 61, 70, look.skin)
    _hair(on, look)


def _hair(on: Frame, look: Look) -> None:
    if look.style == "bald":
        for side in (-1, 1):
            on.oval(side * 58, -84, 13, 26, look.hair)
        return
    if look.style == "curly":
        for x, y in ((-48, -116), (-20, -134), (14, -136), (44, -120)):
            on.disc(x, y, 27, look.hair)
        return
    parting = -26 if look.style in {"short", "bun"} else 12
    on.polygon([*turn(0, -76, 66, 184, 356), (52, -88), (parting, -112), (-52, -84)], look.hair)
    if look.style == "tuft":
        on.polygon([(-14, -138), (-2, -176), (6, -146), (22, -170), (24, -134)], look.hair)


def _face(on: Frame, look: Look, mood: Mood) -> None:
    for side in (-1, 1):
        eye(on, side * 25, -68, mood, look.skin)
        lift = -94 - mood.raised * 12
        inner, outer = (side * 15, lift - mood.brows * 8), (side * 37, lift + mood.brows * 8)
        on.line([inner, outer], _darker(look.hair), 7)
    if look.glasses:
        for side in (-1, 1):
            on.ring(side * 25, -68, 22, INK, 4)
        on.line([(-4, -70), (4, -70)], INK, 4)
    on.line([(2, -58), (10, -42), (0, -39)], _darker(look.skin), 5)
    _mouth(on, mood.mouth)
    if look.moustache:
        on.polygon(
            [(0, -40), (-30, -22), (-44, -28), (-26, -22), (0, -28), (26, -22), (44, -28), (30, -42), (0, -40)],
            look.hair,
        )
        on.polygon([*turn(-16, -28, 18, 180, 360), (0, -22), (-40, -20)], look.hair)
        on.polygon([*turn(16, -28, 18, 180, 360), (40, -20), (0, -22)], look.hair)


def eye(on: Frame, x: float, y: float, mood: Mood, lid: str) -> None:
    if mood.eyes == "shut":
        on.line([(x - 11, y), (x, y + 4), (x + 11, y)], INK, 5)
        return
    if mood.eyes == "happy":
        on.arc(x, y + 5, 11, 200, 340, INK, 5)
        return
    size = 18 if mood.eyes == "wide" else 13
    on.disc(x, y, size, PAPER)
    on.disc(x + mood.gaze[0] * (size - 7), y + mood.gaze[1] * (size - 7), 5.5 if mood.eyes == "wide" else 6.5, INK)
    if mood.eyes == "half":
        on.polygon([*turn(x, y, size + 1, 180, 360)], lid)
        on.line([(x - size, y), (x + size, y)], INK, 4)


def _mouth(on: Frame, kind: str) -> None:
    if kind == "smile":
        on.arc(0, -34, 20, 25, 155, INK, 6)
    elif kind == "grin":
        on.polygon([*turn(0, -28, 26, 0, 180)], INK)
        on.polygon([(-23, -26), (23, -26), (20, -17), (-20, -17)], PAPER)
    elif kind == "o":
        on.oval(0, -19, 9, 12, INK)
    elif kind == "big o":
        on.oval(0, -17, 15, 19, INK)
    elif kind == "talk":
        on.oval(0, -19, 15, 9, INK)
    elif kind == "sad":
        on.arc(0, -6, 18, 215, 325, INK, 6)
    elif kind == "wavy":
        on.line([(-22, -18), (-11, -23), (0, -17), (11, -23), (22, -18)], INK, 6)
    else:
        on.line([(-15, -19), (15, -19)], INK, 6)


def talks(t: float, start: float, length: float, else_: str = "smile") -> str:
    """Returns the mouth of somebody who talks for so long."""
    if not start <= t < start + length:
        return else_
    return ("talk", "flat", "o", "talk", "smile")[int((t - start) * 8) % 5]


def _darker(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"#{red * 84 // 100:02x}{green * 84 // 100:02x}{blue * 84 // 100:02x}"
