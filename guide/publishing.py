"""Publishes an edition: freezes it, has its forms made where the server finds them without a query.

The frozen documents in the database are the truth; the files under EDITIONS_ROOT are made from them, and made again when
one is missing: <number>/<language>/index.html …, and `current`, which holds the number of the edition that readers get.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from guide.assembly import assemble, names_of
from guide.editions import IN_PREPARATION, AlreadyPublished, Edition, EditionFile, FreePlaces, NothingToPublish
from guide.making import making
from guide.making.disk import folder, write_all
from guide.pictures import keep_copies
from guide.publication.document import Guide
from guide.publication.forms import FORMS, NAMES
from guide.sections import Section
from guide.serving import NAMED_AFTER_CONTENT
from guide.tips import Tip

PDF_NAME = FORMS["pdf"].name
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
        documents = {language: _frozen(edition, language, at) for language in edition.languages}
        names: dict[str, str] = {}
        for guide in documents.values():
            names |= names_of(guide)
        edition.freeze(documents, names, by=by, at=at)
        making.ask(edition, after_commit=True)
        transaction.on_commit(point_at_current)


def _frozen(edition: Edition, language: str, at: datetime) -> Guide:
    """What is frozen of a language: its texts as they stand, and pictures of its own."""
    guide = assemble(edition, language=language, published_on=timezone.localtime(at).date())
    return replace(guide, pictures=keep_copies(guide.pictures))


def _hold_still(edition: Edition) -> None:
    """Has whoever edits the guide wait until the transaction ends: what is frozen is what stood at one moment.

    Raises AlreadyPublished. `edition` says afterwards what the editors have made of it last.
    """
    if not Edition.objects.select_for_update().filter(pk=edition.pk, status__in=IN_PREPARATION).exists():
        raise AlreadyPublished
    edition.refresh_from_db()
    for model in (Tip, Section):
        list(model.objects.select_for_update().order_by("pk").values_list("pk"))


def current_number() -> int | None:
    """The number of the edition that readers get, from disk; None before the first.

    Asks the database only where the file is gone, and writes it again.
    """
    try:
        return int((Path(settings.EDITIONS_ROOT) / CURRENT).read_text())
    except (OSError, ValueError):
        return point_at_current()


def web_files(edition: Edition, guide: Guide) -> Mapping[str, bytes]:
    """The folder of the web page, as a preview shows it: nothing to download is there yet."""
    materials = replace(making.materials_of(edition, guide.language), downloads=())
    return FORMS["web"].make(guide, materials)


def point_at_current() -> int | None:
    """Writes the number of the newest published edition where the server looks for it, and returns it.

    Asked again once it is written: a newer edition that came meanwhile may have been overwritten.
    """
    newest = Edition.objects.published().values_list("number", flat=True)
    written, number = None, newest.first()
    while number != written:
        write_all(Path(settings.EDITIONS_ROOT), {CURRENT: str(number).encode()})
        written, number = number, newest.first()
    return number


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
    if not FORMS[form].heavy:
        making.make(file)
        if not (where / name).is_file():
            caches["template_fragments"].set(failed, True, TRIED_AGAIN_AFTER)
    elif file.state == EditionFile.State.READY:
        making.ask(file.edition, languages=[language], forms=[form])
    return (where / name).is_file()


def make_failed_again(edition: Edition) -> None:
    """Makes whatever failed of a published edition again."""
    for file in edition.files.filter(state=EditionFile.State.FAILED):
        making.ask(edition, languages=[file.language], forms=[file.form])


def preview_folder() -> Path:
    """What previews show: style sheets, fonts and pictures, named after their content, so that all previews share them."""
    return Path(settings.EDITIONS_ROOT) / "preview"


def keep_for_preview(files: Mapping[str, bytes]) -> None:
    """Writes those files of a preview that are not kept yet."""
    kept = preview_folder()
    write_all(kept, {name: content for name, content in files.items() if not (kept / name).is_file()})


def _should_hold(where: Path, name: str) -> bool:
    """Whether the page or its style sheet names the file: no made-up name has an edition made again and again."""
    if name in NAMES:
        return True
    if not (where / "index.html").is_file() or not NAMED_AFTER_CONTENT.search(name):
        return False
    whole = re.compile(rb"(?<![\w./-])%b(?![\w./-])" % re.escape(name.encode(errors="replace")))
    return any(whole.search(path.read_bytes()) for path in where.iterdir() if path.suffix in {".html", ".css"})
