"""The files that a version of a course shows, as they are stored: what leaves the site takes them along."""

from __future__ import annotations

from pathlib import Path


class MissingFile(LookupError):
    """A picture or a video of the course is not where its version says: what is made of it would not be complete."""


def stored_file(media: Path, name: str) -> Path:
    """Returns where a file of a course lies below `media`. Raises MissingFile."""
    path = (media / name).resolve()
    if not path.is_relative_to(media.resolve()) or not path.is_file():
        raise MissingFile(name)
    return path
