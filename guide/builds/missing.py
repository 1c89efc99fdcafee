"""Files of an edition that are not where they should be, or that failed, are made again."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.cache import caches

from guide.builds import build
from guide.builds.disk import folder
from guide.editions import Edition, EditionFile
from guide.publication.forms import FORMS, NAMES
from guide.publication.offline import MANIFEST, WORKER
from guide.publication.self_check_document import EMBEDDED_PAGE, PAGE
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
