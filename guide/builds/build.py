"""What a step in the life of an edition does to its files."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation

from accounts.access import editors_to_notify
from campaign.site_settings.current import current_settings, remembered
from common.database.passing_problems import is_passing, wait_after
from common.files.download_names import file_name
from common.words.language_names import native_name
from guide.builds import subprocess
from guide.builds.current import put_back, serve_when_complete, take_away
from guide.builds.disk import folder, put_in_place, remove_all, workshop
from guide.editions import Edition, EditionFile, EditionStep
from guide.publication.document import Guide
from guide.publication.forms import FORMS
from guide.publication.materials import Conformance, Download, Language, Links, Materials
from guide.publication.pdf import PdfUnavailable
from guide.serving import names
from notifications.kinds import NotificationKind
from notifications.models import Notification

What = EditionStep.What
NOT_MADE = {"state": EditionFile.State.WAITING, "made_at": None, "begun_at": None, "problem": "", "tries": 0}


def follow(step: EditionStep) -> None:
    """For settings.ON_EDITION_STEP: has files built, built again, or taken away once the transaction is committed."""
    edition = step.edition
    match step.what:
        case What.PUBLISHED:
            request_builds(edition)
            transaction.on_commit(partial(make_pages, edition.pk))
        case What.CORRECTED:
            newest = edition.errata.latest("pk")
            languages = [newest.language] if newest.language else edition.languages
            request_builds(edition, languages=languages, forms=[EditionFile.Form.WEB], priority=SOON)
        case What.LANGUAGE:
            _build_added(edition, step.part)
        case What.WITHDRAWN:
            edition.files.update(**NOT_MADE)
            transaction.on_commit(lambda: take_away(edition.pk))
        case What.REINSTATED:
            edition.files.update(begun_at=timezone.now())  # whatever waited was taken away: all is asked for
            request_builds(edition)
            transaction.on_commit(lambda: put_back(edition))


def make_pages(edition: int) -> None:
    """Makes the web pages of an edition that has just come out, before anybody is told that it is: its addresses answer at
    once. What a worker has begun meanwhile is left to it.
    """
    pages = EditionFile.objects.filter(NOT_BEGUN, edition=edition, form=EditionFile.Form.WEB)
    for file in pages.select_related("edition"):
        build_file(file)


def _build_added(edition: Edition, language: str) -> None:
    """The page of a language that is added comes last: readers have the language from then on, and what the page leads to is
    there. The pages of the other languages, which lead to it, come after it.
    """
    page = EditionFile.Form.WEB
    request_builds(edition, languages=[language], forms=[form for form in FORMS if form != page], priority=SOON)
    request_builds(edition, languages=[language], forms=[page], priority=NEXT)
    others = [code for code in edition.languages if code != language]
    request_builds(edition, languages=others, forms=[page])


# One form of an edition in one language: asked for, made, stored, or marked as failed, which the editors are told.


log = logging.getLogger(__name__)

FILES = "files"  # the queue of what takes seconds and minutes: see settings.QUEUES
OFFERED = ("pdf", "large", "imposed", "epub", "poster", "leaflet", "docx", "markdown", "json")
NAMING = ("names", "unsigned", "names_changed_at")
NOT_BEGUN = Q(state=EditionFile.State.WAITING, begun_at=None)
MOST_TRIES = 3
BEAT = timedelta(seconds=subprocess.BEAT)
# What is waited for comes first: a name that has gone, then what readers would see, then the rest.
AT_ONCE, SOON, NEXT, LATER = 80, 40, 20, 0


def request_builds(
    edition: Edition, *, languages: Iterable[str] = (), forms: Iterable[str] = (), priority: int = LATER
) -> None:
    """Has the forms of a published edition made by the worker, again where they are there. All languages and all forms where
    none is named.

    What waits for a worker already is not asked for twice: it is made from what holds when it is begun.
    """
    languages, forms = tuple(languages or edition.languages), tuple(forms or FORMS)
    with transaction.atomic():
        wanted = edition.files.filter(language__in=languages, form__in=forms)
        known = {(file.language, file.form): file for file in wanted}
        waiting = set(wanted.filter(NOT_BEGUN).values_list("pk", flat=True))
        missing = [(language, form) for language in languages for form in forms if (language, form) not in known]
        EditionFile.objects.bulk_create(
            [EditionFile(edition=edition, language=language, form=form) for language, form in missing],
            ignore_conflicts=True,
        )
        asked = wanted.exclude(pk__in=waiting)
        keys = list(asked.values_list("pk", flat=True))
        values = {"state": EditionFile.State.WAITING, "problem": "", "begun_at": None, "tries": 0}
        asked.update(**values, asked_at=timezone.now())
        for file in sorted(EditionFile.objects.filter(pk__in=keys), key=lambda file: forms.index(file.form)):
            request_build(file, priority)


def request_build(file: EditionFile, priority: int = LATER, *, wait: timedelta | None = None) -> None:
    is_page = file.form == EditionFile.Form.WEB
    run_after = None if wait is None else timezone.now() + wait
    make_file.using(priority=priority + 10 * is_page, run_after=run_after).enqueue(file.pk)


@task(queue_name=FILES)
def make_file(file_id: int) -> None:
    """Nothing, where another worker has made it meanwhile or is at it, or its edition has gone."""
    file = EditionFile.objects.select_related("edition").filter(pk=file_id, state=EditionFile.State.WAITING).first()
    if file is not None and not _is_being_made(file):
        build_file(file)


def _is_being_made(file: EditionFile) -> bool:
    """Whether somebody said so a moment ago: a task that was put back, and what was asked for in its place, are two."""
    return file.begun_at is not None and timezone.now() - (file.seen_at or file.begun_at) < 2 * BEAT


@remembered()
def build_file(file: EditionFile) -> None:
    """Makes and stores the files of a form; a failure is stored, shown at the desk, and told to the editors.

    Nothing is put in place that was asked for anew meanwhile, or whose edition was withdrawn, or names somebody whose name
    has gone since: that is asked for anew by whoever took it out.
    """
    _mark_begun(file)
    with workshop() as made:
        try:
            guide = document_for(file)
            materials = materials_of(file.edition, file.language)
            subprocess.build_form(file.form, guide, materials, made, beat=partial(_report_progress, file))
            name_for_readers(file, made / FORMS[file.form].name, title=guide.title)
            _store(file, made)
        except subprocess.BuildKilled as problem:
            _try_again(file, problem)
        except Exception as problem:
            if is_passing(problem):
                _try_again_later(file, problem)
            else:
                if not isinstance(problem, PdfUnavailable):
                    log.exception("%s could not be made", file)
                store_failure(file, problem)
    serve_when_complete(file.edition)


def name_for_readers(file: EditionFile, path: Path, *, title: str) -> None:
    """Names the file for readers, in the language of the guide: by its title and edition, and what it is of the guide."""
    if path.name in names.NAMED:
        with translation.override(file.language):
            form = EditionFile.Form(file.form)
            what = "" if form.is_of_the_guide else form.label
            saved_as = file_name(title, what, file.edition, ending=path.suffix.removeprefix("."))
        names.name_file(path, saved_as)


def _try_again(file: EditionFile, problem: Exception) -> None:
    """What was killed from outside is made once more, a few times."""
    log.warning("%s: %s", file, problem)
    if file.tries >= MOST_TRIES:
        store_failure(file, problem)
    elif EditionFile.objects.filter(pk=file.pk, asked_at=file.asked_at).update(begun_at=None):
        request_build(file, SOON)


def _try_again_later(file: EditionFile, problem: Exception) -> None:
    """What failed for want of something that comes back is made once more after a while that grows."""
    log.warning("%s: %s", file, problem)
    wait = wait_after(file.tries)
    if wait is None:
        store_failure(file, problem)
    elif EditionFile.objects.filter(pk=file.pk, asked_at=file.asked_at).update(begun_at=None):
        request_build(file, SOON, wait=wait)


def take_out_of_service(edition: Edition) -> None:
    """For settings.ON_NAMES_CHANGED: no reader gets a file of it any more until it is made again, before all else: somebody
    is named in it who may not be.

    Inside the transaction that takes the name away; a file that is being made with it is not put in place.
    """
    if not edition.is_published:
        return
    edition.files.update(begun_at=timezone.now())  # what waits already goes before the others, too
    for language in edition.languages:
        remove_all(folder(edition.number, language))
    request_builds(edition, priority=AT_ONCE)


def document_for(file: EditionFile) -> Guide:
    """What a form says: the web page alone lists the errata, so that the other files stay byte for byte."""
    guide = file.edition.guide_in(file.language)
    return guide if file.form == EditionFile.Form.WEB else replace(guide, errata=())


def materials_of(edition: Edition, language: str) -> Materials:
    """What the forms of an edition in a language are made with."""
    here = reverse("guide:guide_in_language", args=[language])
    # What a tip rests on is read in the wiki: whoever may read the guide and not the wiki is not sent there.
    decided = current_settings()
    origins = "/guide/tips/" if decided.wiki_is_public or not decided.guide_is_public else ""
    return Materials(
        assets=settings.PUBLICATION_ASSETS,
        pictures=Path(settings.MEDIA_ROOT),
        downloads=tuple(Download(kind, FORMS[kind].name) for kind in OFFERED),  # type: ignore[arg-type]
        languages=tuple(Language(code, native_name(code), f"../{code}/") for code in edition.languages),
        links=_links(language, origins, f"{settings.SITE_ADDRESS}{here}"),
        conformance=Conformance(settings.EBOOK_CONFORMS_TO, settings.EBOOK_CERTIFIED_BY),
    )


def _links(language: str, origins: str, page: str) -> Links:
    """What stands in the foot of an edition leads to the site as it is then, in the language of the edition."""
    views = {"editions": "guide:editions", "how_it_works": "how_it_works"}
    views |= {name: name for name in ("privacy", "accessibility")}
    there = {name: f"{reverse(view)}?language={language}" for name, view in views.items()}
    return Links(origins=origins, page=page, **there)


def _mark_begun(file: EditionFile) -> None:
    """Says that it is being made."""
    now = timezone.now()
    rows = EditionFile.objects.filter(pk=file.pk)
    rows.update(begun_at=now, seen_at=now, tries=F("tries") + 1)
    file.refresh_from_db(fields=["asked_at", "state", "made_at", "tries"])
    file.edition.refresh_from_db(fields=NAMING)  # they may have changed since the file was read


def _report_progress(file: EditionFile) -> None:
    """That it is still being made: see `guide.builds.missing`."""
    EditionFile.objects.filter(pk=file.pk).update(seen_at=timezone.now())


def _store(file: EditionFile, made: Path) -> None:
    """Puts the files in place, while nobody can withdraw the edition or ask for them again."""
    with transaction.atomic():
        same = {"pk": file.edition_id, "names_changed_at": file.edition.names_changed_at}
        published = Edition.objects.select_for_update().filter(status=Edition.Status.PUBLISHED, **same)
        rows = EditionFile.objects.select_for_update().filter(pk=file.pk, asked_at=file.asked_at)
        if not published.exists() or not rows.exists():
            return
        content = (made / FORMS[file.form].name).read_bytes()
        put_in_place(made, folder(file.edition.number, file.language))
        mark_ready(rows, content)


def mark_ready(rows: QuerySet[EditionFile], content: bytes) -> None:
    """Says that the file is there, and holds `content`."""
    rows.update(
        state=EditionFile.State.READY,
        problem="",
        size=len(content),
        begun_at=None,
        tries=0,
        made_at=timezone.now(),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def store_failure(file: EditionFile, problem: Exception) -> None:
    words = str(problem) if isinstance(problem, PdfUnavailable) else f"{type(problem).__name__}: {problem}"
    rows = EditionFile.objects.filter(pk=file.pk, asked_at=file.asked_at, edition__status=Edition.Status.PUBLISHED)
    if not rows.update(state=EditionFile.State.FAILED, begun_at=None, problem=words[:500]):
        return
    number = file.edition.number
    Notification.objects.notify(
        editors_to_notify(),
        kind=NotificationKind.NO_PDF,
        place=f"edition:{number}",
        place_title="",
        url=reverse("guide:edition", args=[number]),
        key=f"guide.edition:{file.edition_id}:{timezone.now():%Y-%m-%dT%H:%M}",
    )
