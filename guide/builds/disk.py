"""Where the files of editions lie, and how one is written: beside its place, then renamed, so that nobody reads half.

How far the files of an edition are: what is made, what is being made, what failed.
"""

from __future__ import annotations

import fcntl
import secrets
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from common.words.language_names import name_of_language
from guide.editions import Edition, EditionFile
from guide.publication.forms import FORMS

LOCK = ".lock"


def folder(number: int, language: str) -> Path:
    """Where an edition lies in a language; no query, and it may not be there."""
    return Path(settings.EDITIONS_ROOT) / str(number) / language


def folder_of(edition: Edition) -> Path:
    """Where an edition lies in its own language."""
    return folder(edition.number, edition.language)


def has_page(number: int, language: str) -> bool:
    """Whether the web page of an edition in a language is there to be read; no query."""
    return (folder(number, language) / "index.html").is_file()


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes each file beside its place, then renames it: a reader never gets half of one. The page comes last."""
    for name in sorted(files, key=lambda name: name == "index.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            unfinished.write_bytes(files[name])
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder beside the editions, of which nobody reads: what is made there is put in place, or goes.

    Whoever uses one holds a lock in it, which the system lets go of however the process ends: the next takes such ones away.
    """
    root = _workshops()
    root.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        with _locked(root / LOCK):
            _clear(root)
            path = Path(tempfile.mkdtemp(dir=root))
            held.enter_context(_locked(path / LOCK))
        made = path / "made"
        for folder in (made, scratch_of(made)):
            folder.mkdir()
        try:
            yield made
        finally:
            shutil.rmtree(path, ignore_errors=True)


def scratch_of(made: Path) -> Path:
    """Where whoever makes something in a workshop has its temporary files."""
    return made.with_name("scratch")


def put_in_place(made: Path, folder: Path) -> None:
    """Renames each file to its place, the page last: a reader never gets half of one."""
    names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    for name in sorted(names, key=lambda name: name == Path("index.html")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(folder / name)


def clear_workshops() -> None:
    """Removes what those left behind who were killed."""
    root = _workshops()
    if root.is_dir():
        with _locked(root / LOCK):
            _clear(root)


def _clear(root: Path) -> None:
    """Only while nobody begins another: one that is not locked is nobody's."""
    for path in root.iterdir():
        if path.is_dir() and not _is_held(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_held(path: Path) -> bool:
    try:
        with (path / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # it is gone already, or no workshop
        return False
    return False


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Waits until nobody else holds it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def remove_all(folder: Path, *, but: str = "") -> None:
    """Removes what lies in a folder, but for one file."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name == but:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _workshops() -> Path:
    return Path(settings.EDITIONS_ROOT) / ".making"


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
