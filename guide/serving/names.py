"""What may be asked for: addresses of the files of editions, and where these lie.

Names come from addresses, so nothing outside the folder is ever opened.

What the files of an edition are called on the disk of whoever saves them: a hidden file beside each says it.

Its address stays as it is printed, mailed and cached; the name is said beside it, and costs no query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.http import content_disposition_header

from common.files.file_cache import file_in
from guide.publication.forms import FORMS

PAGE: Final = "index.html"
NOTICE: Final = "withdrawn.html"  # in the folder of a language: readers get it instead of the edition
# Other addresses are left to Django, which knows what to make of them.
ADDRESS: Final = re.compile(
    r"/guide/(?:editions/(?P<number>[0-9]{1,4})/)?(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?)/"
    r"(?P<name>(?:\w[\w.-]{0,99}/){0,4}(?:\w[\w.-]{0,99})?)",
    re.ASCII,
)
# The picture of a shared link is fetched by those who show the link, not by readers.
COUNTED: Final = {form.name: kind for kind, form in FORMS.items() if kind != "share"}


@dataclass(frozen=True, slots=True)
class FileAddress:
    """A file of an edition by its address; `number` is None for whichever edition is the current one."""

    number: int | None
    language: str
    name: str

    @property
    def is_current(self) -> bool:
        return self.number is None

    @classmethod
    def at(cls, path: str) -> FileAddress | None:
        """What an address names; None where it is none of a file."""
        found = ADDRESS.fullmatch(path)
        if found is None:
            return None
        number, name = found["number"], found["name"]
        return cls(int(number) if number else None, found["language"], name if name else PAGE)


def form_of(name: str) -> str:
    """The form that a reader opens or downloads with this file: "web" for every page; empty for what belongs to one."""
    return COUNTED.get(name) or ("web" if name.endswith(".html") else "")


def find(folder: Path, name: str) -> tuple[Path, int] | None:
    """The file to answer with, and the status: of an edition that was withdrawn the notice, whatever was asked for."""
    if notice := file_in(folder, NOTICE):
        return notice, 410
    path = file_in(folder, name)
    return (path, 200) if path else None


NAMED: Final = frozenset(form.name for kind, form in FORMS.items() if kind not in {"web", "share"})


def name_file(path: Path, saved_as: str) -> None:
    """Says what this file is called."""
    _place_of(path).write_text(saved_as, encoding="utf-8")


def disposition_of(path: Path) -> str:
    """Returns the header that shows a file, and names it for whoever saves it; "" where nothing does."""
    if path.name not in NAMED:
        return ""
    try:
        saved_as = _place_of(path).read_text(encoding="utf-8")
    except OSError:
        return ""
    return content_disposition_header(as_attachment=False, filename=saved_as) or ""


def _place_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.name")
