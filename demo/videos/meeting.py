"""The meeting of question 3: three clients, a projector, and a lamp on the table."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER
from demo.pictures.things import plant
from demo.videos.frames import WIDTH, Frame
from demo.videos.motion import between, blinks, ease, pop, sway
from demo.videos.party import photograph
from demo.videos.props import label, lampshade, speech
from demo.videos.puppets import Look, Mood, arm, puppet, talks

GROWN = Look("#22405e", "#e8b98f", "#2a1a12", tie=FILL[2], collar=PAPER, glasses=True)


CLIENTS = (
    (Look("#4a5560", "#8d5a3b", "#1d1713", "bun", collar=PAPER), 690),
    (Look("#3c4650", "#f0c8a0", "#d9d5cc", "bald", moustache=True, glasses=True, bow=FILL[1], collar=PAPER), 915),
    (Look("#5b4636", "#f3d2b3", "#8a6a3a", "bob", collar=PAPER), 1140),
)


WALL = (270, 40, 370, 240)


def meeting_room() -> Frame:
    on = Frame("#e3ecec")
    on.rect(0, 0, WIDTH, 30, "#c9dadb")
    x, y, width, height = WALL
    on.rect(x - 14, y - 14, width + 28, height + 28, INK, radius=6)
    on.rect(x, y, width, height, PAPER)
    plant(on, 1225, 470, 100, FILL[1], "#3f7a54")
    on.rect(0, 470, WIDTH, 8, "#c9dadb")
    return on


def slide(on: Frame, number: int, t: float) -> None:
    """What the projector shows: two slides, then the photograph."""
    x, y, width, height = WALL
    if number == 2:
        with on.moved(x + width / 2, y + height / 2 - 8, times=1.06 * max(0.05, pop(t, 0, 0.35))):
            photograph(on, frame=0)
        on.rect(x, y + height - 44, width, 44, INK)
        on.text(x + width / 2, y + height - 22, "Souvenir : il y a trois ans", 25, PAPER)
        return
    on.text(x + 28, y + 44, ("Notre offre", "Votre sérénité")[number], 32, INK, "title", "lm")
    if number == 0:
        for bar, high in enumerate((60, 96, 84, 140)):
            on.rect(x + 50 + bar * 74, y + height - 26 - high, 48, high, (FILL[3], FILL[1], FILL[4], FILL[2])[bar])
    else:
        on.polygon(
            [
                (x + 185, y + 84),
                (x + 255, y + 110),
                (x + 246, y + 186),
                (x + 185, y + 226),
                (x + 124, y + 186),
                (x + 115, y + 108),
            ],
            FILL[3],
        )
        on.line([(x + 156, y + 152), (x + 178, y + 176), (x + 216, y + 126)], PAPER, 16)


def table(on: Frame) -> None:
    on.rect(470, 580, WIDTH, 22, "#17545c")
    on.rect(470, 602, WIDTH, 130, FILL[3])
    on.rect(470, 580, 12, 150, "#17545c")


def lamp_on_table(on: Frame, *, shade: bool) -> None:
    with on.moved(1030, 582):
        on.rect(-34, -10, 68, 12, INK, radius=5)
        on.line([(0, -8), (0, -92)], INK, 8)
        if shade:
            with on.moved(0, -88, times=0.72):
                lampshade(on)
        else:
            on.disc(0, -104, 20, "#ffe9a3")


def host(on: Frame, mood: Mood, *, hat: bool = False) -> None:
    with on.moved(180, 640, times=1.14):
        puppet(on, GROWN, mood)
        if hat:
            with on.moved(0, -310, turned=-5):
                lampshade(on)


def presents(on: Frame, t: float) -> None:
    number = 0 if t < 1.3 else 1 if t < 2.5 else 2
    slide(on, number, t - 2.5)
    frozen = number == 2
    pointing = (132, -190 + sway(t, 1.1, 8))
    if not frozen:
        host(on, Mood(talks(t, 0.3, 2.1), gaze=(0.8, 0), hands=(None, pointing)))
    elif t < 3.6:
        host(on, Mood("grin", gaze=(0.8, 0), hands=(None, pointing)))
    else:
        looks = (0.8, -0.8) if t < 4.6 else (0.9, 0.1)
        host(on, Mood("wavy", "wide", looks, 1, 1, hands=(None, None)))
        for drop in range(2):
            fall = (t * 0.8 + drop * 0.5) % 1
            on.oval(262 + drop * 14, 330 + fall * 90, 6, 10, "#7fb7d6")
    for place, (look, x) in enumerate(CLIENTS):
        gaze = (-0.9, -0.6) if frozen or place != 1 else (-0.9, 0)
        mouth = "o" if frozen and place != 1 else "flat"
        with on.moved(x, 630, times=0.94):
            puppet(
                on,
                look,
                Mood(
                    mouth,
                    "shut" if blinks(t, place) else "wide" if frozen and place != 1 else "open",
                    gaze,
                    -0.5 if place == 1 else 0,
                    1 if frozen and place != 1 else 0,
                ),
                behind=True,
            )
    table(on)
    lamp_on_table(on, shade=True)
    if t < 2.4:
        label(on, "Trois clients. Un contrat.", shown=pop(t, 0.2), x=800)


def answers(on: Frame, t: float) -> None:
    """The sternest of the clients takes the shade off the lamp."""
    slide(on, 2, 9)
    host(on, Mood("wavy" if t < 3.6 else "o", "wide", (0.9, 0.1), 1 if t < 3.2 else 0, 1))
    takes, wears = ease(t, 1.2, 0.5), ease(t, 1.9, 0.6)
    for place, (look, x) in enumerate(CLIENTS):
        with on.moved(x, 630, times=0.94):
            if place != 1:
                side = 0.9 if place == 0 else -0.9
                puppet(
                    on,
                    look,
                    Mood(
                        "o" if t > 1.9 else "flat",
                        "wide" if t > 1.9 else "open",
                        (side, -0.1 if t < 1.9 else -0.5),
                        raised=min(1, wears),
                    ),
                    behind=True,
                )
    old, x = CLIENTS[1]
    with on.moved(x, 630, times=0.94):
        happy = t > 2.9
        mood = Mood(
            talks(t, 3.0, 1.0, "grin") if happy else "flat",
            "happy" if happy and t > 4 else "open",
            (-0.9, -0.5) if t < 0.9 else (0.8, 0.5) if t < 1.9 else (-0.9, -0.1),
            -0.5 if not happy else 0,
        )
        puppet(on, old, mood, behind=True)
        place_x, place_y = between(122, 0, wears), between(-146, -310, wears)
        if t > 1.2:
            with on.moved(
                place_x, place_y - 30 * (takes - wears), times=between(0.77, 1, wears), turned=between(0, 6, wears)
            ):
                lampshade(on)
        if 1.0 < t < 2.8:
            arm(on, old, 1, (place_x + 74, place_y - 20 - 30 * (takes - wears)))
    table(on)
    lamp_on_table(on, shade=t <= 1.2)
    on.zoom(between(640, 860, ease(t, 0.2, 0.8)), 400, between(1, 1.22, ease(t, 0.2, 0.8)))
    speech(on, "Moi, c’était en 1987.", 900, 70, to=(930, 200), shown=pop(t, 2.9), size=46)


def all_wear_one(on: Frame, t: float) -> None:
    slide(on, 2, 9)
    host(
        on,
        Mood("grin", "happy" if t > 0.8 else "open", (0.9, 0.1), tilt=sway(t, 0.9, 4), hands=(None, (150, -240))),
        hat=True,
    )
    for place, (look, x) in enumerate(CLIENTS):
        with on.moved(x, 630 - abs(sway(t, 0.9, 12, place * 0.25)), times=0.94):
            puppet(on, look, Mood("grin", "happy", tilt=sway(t, 0.9, 5, place * 0.2)), behind=True)
            with on.moved(0, -310, turned=sway(t, 0.9, 7, place * 0.2)):
                colours = ((FILL[2], "#8f2a0f"), (FILL[4], "#c28e1d"), (FILL[1], "#3c1530"))
                lampshade(on, *colours[place])
    table(on)
    lamp_on_table(on, shade=False)
    label(on, "Tous les clients ne sont pas\nsi bien éclairés.", shown=pop(t, 0.5), size=38, x=680, y=44)
