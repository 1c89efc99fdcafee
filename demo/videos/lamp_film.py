"""Question 1: somebody in a dark cellar wants a light, and an application wants to know a few things first."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, turn
from demo.videos.cellar import MAN, bulb, cellar, jar
from demo.videos.films import Film, Shot
from demo.videos.frames import HEIGHT, WIDTH, Frame
from demo.videos.motion import blinks, ease, pop, sway
from demo.videos.partners import crowd
from demo.videos.props import button, label, phone, two_eyes
from demo.videos.puppets import Look, Mood, arm, puppet

DIM = Look("#234f56", "#c9a07f", "#43352f", moustache=True)


NIGHT = "#170a13"


WANTED = (  # what the application asks for, when it does, and when the man says yes
    ("Vos contacts ?", 1.2, 2.3),
    ("Votre position ?", 2.7, 3.7),
    ("Vos photos ?", 4.0, 4.8),
    ("Votre agenda ?", 5.1, 5.8),
    ("La recette\ndu clafoutis ?", 6.1, 8.4),
)


WATCHING = (  # where eyes open in the dark, after how many yeses
    (118, 210, 1),
    (1180, 190, 2),
    (640, 150, 2),
    (250, 110, 3),
    (1060, 330, 3),
    (90, 420, 3),
    (600, 330, 4),
    (1190, 470, 4),
    (420, 90, 4),
    (170, 560, 5),
    (330, 620, 5),
    (1100, 600, 5),
    (640, 580, 5),
    (520, 480, 5),
    (980, 90, 5),
    (800, 60, 5),
)


def goes_down(on: Frame, t: float) -> None:
    """He comes with a jar, the bulb flickers and goes out."""
    lit = t < 2.5 and not 1.7 < t < 1.82 and not 2.1 < t < 2.3
    bulb(on, lit=lit, tilt=sway(t, 2.4, 3))
    x = -140 + 560 * ease(t, 0, 1.5)
    stepping = abs(sway(t, 0.7, 9)) if t < 1.5 else 0
    looks = (0.3, -1) if t > 1.7 else (0.8, 0)
    with on.moved(x, 640 - stepping, times=1.18):
        mood = Mood(
            "o" if t > 2.1 else "smile",
            gaze=looks,
            raised=1 if t > 1.7 else 0,
            hands=((-40, -30), (52, -62)),
            eyes="open",
        )
        puppet(on, MAN, mood, behind=True)
        with on.moved(6, 6, times=1.35):
            jar(on, -26, 0, FILL[2])
        for side, hand in ((-1, (-44, -50)), (1, (48, -50))):
            arm(on, MAN, side, hand)
    label(on, "Vendredi, 19 h. À la cave.", shown=pop(t, 0.2))
    if not lit and t > 2.5:
        on.rect(0, 0, WIDTH, HEIGHT, NIGHT)
        two_eyes(on, 420, 335, size=19)


def dark() -> Frame:
    on = Frame(NIGHT)
    on.disc(880, 350, 420, "#1e0f1a")
    on.disc(880, 350, 330, "#2a1524")
    return on


def asks(on: Frame, t: float) -> None:
    given = sum(t >= yes for _words, _asked, yes in WANTED)
    for place, (x, y, after) in enumerate(WATCHING):
        if given >= after:
            since = t - WANTED[after - 1][2] - 0.12 - (place % 4) * 0.13
            two_eyes(
                on,
                x,
                y,
                size=11 + place % 4 * 2,
                opened=pop(since, 0, 0.4),
                shut=blinks(t, place * 0.7),
                gaze=((880 - x) / 700, (380 - y) / 500),
            )
    man_in_the_dark(on, t)
    with on.moved(880, 350 + (1 - pop(t, 0.1, 0.6)) * 600, turned=4):
        screen(on, t, given)


def man_in_the_dark(on: Frame, t: float) -> None:
    hesitates = 6.4 < t < 8.2
    with on.moved(330, 560, times=1.25):
        mood = Mood(
            "flat" if hesitates else "smile",
            "half" if 7.0 < t < 7.6 else "open",
            (0, 0.1) if 6.9 < t < 7.7 else (0.8, 0.1),
            brows=0.6 if hesitates else 0,
            raised=1 if hesitates else 0,
        )
        puppet(on, DIM, mood, behind=True)


def pressing(t: float) -> float:
    """Returns how near the finger is to the button."""
    return max(ease(t, yes - 0.35, 0.3) - ease(t, yes + 0.08, 0.3) for _words, _asked, yes in WANTED)


def screen(on: Frame, t: float, given: int) -> None:
    phone(on, 330, 560, "#fff7e0")
    on.disc(-96, -208, 30, FILL[4])
    on.polygon([(-108, -212), (-84, -212), (-90, -190), (-102, -190)], INK)
    on.text(-54, -220, "Lampe", 28, INK, "house", "lm")
    on.text(-54, -192, "gratuite", 24, INK, "note", "lm")
    on.line([(-140, -160), (140, -160)], "#d9cfae", 3)
    waiting = [row for row in WANTED if row[1] <= t < row[2] + 0.22]
    if waiting:
        words, asked, yes = waiting[-1]
        with on.moved(0, 0, times=pop(t, asked, 0.35) or 0.01):
            on.text(0, -120, "Accéder à :", 24, "#6a5d35", "note")
            on.text(0, -56, words, 36, INK, "house")
            button(on, 0, 60, 230, "Accepter", pressed=t >= yes, fill="#1b5e37" if t >= yes else INK)
    elif t > WANTED[-1][2]:
        on.text(0, -60, "Merci !", 52, INK, "title")
        on.text(0, 0, "Et voici\nla lumière…", 32, INK, "note")
    for number in range(5):
        on.disc(-56 + number * 28, 216, 9, "#1b5e37" if number < given else "#d9cfae")
    near = pressing(t)
    finger(on, -330 + 300 * near, 330 - 262 * near)


def finger(on: Frame, x: float, y: float) -> None:
    on.line([(x - 190, y + 240), (x, y + 10)], "#1d3f45", 64)
    on.line([(x - 60, y + 80), (x - 10, y + 14)], "#a97f68", 46)
    on.line([(x - 14, y + 20), (x, y)], "#c4977c", 24)


def flash(on: Frame, t: float) -> None:
    on.polygon(turn(880, 350, 60 + 1500 * ease(t, 0.1, 0.4), 0, 360), "#fff7e0")


FILM = Film(
    name="lampe",
    theme=1,
    title="La lampe gratuite",
    sentence="La dernière fois qu’une application\nm’en a demandé trop, j’ai …",
    shots=(
        Shot(3.4, cellar, goes_down, ((1.7, "buzz"), (2.1, "buzz"), (2.5, "clack")), (2.4, 3.4)),
        Shot(
            10.0,
            dark,
            asks,
            (
                (0.1, "whoosh"),
                *((yes, "ding") for _w, _a, yes in WANTED),
                *((asked, "blip") for _w, asked, _y in WANTED),
            ),
            (6.1, 8.4),
        ),
        Shot(0.5, dark, flash, ((0.05, "tada"),), (0, 0.5)),
        Shot(6.2, cellar, crowd, ((0.5, "wah-hello"), (3.5, "wah-sugar"))),
    ),
    tune="sneaky",
    poster=17.6,
)
