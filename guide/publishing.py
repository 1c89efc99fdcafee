"""Publishes an edition: freezes it, makes its forms, writes them where the server finds them without a query.

The frozen document in the database is the truth; the files under EDITIONS_ROOT are made from it, and made again when
one is missing: <number>/<language>/index.html …, and `current`, which holds the number of the edition that readers get.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from guide.assembly import assemble, names_of
from guide.editions import AlreadyPublished, Edition, EditionFile, FreePlaces, NothingToPublish
from guide.pictures import keep_copies
from guide.publication.document import Guide
from guide.publication.pdf import PdfUnavailable, build_pdf
from guide.publication.web import Download, Links, build_web
from guide.sections import Section
from guide.serving import NAMED_AFTER_CONTENT
from guide.tips import Tip
from notifications.kinds import Kind
from notifications.models import Notification

log = logging.getLogger(__name__)

PDF_NAME = "guide.pdf"
CURRENT = "current"
TRIED_AGAIN_AFTER = 60
LONGEST_LANGUAGE = Edition._meta.get_field("language").max_length or 0


def publish(
    edition: Edition, *, by: User | None, accept_free_places: bool, unread_reason: str, at: datetime | None
) -> None:
    """See `Edition.publish`."""
    with transaction.atomic():
        _hold_still(edition)
        at = at or timezone.now()
        if not (places := len(edition.places)):
            raise NothingToPublish
        free = places - Tip.objects.placed().count()
        if free and not accept_free_places:
            raise FreePlaces(free)
        if not edition.is_in_proof:
            edition.take_to_proof(by=by, unread_reason=unread_reason, at=at)
        guide = assemble(edition, published_on=timezone.localtime(at).date())
        guide = replace(guide, pictures=keep_copies(guide.pictures))
        edition.freeze(guide, names_of(guide), by=by, at=at)
        for form in EditionFile.Form:
            edition.files.create(form=form)
        enqueue_pdf(edition)
        transaction.on_commit(lambda: make_web(edition))


def _hold_still(edition: Edition) -> None:
    """Has whoever edits the guide wait until the transaction ends: what is frozen is what stood at one moment.

    Raises AlreadyPublished. `edition` says afterwards what the editors have made of it last.
    """
    if not Edition.objects.select_for_update().filter(pk=edition.pk, status=Edition.Status.DRAFT).exists():
        raise AlreadyPublished
    edition.refresh_from_db()
    for model in (Tip, Section):
        list(model.objects.select_for_update().order_by("pk").values_list("pk"))


def enqueue_pdf(edition: Edition) -> None:
    """Has the PDF made (again) by the worker."""
    from guide.tasks import make_pdf

    edition.files.filter(form=EditionFile.Form.PDF).update(state=EditionFile.State.WAITING, problem="")
    make_pdf.enqueue(edition.pk)


def folder_of(edition: Edition) -> Path:
    return folder(edition.number, edition.language)


def folder(number: int, language: str) -> Path:
    """Where an edition lies; no query, and it may not be there."""
    return Path(settings.EDITIONS_ROOT) / str(number) / language


def current_number() -> int | None:
    """The number of the edition that readers get, from disk; None before the first.

    Asks the database only where the file is gone, and writes it again.
    """
    try:
        return int((Path(settings.EDITIONS_ROOT) / CURRENT).read_text())
    except (OSError, ValueError):
        return point_at_current()


def web_files(guide: Guide) -> dict[str, bytes]:
    """The folder of the web page; the same for a preview, whose PDF is not there yet."""
    downloads = (Download("pdf", PDF_NAME),) if guide.edition else ()
    return build_web(
        guide,
        assets=settings.PUBLICATION_ASSETS,
        downloads=downloads,
        links=Links(editions=reverse("guide:editions")),
        pictures=Path(settings.MEDIA_ROOT),
    )


def make_web(edition: Edition) -> None:
    """Writes the web page of an edition, and points `current` at the newest; a failure is kept and shown at the desk."""
    file = edition.files.get(form=EditionFile.Form.WEB)
    try:
        files = web_files(edition.guide)
        _write_all(folder_of(edition), files)
        point_at_current()
    except Exception as problem:
        log.exception("The web page of edition %s could not be written", edition.number)
        _keep_failure(file, problem)
    else:
        _keep_success(file, files["index.html"])


def make_pdf(edition: Edition) -> None:
    """Makes the PDF of an edition; a failure is kept, shown at the desk, and told to the editors."""
    file = edition.files.get(form=EditionFile.Form.PDF)
    try:
        pdf = build_pdf(edition.guide, assets=settings.PUBLICATION_ASSETS, pictures=Path(settings.MEDIA_ROOT))
        _write_all(folder_of(edition), {PDF_NAME: pdf})
    except Exception as problem:
        if not isinstance(problem, PdfUnavailable):
            log.exception("The PDF of edition %s could not be made", edition.number)
        _keep_failure(file, problem)
        _tell_the_editors(edition)
    else:
        _keep_success(file, pdf)


def point_at_current() -> int | None:
    """Writes the number of the newest published edition where the server looks for it, and returns it.

    Asked again once it is written: a newer edition that came meanwhile may have been overwritten.
    """
    newest = Edition.objects.published().values_list("number", flat=True)
    written, number = None, newest.first()
    while number != written:
        _write_all(Path(settings.EDITIONS_ROOT), {CURRENT: str(number).encode()})
        written, number = number, newest.first()
    return number


def make_missing(number: int, language: str, name: str) -> bool:
    """Makes the files of an edition again when one that it should have is not there; True if `name` is there now.

    Where that fails, no request tries it again for a minute.
    """
    where, failed = folder(number, language), f"edition.failed.{number}.{language}"
    if len(language) > LONGEST_LANGUAGE or caches["template_fragments"].get(failed) or not _should_hold(where, name):
        return False
    edition = Edition.objects.published().filter(number=number, language=language).first()
    if edition is None:
        return False
    if name != PDF_NAME:
        make_web(edition)
        if not (where / name).is_file():
            caches["template_fragments"].set(failed, True, TRIED_AGAIN_AFTER)
    elif edition.files.filter(form=EditionFile.Form.PDF, state=EditionFile.State.READY).exists():
        enqueue_pdf(edition)
    return (where / name).is_file()


def make_failed_again(edition: Edition) -> None:
    """Makes whatever failed of a published edition again: the page at once, the PDF by the worker."""
    failed = set(edition.files.filter(state=EditionFile.State.FAILED).values_list("form", flat=True))
    if EditionFile.Form.WEB in failed:
        make_web(edition)
    if EditionFile.Form.PDF in failed:
        enqueue_pdf(edition)


def preview_folder() -> Path:
    """What previews show: style sheets, fonts and pictures, named after their content, so that all previews share them."""
    return Path(settings.EDITIONS_ROOT) / "preview"


def keep_for_preview(files: Mapping[str, bytes]) -> None:
    """Writes those files of a preview that are not kept yet."""
    kept = preview_folder()
    _write_all(kept, {name: content for name, content in files.items() if not (kept / name).is_file()})


def _should_hold(where: Path, name: str) -> bool:
    """Whether the page or its style sheet names the file: no made-up name has an edition made again and again."""
    if not (where / "index.html").is_file():
        return name in {"index.html", PDF_NAME}
    if name != PDF_NAME and not NAMED_AFTER_CONTENT.search(name):
        return False
    whole = re.compile(rb"(?<![\w./-])%b(?![\w./-])" % re.escape(name.encode(errors="replace")))
    return any(whole.search(path.read_bytes()) for path in where.iterdir() if path.suffix in {".html", ".css"})


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
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


def _keep_success(file: EditionFile, content: bytes) -> None:
    EditionFile.objects.filter(pk=file.pk).update(
        state=EditionFile.State.READY,
        problem="",
        size=len(content),
        made_at=timezone.now(),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _keep_failure(file: EditionFile, problem: Exception) -> None:
    words = f"{type(problem).__name__}: {problem}" if not isinstance(problem, PdfUnavailable) else str(problem)
    EditionFile.objects.filter(pk=file.pk).update(state=EditionFile.State.FAILED, problem=words[:500])


def _tell_the_editors(edition: Edition) -> None:
    number = edition.number
    Notification.objects.tell(
        User.objects.having(Role.EDITOR).values_list("pk", flat=True),
        kind=Kind.NO_PDF,
        place=f"edition:{number}",
        place_title="",
        url=reverse("guide:edition", args=[number]),
        key=f"guide.edition:{edition.pk}:{timezone.now():%Y-%m-%dT%H:%M:%S}",
    )
