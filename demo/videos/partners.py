"""Who stands in the cellar of question 1 once there is light, each with what was asked for."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER
from demo.videos.cellar import MAN, bulb
from demo.videos.frames import Frame
from demo.videos.motion import ease, pop, sway
from demo.videos.props import speech
from demo.videos.puppets import Look, Mood, arm, puppet, talks

GUESTS = (  # look, x, foot, size, what they hold
    (Look("#22405e", "#8d5a3b", "#1d1713"), 130, 520, 0.86, ""),
    (Look(FILL[4], "#f0c8a0", "#b0653e", "bun"), 520, 480, 0.8, "map"),
    (Look("#7d3a66", "#d9a27a", "#2a1a12", "curly"), 760, 500, 0.82, "camera"),
    (Look("#1b5e37", "#f3d2b3", "#c9c3b8", "bald", glasses=True), 985, 480, 0.84, "diary"),
    (Look(FILL[2], "#8d5a3b", "#1d1713", "bob"), 1170, 520, 0.86, ""),
    (Look("#5a6b7d", "#f0c8a0", "#8a6a3a", "tuft"), 300, 560, 0.9, "book"),
    (Look(PAPER, "#e8b98f", "#7a2e1a", "curly"), 940, 650, 1.06, "cook"),
    (Look(FILL[3], "#f3d2b3", "#d98c3a", "bob", glasses=True), 1180, 660, 1.0, ""),
    (Look("#c9a0b8", "#c98f66", "#2a1a12", "long"), 110, 660, 1.0, ""),
)


def crowd(on: Frame, t: float) -> None:
    bulb(on, lit=True, tilt=sway(t, 1.6, 4))
    for place, (look, x, foot, size, holds) in enumerate(GUESTS):
        if place == 6:
            startled(on, t)
        up = abs(sway(t, 0.9, 8, place * 0.17)) if t < 2.6 else 0
        with on.moved(x, foot - up, times=size):
            guest(on, look, holds, t, place)
    speech(
        on, "Bonsoir ! Nous sommes vos\ntrente-sept partenaires.", 660, 112, to=(760, 240), shown=pop(t, 0.5), size=36
    ) if t < 3.3 else None
    speech(on, "Moins de sucre, la prochaine fois.", 770, 120, to=(915, 330), shown=pop(t, 3.5), size=38)


def guest(on: Frame, look: Look, holds: str, t: float, place: int) -> None:
    waves = (142 + sway(t, 0.5, 22, place * 0.2), -272) if holds == "" and t < 3 else None
    tastes = holds == "cook" and t > 2.4
    mouth = "grin" if not tastes else talks(t, 3.5, 1.4, "smile")
    eyes = "happy" if tastes and t < 3.4 else "open"
    gaze = (-0.6 if place > 5 or place in {2, 3, 4} else 0.6, 0.1)
    mood = Mood(mouth, eyes, gaze, tilt=sway(t, 1.4, 3, place * 0.3))
    puppet(on, look, mood, behind=True)
    if waves:
        arm(on, look, 1, waves)
    if holds:
        carried(on, look, holds, t)


def carried(on: Frame, look: Look, holds: str, t: float) -> None:
    if holds == "map":
        on.polygon(
            [(-90, -100), (-30, -84), (30, -100), (90, -84), (90, 10), (30, -6), (-30, 10), (-90, -6)], "#d9e8d0"
        )
        on.line([(-70, -20), (-20, -50), (20, -30), (60, -60)], FILL[2], 5)
        on.disc(60, -66, 10, FILL[2])
    elif holds == "camera":
        on.rect(-56, -96, 112, 72, INK, radius=10)
        on.disc(0, -60, 26, "#5a616b")
        on.disc(0, -60, 15, "#9fc5d6")
    elif holds == "diary":
        on.rect(-52, -104, 104, 110, PAPER)
        on.rect(-52, -104, 104, 26, FILL[2])
        for number in range(9):
            on.rect(-42 + number % 3 * 31, -70 + number // 3 * 24, 22, 16, "#e6e9e5")
    elif holds == "book":
        on.rect(-58, -92, 116, 88, FILL[1], radius=4)
        on.text(0, -48, "A–Z", 34, PAPER)
    elif holds == "cook":
        toque(on)
        with on.moved(0, -18):
            on.oval(-20, 0, 92, 22, "#8a3a12")
            on.oval(-20, -8, 84, 18, FILL[4])
            for x in (-74, -42, -10, 22):
                on.disc(x, -10, 8, "#7a1630")
        lifted = ease(t, 2.2, 0.4) - ease(t, 3.2, 0.3)
        spoon = (60 - 42 * lifted, -60 - 150 * lifted)
        on.line([spoon, (spoon[0] + 30, spoon[1] + 54)], "#9aa6b2", 7)
        on.oval(spoon[0], spoon[1], 13, 17, "#9aa6b2")
        arm(on, look, 1, (spoon[0] + 32, spoon[1] + 58))
        arm(on, look, -1, (-96, -6))
        return
    arm(on, look, -1, (-78, -44))
    arm(on, look, 1, (78, -44))


def toque(on: Frame) -> None:
    for x, y in ((-38, -392), (0, -410), (38, -392)):
        on.disc(x, y, 38, PAPER)
    on.rect(-52, -386, 104, 54, PAPER)
    on.rect(-54, -346, 108, 18, "#e6e9e5")


def startled(on: Frame, t: float) -> None:
    jump = max(0, 1 - ((t - 0.25) / 0.22) ** 2) * 60 if t < 0.5 else 0
    gaze = (-0.9, 0) if t < 1.5 else (0.9, 0) if t < 2.4 else (0.9, -0.1) if t < 4.6 else (0, 0)
    with on.moved(600, 640 - jump, times=1.18):
        mood = Mood(
            "big o" if t < 2.4 else "flat" if t < 4.4 else "wavy",
            "wide" if t < 3 else "open",
            gaze,
            0.8,
            1.2,
            hands=((-100, -150), (104, -150)) if t < 1.6 else (None, (60, -66)),
        )
        puppet(on, Look(MAN.clothes, MAN.skin, MAN.hair, "tuft", moustache=True), mood)
        lit = (64, -100)
        if t >= 1.6:
            on.rect(lit[0] - 20, lit[1] - 20, 40, 64, INK, radius=6)
            on.disc(lit[0], lit[1] - 6, 6, "#ffe9a3")
