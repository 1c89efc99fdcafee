"""How far the files of an edition are: what is made, what is being made, what failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from common.words.language_names import name_of_language
from guide.builds.disk import has_page
from guide.editions import Edition, EditionFile
from guide.publication.forms import FORMS

State = EditionFile.State


@dataclass(frozen=True)
class BuiltFile:
    """One file, and what it is called in the folder of its language."""

    file: EditionFile
    name: str

    @property
    def language(self) -> str:
        return name_of_language(self.file.language)


@dataclass(frozen=True)
class Progress:
    files: tuple[BuiltFile, ...]

    @property
    def total(self) -> int:
        return len(self.files)

    @property
    def ready(self) -> int:
        return sum(made.file.state == State.READY for made in self.files)

    @property
    def failed(self) -> tuple[BuiltFile, ...]:
        return tuple(made for made in self.files if made.file.state == State.FAILED)

    @property
    def is_waiting(self) -> bool:
        return any(made.file.state == State.WAITING for made in self.files)

    @property
    def running(self) -> tuple[BuiltFile, ...]:
        """What is being made at this moment, two by two workers."""
        waiting = (made for made in self.files if made.file.state == State.WAITING)
        return tuple(made for made in waiting if made.file.begun_at)

    @property
    def by_language(self) -> dict[str, list[BuiltFile]]:
        found: defaultdict[str, list[BuiltFile]] = defaultdict(list)
        for made in self.files:
            found[made.language].append(made)
        return dict(found)


def page_state(edition: Edition, files: Iterable[EditionFile], language: str) -> str:
    """Whether readers find its web page: ready as long as one is there, also while it is made again; `files` are its own."""
    if has_page(edition.number, language):
        return State.READY
    page = (language, EditionFile.Form.WEB)
    return next((file.state for file in files if (file.language, file.form) == page), State.READY)


def progress_of(edition: Edition) -> Progress:
    """One query: languages in their order, the edition's own first, forms in theirs."""
    forms = list(FORMS)
    files = sorted(
        edition.files.all(),
        key=lambda file: (file.language != edition.language, file.language, forms.index(file.form)),
    )
    return Progress(tuple(BuiltFile(file, FORMS[file.form].name) for file in files))
