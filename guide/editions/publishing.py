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
from guide.builds import build
from guide.builds.disk import folder, write_all
from guide.editions import Edition, EditionFile, EditionStep, FreePlaces, NothingToPublish, NotInProof, ProofChanged
from guide.editions.assembly import names_now
from guide.editions.lifecycle import replace_tips
from guide.editions.proof.checks import FREE_PLACES
from guide.editions.proof.freezing import hold_still
from guide.editions.steps import note
from guide.publication.document import Guide
from guide.publication.forms import FORMS, NAMES
from guide.publication.offline import MANIFEST, WORKER
from guide.reviewing.models import Consent
from guide.serving import NAMED_AFTER_CONTENT
from guide.tips.models import Tip

PDF_NAME = FORMS["pdf"].name
CURRENT = "current"
TRIED_AGAIN_AFTER = 60
NAMING = {".html", ".css", ".webmanifest"}
BESIDE_THE_PAGE = re.compile(rf"(?:tip-\d{{1,3}}\.html|{re.escape(WORKER)}|{re.escape(MANIFEST)})\Z")
LONGEST_LANGUAGE = Edition._meta.get_field("language").max_length or 0


def publish(
    edition: Edition,
    *,
    by: User | None,
    accept_free_places: bool,
    unread_reason: str,
    at: datetime | None,
    from_proof: bool,
    seen: str | None,
) -> None:
    """See `Edition.publish`."""
    with transaction.atomic():
        hold_still(edition)
        if from_proof and not edition.is_in_proof:
            raise NotInProof
        if seen is not None and seen != edition.state_of_proof:
            raise ProofChanged
        at = at or timezone.now()
        if not len(edition.places):
            raise NothingToPublish
        if (free := free_places(edition)) and not accept_free_places:
            raise FreePlaces(free)
        if not edition.is_in_proof:
            edition.take_to_proof(by=by, unread_reason=unread_reason, at=at)
        documents = {language: _dated(guide, edition, at) for language, guide in printable(edition).items()}
        edition.freeze(documents, names_now(documents.values(), hold=True), by=by, at=at)
        note(edition, EditionStep.What.PUBLISHED, by=by, at=at)
        build.request_builds(edition)


def free_places(edition: Edition) -> int:
    """How many places would go out free without anybody having said why: in the proof, where there is one."""
    if any(reason["key"] == FREE_PLACES for reason in edition.reasons):
        return 0
    frozen = edition.documents.get(edition.language) if edition.is_in_proof else None
    tips = frozen.tips if frozen else Tip.objects.placed()
    return len(edition.places) - len(tips)


def printable(edition: Edition) -> dict[str, Guide]:
    """What is frozen, without the quotations whose people have taken back their consent since. Who takes it back from now
    on waits for the transaction to end, and finds the edition out: see `guide.editions.name_removal`.
    """
    documents = edition.documents
    quoted = {tip.reference: tip.quotation for tip in documents[edition.language].tips if tip.quotation}
    given = Consent.objects.select_for_update().filter(state=Consent.State.GIVEN).order_by("pk")
    agreed = {(f"id-{tip}", str(person), quote) for tip, person, quote in given.values_list("tip", "person", "quote")}
    refused = {key for key, said in quoted.items() if (key, said.person.reference, said.text) not in agreed}
    return {language: _without_quotations(guide, refused) for language, guide in documents.items()}


def _without_quotations(guide: Guide, tips: set[str]) -> Guide:
    silent = {tip.reference: replace(tip, quotation=None) for tip in guide.tips if tip.reference in tips}
    return replace_tips(guide, silent)


def _dated(guide: Guide, edition: Edition, at: datetime) -> Guide:
    return replace(guide, edition=edition.number, published_on=timezone.localtime(at).date())


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
    materials = replace(build.materials_of(edition, guide.language), downloads=())
    return FORMS["web"].make(guide, materials)


def point_at_current() -> int | None:
    """Writes the number of the edition that readers get where the server looks for it, and returns it: see
    `guide.builds.rollout`.

    Asked again once it is written: a newer edition that came meanwhile may have been overwritten.
    """
    newest = Edition.objects.readable().values_list("number", flat=True)
    written, number = None, newest.first()
    if number is None:
        (Path(settings.EDITIONS_ROOT) / CURRENT).unlink(missing_ok=True)
    while number != written:
        if number is not None:
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
    if file.state == EditionFile.State.WAITING:  # the worker makes it: nobody else puts there what may name somebody
        return False
    if not FORMS[form].heavy:
        build.build_file(file)
        if not (where / name).is_file():
            caches["template_fragments"].set(failed, True, TRIED_AGAIN_AFTER)
    elif file.state == EditionFile.State.READY:
        build.request_builds(file.edition, languages=[language], forms=[form])
    return (where / name).is_file()


def make_failed_again(edition: Edition) -> None:
    """Makes whatever failed of a published edition again."""
    for file in edition.files.filter(state=EditionFile.State.FAILED):
        build.request_builds(edition, languages=[file.language], forms=[file.form])


def preview_folder() -> Path:
    """What previews show: style sheets, fonts and pictures, named after their content, so that all previews share them."""
    return Path(settings.EDITIONS_ROOT) / "preview"


def keep_for_preview(files: Mapping[str, bytes]) -> None:
    """Writes those files of a preview that are not kept yet."""
    kept = preview_folder()
    write_all(kept, {name: content for name, content in files.items() if not (kept / name).is_file()})


def _should_hold(where: Path, name: str) -> bool:
    """Whether a page, its style sheet or its manifest names the file: no made-up name has an edition made again and again."""
    if name in NAMES:
        return True
    if not (where / "index.html").is_file() or not (NAMED_AFTER_CONTENT.search(name) or BESIDE_THE_PAGE.match(name)):
        return False
    whole = re.compile(rb"(?<![\w./-])%b(?![\w./-])" % re.escape(name.encode(errors="replace")))
    return any(whole.search(path.read_bytes()) for path in where.iterdir() if path.suffix in NAMING)
