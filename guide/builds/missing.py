"""Files that are missing are made again: after a restore, and where a build was broken off."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.core.cache import caches
from django.db import transaction
from django.db.models import Count, F
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from guide.builds import build, current, subprocess
from guide.builds.current import point_at_current, serve_what_is_complete
from guide.builds.disk import clear_workshops, folder
from guide.editions import Edition, EditionFile
from guide.publication.assets import MANIFEST, WORKER
from guide.publication.document import EMBEDDED_PAGE, PAGE
from guide.publication.forms import FORMS, NAMES
from guide.serving import NAMED_AFTER_CONTENT

TRIED_AGAIN_AFTER = 60
NAMING = {".html", ".css", ".webmanifest"}
BESIDE_THE_PAGE = re.compile(
    rf"(?:tip-\d{{1,3}}\.html|{'|'.join(map(re.escape, (PAGE, EMBEDDED_PAGE, WORKER, MANIFEST)))})\Z"
)
LONGEST_LANGUAGE = Edition._meta.get_field("language").max_length or 0


def make_missing(number: int, language: str, name: str) -> bool:
    """Makes the files of an edition again when one that it should have is not there; True if `name` is there now.

    Where that fails, no request tries it again for a minute.
    """
    where, failed = folder(number, language), f"edition.failed.{number}.{language}"
    if len(language) > LONGEST_LANGUAGE or caches["template_fragments"].get(failed) or not _should_hold(where, name):
        return False
    form = next((form for form in FORMS if FORMS[form].name == name), "web")
    files = EditionFile.objects.filter(edition__status=Edition.Status.PUBLISHED, edition__number=number)
    file = files.select_related("edition").filter(language=language, form=form).first()
    if file is None:
        return False
    if file.state == EditionFile.State.WAITING:  # the worker makes it: nobody else puts there what may name somebody
        return False
    if not FORMS[form].heavy:
        build.build_file(file)
        if not (where / name).is_file():
            caches["template_fragments"].set(failed, True, TRIED_AGAIN_AFTER)
    elif file.state == EditionFile.State.READY:
        build.request_builds(file.edition, languages=[language], forms=[form])
    return (where / name).is_file()


def request_missing_files() -> int:
    """For settings.RUN_PERIODICALLY: has files made again that are said to be ready and are gone from disk, as after a restore
    of the database alone. Returns how many; until they are there, they are said to be in the making. One query where none is
    missing.
    """
    ready = EditionFile.objects.filter(state=EditionFile.State.READY, edition__status=Edition.Status.PUBLISHED)
    gone = [file for file in ready.select_related("edition") if not _is_there(file)]
    for file in gone:
        build.request_builds(file.edition, languages=[file.language], forms=[file.form], priority=build.SOON)
    return len(gone)


def _is_there(file: EditionFile) -> bool:
    return (folder(file.edition.number, file.language) / FORMS[file.form].name).is_file()


def make_failed_again(edition: Edition) -> None:
    """Makes whatever failed of a published edition again."""
    for file in edition.files.filter(state=EditionFile.State.FAILED):
        build.request_builds(edition, languages=[file.language], forms=[file.form])


def _should_hold(where: Path, name: str) -> bool:
    """Whether a page, its style sheet or its manifest names the file: no made-up name has an edition made again and again."""
    if name in NAMES:
        return True
    if not (where / "index.html").is_file() or not (NAMED_AFTER_CONTENT.search(name) or BESIDE_THE_PAGE.match(name)):
        return False
    named = PAGE if name == EMBEDDED_PAGE else name  # the one goes with the other, which the contents name
    whole = re.compile(rb"(?<![\w./-])%b(?![\w./-])" % re.escape(named.encode(errors="replace")))
    return any(whole.search(path.read_bytes()) for path in where.iterdir() if path.suffix in NAMING)


# Files that no worker will make any more are asked for again: their task was lost, or the worker that had begun was killed.


SILENT = timedelta(seconds=20)  # a worker that makes a form in a process of its own says so every few seconds
SILENT_IN_ITS_PROCESS = timedelta(minutes=10)
UNASKED = timedelta(seconds=30)
TASK = build.make_file.module_path


class BuildLost(Exception):
    """Three workers were killed while they made it."""


def request_lost_builds(at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: returns how many files were asked for again. Several may do it at once.

    What was withdrawn, put back or made by a process that was killed before it had told the disk is told here.
    """
    clear_workshops()
    request_new_forms()
    current.finish()
    serve_what_is_complete()
    point_at_current()
    return restart_killed_builds(at)


def request_new_forms() -> None:
    """Has the forms made that an edition came out without, because this version is the first to make them, and its page, which
    lists them. One query, where there are none.
    """
    out = EditionFile.objects.filter(edition__status=Edition.Status.PUBLISHED).order_by()
    made = out.values("edition", "language").annotate(forms=Count("pk")).filter(forms__lt=len(FORMS))
    for row in list(made):
        edition = Edition.objects.get(pk=row["edition"])
        known = edition.files.filter(language=row["language"]).values_list("form", flat=True)
        missing = [form for form in FORMS if form not in known]
        build.request_builds(edition, languages=[row["language"]], forms=[*missing, "web"])


def restart_killed_builds(at: datetime | None = None) -> int:
    """For settings.RUN_OFTEN: restarts builds whose worker was killed. Usually one query."""
    now = at or timezone.now()
    waiting = EditionFile.objects.filter(state=EditionFile.State.WAITING, edition__status=Edition.Status.PUBLISHED)
    files = list(waiting.select_related("edition"))
    tasks = _files_with_tasks() if files else set()
    return sum(_is_asked_again(file, now) for file in files if _is_lost(file, tasks, now))


def _is_lost(file: EditionFile, tasks: set[int], now: datetime) -> bool:
    if file.begun_at is not None:
        silent = SILENT if subprocess.may_fork() else SILENT_IN_ITS_PROCESS
        return now - (file.seen_at or file.begun_at) > silent
    return file.pk not in tasks and (file.asked_at is None or now - file.asked_at > UNASKED)


def _files_with_tasks() -> set[int]:
    """The files that a worker will still take. What one runs, it has begun a moment later."""
    fresh = timezone.now() - UNASKED
    tasks = DBTaskResult.objects.filter(task_path=TASK)
    rows = tasks.filter(status=TaskResultStatus.READY) | tasks.filter(
        status=TaskResultStatus.RUNNING, started_at__gt=fresh
    )
    return {row["args"][0] for row in rows.values_list("args_kwargs", flat=True) if row["args"]}


def _is_asked_again(file: EditionFile, now: datetime) -> bool:
    """Requests the file again, unless its row has changed since it was read. Returns whether it did."""
    if file.tries >= build.MOST_TRIES:
        build.store_failure(file, BuildLost("its worker was killed three times"))
        return False
    with transaction.atomic():
        same = EditionFile.objects.filter(pk=file.pk, state=file.state, asked_at=file.asked_at, seen_at=file.seen_at)
        if not same.update(asked_at=now, begun_at=None, tries=F("tries")):
            return False
        file.refresh_from_db()
        build.request_build(file, build.SOON)
    return True
