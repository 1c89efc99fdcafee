"""Question 4: somebody writes for herself in one hat and for the company in another, faster and faster."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE, TINT, turn
from demo.pictures.things import guillemet
from demo.videos.films import Film, Shot
from demo.videos.frames import HEIGHT, WIDTH, Frame
from demo.videos.motion import between, blinks, ease, part, pop, sway
from demo.videos.posts import FIRM, HOUSE, OWN, ROAST, SMOKE, accounts, answer, flower, post
from demo.videos.props import cat, heart, label
from demo.videos.puppets import Look, Mood, arm, puppet

CLAIRE = Look("#3f97a0", "#c98f66", "#2a1a12", "bob")


def room() -> Frame:
    on = Frame(TINT[4])
    on.paper(4, 0, 0, WIDTH, 70, times=1.6)
    on.rect(0, 70, WIDTH, 8, INK)
    return on


def desk(on: Frame) -> None:
    on.rect(0, 600, WIDTH, 18, "#8a3a12")
    on.rect(0, 618, WIDTH, 110, FILL[4])
    on.rect(528, 578, 224, 22, "#9aa6b2", radius=6)
    for number in range(8):
        on.rect(538 + number * 26, 583, 20, 8, PAPER)


def straw_hat(on: Frame) -> None:
    on.oval(0, 0, 122, 22, "#e9c46a")
    on.polygon([*turn(0, -8, 66, 180, 360)], "#e9c46a")
    on.rect(-66, -24, 132, 20, FILL[2])
    flower(on, 50, -26, 0.9)


def cap(on: Frame) -> None:
    on.polygon([*turn(0, 0, 68, 180, 360)], HOUSE)
    on.polygon([(-70, 0), (-130, 10), (-126, 22), (10, 14), (10, -2)], "#16293d")
    guillemet(on, -14, -30, 32, PAPER)
    guillemet(on, 10, -30, 32, PAPER, opens=False)
    on.disc(0, -68, 8, "#16293d")


def woman(
    on: Frame, mood: Mood, *, hat: str = "", turned: float = 0, up: float = 0, types: float | None = None
) -> None:
    with on.moved(640, 616, times=1.06):
        puppet(on, CLAIRE, mood, behind=True)
        with on.moved(0, -312 - up, turned=turned + mood.tilt):
            if hat:
                (straw_hat if hat == "straw" else cap)(on)
        if types is not None:
            for side in (-1, 1):
                arm(on, CLAIRE, side, (side * 46, -26 + sway(types, 0.3, 7, 0.25 * side)))


def writes(on: Frame, t: float) -> None:
    """First for herself in a straw hat, then for the company in a cap."""
    accounts(on)
    own = t < 3.0
    post(on, OWN, ROAST, pop(t, 1.2), picture="roast")
    post(on, FIRM, SMOKE, pop(t, 4.2), picture="smoke", size=27)
    spins = part(t, 2.7, 0.6)
    gaze = (-0.9, 0) if own else (0.9, 0)
    woman(
        on,
        Mood("grin" if own else "smile", "shut" if blinks(t) else "open", gaze, tilt=-3 if own else 3),
        hat="straw" if own else "cap",
        turned=(1 - abs(2 * spins - 1)) * 30,
        up=90 * (1 - abs(2 * spins - 1)),
        types=t,
    )
    desk(on)
    if t < 2.9:
        label(on, "Pour les amis…", shown=pop(t, 0.3), x=60, y=34)
    else:
        label(on, "… pour la maison.", shown=pop(t, 3.1), x=820, y=34)


def hurries(on: Frame, t: float) -> None:
    """The hats change places so fast that they fly; a cat walks across."""
    accounts(on)
    pace = 0.5 if t < 1.2 else 0.25
    own = int(t / pace) % 2 == 0
    since = t % pace / pace
    for number in range(1 + int(t * 2.2)):
        at = (1 + int(t * 2.2) - number) * 46 + 8
        line = SHADE if number % 2 else TINT[2]
        if at < 226:
            on.rect(OWN[0] + 18, OWN[1] + 40 + at, OWN[2] - 36, 36, line, radius=10)
            on.rect(FIRM[0] + 18, FIRM[1] + 40 + at, FIRM[2] - 36, 36, line, radius=10)
    for hat, side in (("straw", -1), ("cap", 1)):
        if (hat == "straw") == own:
            continue
        with on.moved(
            640 + side * between(60, 190, since), 250 - 120 * since * (1 - since) * 4, turned=side * 160 * since
        ):
            (straw_hat if hat == "straw" else cap)(on)
    woman(
        on,
        Mood(
            "o" if t > 1 else "smile",
            "wide" if t > 1.4 else "open",
            (-0.9 if own else 0.9, 0),
            0.4,
            1,
            sway(t, pace * 2, 6),
        ),
        hat="straw" if own else "cap",
        types=t * 2,
    )
    desk(on)
    with on.moved(between(1240, 760, ease(t, 0.4, 2.2)), 600 - abs(sway(t, 0.4, 8)), times=0.66):
        cat(on, gaze=(-0.8, 0.2), tail=sway(t, 0.7, 14))


def wrong_one(on: Frame, t: float) -> None:
    """She presses the key with the wrong hat on; nothing moves for a moment."""
    accounts(on)
    post(on, FIRM, ROAST, pop(t, 0.7), picture="roast")
    post(on, OWN, SMOKE, pop(t, 0.7), picture="smoke", size=27)
    gaze = (0, 0.2) if t < 0.8 else (0.9, 0) if t < 1.9 else (-0.9, 0) if t < 2.7 else (0, 0)
    frozen = t > 0.9
    woman(
        on,
        Mood(
            "smile" if t < 0.9 else "flat" if t < 2.7 else "wavy",
            "wide" if frozen else "open",
            gaze,
            0.9 if frozen else 0,
            1 if frozen else 0,
        ),
        hat="straw",
        turned=-8 * ease(t, 2.6, 0.3),
        types=0.0 if frozen else t,
    )
    desk(on)
    with on.moved(760, 600, times=0.66):
        cat(on, gaze=(0.6, -0.4) if t > 1 else (-0.6, 0), tail=sway(t, 1.4, 8))
    if 0.4 < t < 0.7:
        on.disc(640, 586, 120 * part(t, 0.4, 0.3), PAPER)
    label(on, "Publié. Avec la mauvaise casquette.", shown=pop(t, 1.2), x=316, y=18, size=36)


REPLIES = (("Le mien aussi !", 0.3), ("Bravo le chat.", 0.9), ("Et le gigot, il est assuré ?", 1.7))


def replies(on: Frame, t: float) -> None:
    """The company's account has never had so many answers; nor hers one like this."""
    accounts(on)
    x, y, width, _height = FIRM
    post(on, FIRM, ROAST, 1, y=90, picture="roast")
    post(on, OWN, SMOKE, 1, y=90, picture="smoke", size=27)
    with on.moved(x + width - 116, y + 36, times=0.8 + sway(t, 0.4, 0.1)):
        heart(on, 0, 0)
    on.text(x + width - 18, y + 37, f"{int(900 * t):,}".replace(",", " "), 24, PAPER, "house", "rm")
    gaze = (0.9, 0.1) if t < 2.9 else (-0.9, 0.1)
    with on.moved(0, ease(t, 0.2, 0.4) * 120 - ease(t, 2.2, 0.4) * 80):
        mood = Mood("wavy" if t < 3.1 else "smile", "wide" if t < 3 else "open", gaze, 0.9 if t < 3 else 0, 0.6)
        woman(on, mood, hat="straw")
    desk(on)
    with on.moved(730, 600, times=0.66):
        cat(on, gaze=(0.8, -0.4), tail=sway(t, 1.2, 10))
    for row, (words, when) in enumerate(REPLIES):
        last = row == 2
        answer(
            on, x + (10 if last else 36), y + 244 + row * 62 + 12 * last, words, pop(t, when, 0.35), HOUSE, large=last
        )
    answer(on, OWN[0] + 24, OWN[1] + 262, "C’est fait, ma chérie.", pop(t, 2.9, 0.4), FILL[2], name="Maman", large=True)


