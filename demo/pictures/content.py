"""Reads which pictures there are, where they stand and how they are worded. Knows no database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from demo.blocks import ContentFault
from demo.content import FOLDER
from demo.pictures import illustrations, scenes


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
