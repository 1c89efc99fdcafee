"""Makes one form in a process of its own: what it takes of memory goes with it, and so does whatever brings it down.

The child is a fork: it has what the worker has loaded, is given what the form says and touches no database. It writes into a
folder beside the editions, of which nobody reads; what it leaves there is put in place by the worker.
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

from django.conf import settings

from common.database import heartbeat
from common.database.passing_problems import Hindered, is_passing
from common.process_limits.orphans import be_killed_with_parent
from guide.builds.disk import scratch_of, workshop, write_all
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable

log = logging.getLogger(__name__)
BEAT = 5
LONGEST = 300
PROBLEM = ".problem"
HINDERED = 75  # the exit code: sysexits.h calls it EX_TEMPFAIL
LOADED_ONCE = ("weasyprint", "PIL.Image")


class BuildFailed(Exception):
    """The process that made a form failed, or ended before it was done; the words say how."""


class BuildKilled(BuildFailed):
    """Somebody ended it from outside: the kernel, for its memory, or a person. It may well go the next time."""


def build_form(form: str, guide: Guide, materials: Materials, into: Path, *, beat: Callable[[], object]) -> None:
    """Writes the files of a form into a folder; `beat` is called every few seconds. Raises Unmade, or what the form raised."""
    if may_fork():
        _build_in_child(form, guide, materials, into, beat)
    else:
        with temporary_files_in(scratch_of(into)):
            write_all(into, FORMS[form].make(guide, materials))


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """For the whole process, and so only where it has one thread."""
    before = tempfile.tempdir
    if threading.active_count() == 1:
        tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


def build_in_memory(form: str, guide: Guide, materials: Materials) -> dict[str, bytes]:
    """What `build_form` writes, for whoever stores it elsewhere: path -> content. The memory goes back all the same."""
    with workshop() as made:
        build_form(form, guide, materials, made, beat=lambda: None)
        paths = sorted(path for path in made.rglob("*") if path.is_file())
        return {path.relative_to(made).as_posix(): path.read_bytes() for path in paths}


def may_fork() -> bool:
    """A process with several threads cannot be copied safely: there, the form is made in it."""
    return settings.MAKE_APART and sys.platform == "linux" and threading.active_count() == 1


def _build_in_child(form: str, guide: Guide, materials: Materials, into: Path, beat: Callable[[], object]) -> None:
    _load()
    child = multiprocessing.get_context("fork").Process(target=_write, args=(form, guide, materials, into), daemon=True)
    child.start()
    for _beat in range(LONGEST // BEAT):
        child.join(BEAT)
        if not child.is_alive():
            break
        heartbeat.beat()
        beat()
    else:
        child.kill()
        child.join()
        raise BuildFailed(f"not done after {LONGEST} seconds")
    _check_exit(child.exitcode, into / PROBLEM)


def _check_exit(code: int | None, problem: Path) -> None:
    if problem.is_file():
        kind, _newline, words = problem.read_text().partition("\n")
        raise PdfUnavailable(words) if kind == PdfUnavailable.__name__ else BuildFailed(f"{kind}: {words}")
    if code == HINDERED:
        raise Hindered("the disk was full, or the database away")
    if code and code < 0:
        raise BuildKilled(f"its process was ended by signal {-code}")
    if code:
        raise BuildFailed(f"its process ended with {code}")


def _write(form: str, guide: Guide, materials: Materials, into: Path) -> None:
    """In the child, whose temporary files go with the workshop: it ends without cleaning up, and may be killed."""
    be_killed_with_parent()
    tempfile.tempdir = str(scratch_of(into))
    try:
        write_all(into, FORMS[form].make(guide, materials))
    except Exception as problem:
        log.exception("%s could not be made", form)
        if is_passing(problem):
            sys.exit(HINDERED)
        (into / PROBLEM).write_text(f"{type(problem).__name__}\n{problem}")


def _load() -> None:
    """Once in the worker instead of once in each child; what is not installed, its form says."""
    for name in LOADED_ONCE:
        with suppress(ImportError, OSError):
            import_module(name)
