"""Question 2: a fish says that it is the boss, then the boss's boss; somebody rings the boss up."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE
from demo.pictures.things import plant
from demo.videos.crook import crook, hats_sink
from demo.videos.films import Film, Shot
from demo.videos.frames import WIDTH, Frame
from demo.videos.motion import between, blinks, ease, part, pop, sway
from demo.videos.office import CLERK, SCREEN, clerk, clip_to_screen, desk, handset, office, on_screen, telephone
from demo.videos.props import label, speech
from demo.videos.puppets import Look, Mood, arm, puppet, talks

BOSS = Look("#22405e", "#f0c8a0", "#c9c3b8", "bald", tie=FILL[2], collar=PAPER)


def says_boss(on: Frame, t: float) -> None:
    on_screen(on, t)
    comes = ease(t, 0.3, 1.0)
    crook(on, between(1500, 930, comes), 330, 0.92, hats=1, t=t, mouth="talk" if 1.4 < t < 4.0 else "flat")
    clip_to_screen(on)
    clerk(
        on, Mood("o" if t > 1 else "smile", gaze=(0.9, 0), raised=min(1, comes), eyes="shut" if blinks(t) else "open")
    )
    desk(on)
    telephone(on, lifted=False)
    label(on, "Lundi, 8 h 52. Un message.", shown=pop(t, 0.1), x=110)
    speech(
        on,
        "Ici le patron. Un virement\nde 48 000 €. Tout de suite.",
        840,
        560,
        to=(1000, 360),
        shown=pop(t, 1.5),
        size=32,
    )


def says_more(on: Frame, t: float) -> None:
    """Each time the clerk doubts, one hat more."""
    on_screen(on, t)
    hats = 1 + sum(t >= when for when in (0.9, 3.6, 4.0, 4.4))
    last = max(when for when in (0.0, 0.9, 3.6, 4.0, 4.4) if when <= t)
    low = (0, 0, 20, 50, 76, 96)[hats]
    shake = sway(t, 0.12, 4) if t > 4.4 else 0
    crook(
        on,
        930 + shake,
        320 + low * part(t, last, 0.3),
        0.92 - 0.04 * hats,
        hats=hats,
        t=t,
        mouth="talk" if 1.2 < t < 2.6 or t > 4.7 else "flat",
        worn=pop(t, last, 0.35),
    )
    if t > 4.4:
        alarm(on, t)
    clip_to_screen(on)
    doubts = t < 1 or 2.6 < t < 3.8
    clerk(
        on,
        Mood(
            "flat" if doubts else "o",
            "half" if doubts else "open",
            (0.9, -0.1),
            -0.5 if doubts else 0.4,
            1 if not doubts else 0,
            tilt=-5 if doubts else 0,
        ),
    )
    desk(on)
    telephone(on, lifted=False)
    said = "Le patron du patron !" if t < 3.2 else "Le patron du patron du patron !"
    speech(
        on,
        said,
        840,
        570,
        to=(1018, 440 if t > 3.2 else 390),
        shown=pop(t, 1.1 if t < 3.2 else 4.6) * (t < 2.9 or t > 4.6),
        size=34,
    )


def alarm(on: Frame, t: float) -> None:
    x, y, width, _height = SCREEN
    if t % 0.5 < 0.3:
        on.rect(x, y, width, 14, FILL[2])
        on.rect(x, y + 386, width, 14, FILL[2])
    on.text(x + 92, y + 70, "URGENT", 38, "#8f2a0f", "title")
    on.text(x + 92, y + 116, "SECRET", 38, "#8f2a0f", "title")


def rings_up(on: Frame, t: float) -> None:
    on_screen(on, t)
    crook(on, 930, 416, 0.72, hats=5, t=t, mouth="flat")
    alarm(on, t + 0.3)
    clip_to_screen(on)
    lifts = ease(t, 0.5, 0.5)
    mood = Mood(talks(t, 1.3, 1.8), "open", (0.1, 0.1) if t > 1 else (-0.8, 0.5), 0, 0.6 * lifts, tilt=4 * lifts)
    with on.moved(330, 610, times=1.1):
        puppet(on, CLERK, mood, behind=True)
        if lifts:
            held = (between(-130, -86, lifts), between(-60, -246, lifts))
            with on.moved(held[0], held[1] - 10, turned=between(0, 78, lifts)):
                handset(on, 0, 0)
            arm(on, CLERK, -1, held)
    desk(on)
    telephone(on, lifted=lifts > 0)
    speech(
        on,
        "Une seconde : j’appelle le patron.\nSon numéro, je le connais.",
        720,
        560,
        to=(420, 420),
        shown=pop(t, 1.3),
        size=32,
    )


def canteen() -> Frame:
    on = Frame("#f6e3c0")
    for column in range(9):
        on.rect(column * 160, 0, 80, 520, "#f3dab0")
    on.rect(0, 470, WIDTH, 12, "#d9b87e")
    on.rect(880, 70, 260, 190, "#bfe0e2")
    on.frame(880, 70, 260, 190, PAPER, 12)
    plant(on, 1180, 470, 110, FILL[2], "#3f7a54")
    return on


def at_table(on: Frame, t: float) -> None:
    with on.moved(560, 600, times=1.3):
        chews = ("smile", "flat")[int(t * 5) % 2] if t < 0.9 else talks(t, 0.9, 1.4)
        puppet(
            on,
            BOSS,
            Mood(
                chews,
                "shut" if blinks(t, 1) else "open",
                (-0.5, 0.1) if t < 2.6 else (0.4, 0.9),
                raised=1 if 0.9 < t < 2.4 else 0,
            ),
            behind=True,
        )
        on.polygon([(-46, -176), (46, -176), (70, -40), (0, -6), (-70, -40)], PAPER)
        with on.moved(-88, -254, turned=78):
            handset(on, 0, 0)
        arm(on, BOSS, -1, (-94, -240))
        arm(on, BOSS, 1, (108, -70 + sway(t, 0.8, 6)))
        on.line([(112, -90 + sway(t, 0.8, 6)), (128, -170 + sway(t, 0.8, 6))], "#9aa6b2", 8)
        for side in (-9, 0, 9):
            on.line([(128 + side, -176 + sway(t, 0.8, 6)), (132 + side, -210 + sway(t, 0.8, 6))], "#9aa6b2", 4)
    on.rect(0, 600, WIDTH, 16, "#c28e1d")
    on.rect(0, 616, WIDTH, 120, FILL[4])
    plate(on, 800, 588)
    near = ease(t, 2.5, 0.5)
    on.zoom(between(640, 690, near), between(360, 440, near), between(1, 1.35, near))
    speech(on, "Moi ? Rien demandé. Je déjeune.", 520, 80, to=(566, 156), shown=pop(t, 0.8) * (t < 2.7), size=36)
    speech(on, "Du poisson.", 880, 100, to=(676, 190), shown=pop(t, 2.9), size=46)


def plate(on: Frame, x: float, y: float) -> None:
    on.oval(x, y + 6, 190, 26, "#d9d5c8")
    on.oval(x, y, 184, 24, PAPER)
    on.oval(x, y - 3, 130, 14, SHADE)
    with on.moved(x, y - 36, times=0.72):
        upper = [(120 - 210 * n / 12, -44 * (1 - (n / 6 - 1) ** 2) ** 0.8) for n in range(13)]
        on.polygon([(-80, 0), (-150, -44), (-132, 0), (-150, 44)], "#8fa3ad")
        on.polygon([*upper, *((px, -py) for px, py in reversed(upper))], "#a9bcc6")
        on.line([(64, -18), (80, -2)], INK, 5)
        on.line([(80, -18), (64, -2)], INK, 5)
        on.arc(20, 0, 30, -60, 60, "#8fa3ad", 5)
    on.disc(x + 118, y - 22, 22, FILL[4])
    on.disc(x + 118, y - 22, 16, "#fff3c4")


def flees(on: Frame, t: float) -> None:
    """The fish has heard it; the hats stay, then sink."""
    on_screen(on, t)
    gone = ease(t, 1.7, 0.5)
    if gone < 1:
        with on.moved(between(930, 1520, gone), 416, wide=-1 if t > 1.6 else 1):
            crook(
                on,
                0,
                0,
                0.72,
                hats=5 if t < 1.6 else 0,
                t=t * (3 if t > 1.6 else 0.2),
                mouth="flat",
                pale=t > 0.8,
                scared=t > 0.7,
            )
    if t >= 1.6:
        hats_sink(on, t - 1.6)
    clip_to_screen(on)
    with on.moved(330, 610, times=1.1):
        puppet(
            on,
            CLERK,
            Mood(talks(t, 0.2, 0.8, "grin" if t > 2 else "smile"), "happy" if t > 2.6 else "open", (0.9, 0)),
            behind=True,
        )
        if t < 1.9:
            with on.moved(-86, -256, turned=78):
                handset(on, 0, 0)
            arm(on, CLERK, -1, (-86, -246))
    desk(on)
    telephone(on, lifted=t < 1.9)
    speech(on, "Ah… du poisson ?", 690, 556, to=(420, 420), shown=pop(t, 0.2) * (t < 1.7), size=38)
    label(on, "Il avait un autre rendez-vous.", shown=pop(t, 2.6), x=110)


FILM = Film(
    name="patron",
    theme=2,
    title="Le patron du patron",
    sentence="Quand un message me presse,\nla première chose que je fais, c’est …",
    shots=(
        Shot(4.2, office, says_boss, ((0.2, "ding"), (1.5, "wah-low"))),
        Shot(
            6.2,
            office,
            says_more,
            ((0.9, "plop"), (1.1, "wah-low"), (3.6, "plop"), (4.0, "plop"), (4.4, "plop"), (4.5, "alarm")),
        ),
        Shot(3.2, office, rings_up, ((0.5, "blip"), (1.3, "wah-hello"))),
        Shot(4.0, canteen, at_table, ((0.8, "wah-boss"), (2.9, "wah-fish")), (2.4, 4.0)),
        Shot(4.6, office, flees, ((0.2, "wah-fish"), (0.8, "gulp"), (1.7, "whoosh"), (2.6, "plop")), (0, 1.7)),
    ),
    tune="office",
    poster=12.4,
)
