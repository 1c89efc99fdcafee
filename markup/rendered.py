"""What goes into a rendering and what comes out of it."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal["too_long", "too_deep", "too_costly", "unavailable"]


class Refused(ValueError):
    """A text that cannot be rendered. The caller words the reason, and keeps what was typed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class WikiLink:
    """Where a title leads: to the page, or to the form that writes it."""

    url: str
    exists: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML and what was learnt on the way. `links` holds each title that the text links to, once, in order."""

    html: str
    contents: tuple[Heading, ...]
    links: tuple[str, ...]
    text: str
    excerpt: str
