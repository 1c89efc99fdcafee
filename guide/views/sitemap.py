"""What search engines are told of the current edition: every page of it in every language, read from the folder it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from common.markup.language import LANGUAGES
from guide.builds.disk import folder

WHOLE = "index.html"


@dataclass(frozen=True, slots=True)
class Address:
    """A page: where it is, when its file was made, and where it is in each of its languages."""

    location: str
    changed: datetime
    alternates: tuple[tuple[str, str], ...]


def addresses(number: int) -> Iterator[Address]:
    """The pages of an edition, the whole guide of each language first."""
    files = {language: _pages(folder(number, language)) for language in LANGUAGES}
    for language, pages in files.items():
        for name, page in pages.items():
            beside = tuple((other, _address(other, name)) for other in files if name in files[other])
            changed = datetime.fromtimestamp(page.stat().st_mtime, UTC)
            yield Address(_address(language, name), changed, beside if len(beside) > 1 else ())


def _pages(where: Path) -> dict[str, Path]:
    pages = {path.name: path for path in where.glob("*.html") if not path.name.endswith("-embedded.html")}
    return dict(sorted(pages.items(), key=lambda page: (page[0] != WHOLE, len(page[0]), page[0])))


def _address(language: str, name: str) -> str:
    page = reverse("guide:guide_in_language", args=[language])
    return f"{settings.SITE_ADDRESS}{page}{'' if name == WHOLE else name}"
