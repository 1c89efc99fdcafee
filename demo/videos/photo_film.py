"""Question 3: a photograph of an office party comes back, three years later, on the wall of a meeting with clients."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE, TINT
from demo.videos.films import Film, Shot
from demo.videos.frames import WIDTH, Frame
from demo.videos.meeting import all_wear_one, answers, meeting_room, presents
from demo.videos.motion import pop, sway
from demo.videos.party import dances, party, photograph
from demo.videos.props import heart, label, phone


def web() -> Frame:
    on = Frame(TINT[3])
    on.paper(3, 0, 0, WIDTH, 64, times=1.6)
    on.rect(0, 64, WIDTH, 8, INK)
    return on


SEEN = ((0.5, "12 vues"), (1.1, "340 vues"), (1.7, "9 000 vues"))


def spreads(on: Frame, t: float) -> None:
    """From one telephone to more and more of them; then the years go by."""
    if t < 2.7:
        phones = (
            (640, 390, 1.0, 0.0),
            (300, 400, 0.72, 0.5),
            (980, 400, 0.72, 0.5),
            (110, 330, 0.5, 1.1),
            (1170, 330, 0.5, 1.1),
            (450, 560, 0.5, 1.1),
            (830, 560, 0.5, 1.1),
            (230, 640, 0.4, 1.6),
            (1050, 640, 0.4, 1.6),
            (60, 560, 0.4, 1.6),
            (1220, 560, 0.4, 1.6),
            (1010, 160, 0.4, 1.6),
            (810, 180, 0.4, 1.6),
        )
        for x, y, size, when in reversed(phones):
            shown = pop(t, when, 0.4)
            if shown > 0.05:
                with on.moved(x, y, times=size * shown, turned=sway(x, 311, 8)):
                    phone(on, 250, 430, PAPER)
                    with on.moved(0, -60, times=0.62):
                        photograph(on, frame=4)
                    heart(on, -60, 80)
                    heart(on, 0, 80)
                    heart(on, 60, 80)
        counted = [words for when, words in SEEN if t >= when]
        if counted:
            label(on, f"Partagée. {counted[-1]}.", x=48, y=96, size=44)
    else:
        years(on, t - 2.7)


def years(on: Frame, t: float) -> None:
    """The leaves of a calendar fall."""
    on.rect(450, 190, 380, 400, PAPER)
    on.rect(450, 190, 380, 84, FILL[1])
    for x in (540, 740):
        on.ring(x, 190, 18, INK, 8)
    now = min(3, int(t / 0.45))
    on.text(640, 420, f"+{max(1, now)}", 170, INK, "title")
    on.text(640, 232, "an" if now < 2 else "ans", 44, PAPER)
    for leaf in range(3):
        since = t - leaf * 0.45 - 0.2
        if 0 < since < 0.9:
            with on.moved(640 + since * 300, 420 + since * 500, turned=since * 80):
                on.rect(-190, -140, 380, 300, SHADE)
                on.text(0, 0, f"+{leaf or 1}", 150, "#9aa6b2", "title")
    label(on, "Trois ans plus tard…", shown=pop(t, 0.9), y=96, size=44)


FILM = Film(
    name="abat-jour",
    theme=3,
    title="L’abat-jour",
    sentence="Si je pouvais effacer une seule chose\nque j’ai publiée, ce serait …",
    shots=(
        Shot(3.8, party, dances, ((3.0, "shutter"),)),
        Shot(
            4.6,
            web,
            spreads,
            ((0.5, "blip"), (1.1, "blip"), (1.6, "blip"), (1.7, "blip"), (2.9, "flap"), (3.35, "flap"), (3.8, "flap")),
        ),
        Shot(
            5.6,
            meeting_room,
            presents,
            ((1.3, "click"), (2.5, "clack"), (3.9, "cricket"), (4.7, "cricket")),
            (2.45, 5.6),
        ),
        Shot(4.6, meeting_room, answers, ((1.2, "plop"), (2.5, "plop"), (3.0, "wah-boss")), (0, 2.7)),
        Shot(3.2, meeting_room, all_wear_one, ((0.1, "tada"),)),
    ),
    tune="party",
    poster=5.0,
)
