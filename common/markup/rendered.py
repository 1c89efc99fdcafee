"""What goes into a rendering and what comes out of it."""

from dataclasses import dataclass
from typing import Literal

from common.stored import Stored

Reason = Literal["too_long", "too_deep", "too_costly", "unavailable"]


class RenderRefused(ValueError):
    """A text that cannot be rendered. The caller words the reason, and keeps what was typed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class WikiLink(Stored):
    """Where a title leads: to the page, or to the form that writes it."""

    url: str
    exists: bool


@dataclass(frozen=True, slots=True)
class EmbeddedPicture(Stored):
    """A picture of the site, as a text shows it.

    `sources` are its widths in pixels and their addresses, `alternative` what is read out where the text says nothing,
    `credit` stands under a picture that has a paragraph to itself.
    """

    width: int
    height: int
    sources: tuple[tuple[int, str], ...] = ()
    alternative: str = ""
    credit: str = ""

    @property
    def srcset(self) -> str:
        return ", ".join(f"{address} {width}w" for width, address in self.sources)


@dataclass(frozen=True, slots=True)
class Heading(Stored):
    """A line of the table of contents. `line` is where it stands in the text, from 0; None inside of a quotation or a list."""

    level: int
    id: str
    title: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Rendered(Stored):
    """Safe HTML and what was learnt on the way. `links` holds each title that the text links to, once, in order."""

    html: str
    contents: tuple[Heading, ...]
    links: tuple[str, ...]
    excerpt: str
