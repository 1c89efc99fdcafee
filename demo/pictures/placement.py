"""Sends the pictures as people do, and puts each where it belongs: into texts, on the cover, at the head of a chapter."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from contributions.models import Image
from demo.identity import LANGUAGE
from demo.pictures.content import PictureContent, after_the_first_paragraph, read_pictures
from demo.stage import Stage
from guide.models import Edition

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