def one_cap(on: Frame, t: float) -> None:
    """The cat, who has but one."""
    on.rect(0, 560, WIDTH, 18, "#8a3a12")
    on.rect(0, 578, WIDTH, HEIGHT - 578, FILL[4])
    with on.moved(640, 566, times=1.5):
        cat(
            on,
            gaze=(0, 0) if t > 0.8 else (0.8, 0.2),
            licks=0.9 < t < 1.5 or 1.9 < t < 2.4,
            tail=sway(t, 1.3, 14),
            shut=1.5 < t < 1.9,
        )
        with on.moved(4, -186 - 90 * (1 - pop(t, 0.2, 0.4)), turned=-4, times=0.82):
            cap(on)
    with on.moved(940, 556, times=1.3):
        on.oval(0, 12, 96, 15, PAPER)
        on.line([(-40, 0), (40, -8)], "#f3e7d2", 15)
        for x, y in ((-44, -8), (-46, 8), (46, -16), (48, 0)):
            on.disc(x, y, 10, "#f3e7d2")
    label(on, "Lui n’a qu’une casquette.", shown=pop(t, 0.9), x=60, y=112, size=44)


FILM = Film(
    name="casquettes",
    theme=4,
    title="Deux casquettes",
    sentence="Quand on me demande en ligne ce que\nje pense de la maison, je réponds …",
    shots=(
        Shot(6.0, room, writes, ((1.2, "blip"), (2.7, "whoosh"), (4.2, "blip"))),
        Shot(3.2, room, hurries, tuple((0.5 + number * 0.5, "plop") for number in range(5))),
        Shot(3.4, room, wrong_one, ((0.4, "clack"), (0.7, "ding"), (1.6, "cricket"), (2.4, "cricket")), (0.4, 3.4)),
        Shot(4.9, room, replies, ((0.3, "plop"), (0.9, "plop"), (1.7, "ding"), (2.9, "wah-sugar"))),
        Shot(3.2, room, one_cap, ((0.2, "plop"), (0.9, "meow"))),
    ),
    tune="hats",
    poster=11.2,
)
