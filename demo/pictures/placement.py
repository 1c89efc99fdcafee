"""Sends the pictures as people do, and puts each where it belongs: into texts, on the cover, at the head of a chapter.

Reads which pictures there are, where they stand and how they are worded. Knows no database.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from accounts.models import User
from contributions.models import Image
from demo.blocks import ContentFault
from demo.content import FOLDER
from demo.pictures import illustrations, scenes
from demo.setting_up import LANGUAGE
from demo.stage import Stage
from guide.models import Edition


@dataclass(frozen=True)
class PictureContent:
    """`name` is the function that draws it; `place` "cover", "chapter 1", "tip 7", "page 2-qr-codes" or
    "course", where an item names it.
    """

    name: str
    file: str
    place: str
    alt: dict[str, str]
    caption: dict[str, str] = field(default_factory=dict)

    def draw(self) -> bytes:
        drawn: bytes = getattr(scenes if hasattr(scenes, self.name) else illustrations, self.name)()
        return drawn

    def in_text(self, address: str, language: str) -> str:
        """Its Markdown, as it stands in a text."""
        return f'![{self.alt[language]}]({address} "{self.caption[language]}")'


def read_pictures(folder: Path = FOLDER) -> tuple[PictureContent, ...]:
    """Raises ContentFault."""
    try:
        with (folder / "pictures.toml").open("rb") as file:
            return tuple(PictureContent(**row) for row in tomllib.load(file)["picture"])
    except (TypeError, KeyError, tomllib.TOMLDecodeError) as fault:
        raise ContentFault(f"pictures.toml: {fault}") from None


def after_the_first_paragraph(text: str, picture: str) -> str:
    first, _gap, rest = text.partition("\n\n")
    return "\n\n".join(filter(None, (first, picture, rest)))


CREDIT = "© Mutuelle des Deux Rives"  # in all languages alike


def illustrated(text: str, place: str, stage: Stage, *, by: User, at: datetime, language: str = LANGUAGE) -> str:
    """The text of a page or a tip with the picture that belongs there, if there is one, behind its first paragraph."""
    picture = next((one for one in read_pictures() if one.place == place), None)
    if picture is None:
        return text
    address = send(picture, stage, by=by, at=at).address
    return after_the_first_paragraph(text, picture.in_text(address, language))


def send(picture: PictureContent, stage: Stage, *, by: User, at: datetime) -> Image:
    """Draws the picture and sends it; what was sent before is not sent again."""
    if picture.name not in stage.pictures:
        stage.pictures[picture.name] = Image.objects.take_in(
            picture.draw(),
            file_name=f"{picture.file}.png",
            uploader=by,
            alt=picture.alt[LANGUAGE],
            credit=CREDIT,
            at=at,
        )
    return stage.pictures[picture.name]


def illustrate(edition: Edition, stage: Stage, *, by: User, at: datetime) -> None:
    """The cover, and the head of each chapter."""
    pictures = {picture.place: picture for picture in read_pictures()}
    edition.show_on_cover(send(pictures["cover"], stage, by=by, at=at))
    for number, theme in stage.themes.items():
        edition.illustrate(theme, send(pictures[f"chapter {number}"], stage, by=by, at=at))


def shown_in(language: str, stage: Stage) -> dict[str, str]:
    """What the pictures of cover and chapters show, by their tokens, in a language of the book."""
    of_the_house = (one for one in read_pictures() if one.place.startswith(("cover", "chapter")))
    return {stage.pictures[one.name].token: one.alt[language] for one in of_the_house}
