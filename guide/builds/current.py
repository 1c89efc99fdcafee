"""Which edition readers get, where the server finds it without a query: a file `current` under EDITIONS_ROOT.

Rollout: readers get an edition once all its files are built, in every language; until then they get the previous one.

The files of an edition that is withdrawn, in whose place a notice stands; and of one that is put back.

The lines of HTML by which other sites show the self-check of the edition that readers have.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html

from common.markup.language import LANGUAGES
from common.words.language_names import native_name
from contributions.events import EventKind, emit
from guide.builds.disk import folder, remove_all, write_all
from guide.editions import Edition, EditionFile
from guide.editions.texts import EditionText
from guide.publication.document import EMBEDDED_PAGE, FORMER_NAMES
from guide.serving.names import NOTICE

CURRENT = "current"


def current_number() -> int | None:
    """The number of the edition that readers get, from disk; None before the first.

    Asks the database only where the file is gone, and writes it again.
    """
    try:
        return int((Path(settings.EDITIONS_ROOT) / CURRENT).read_text())
    except (OSError, ValueError):
        return point_at_current()


def point_at_current() -> int | None:
    """Writes the number of the edition that readers get where the server looks for it, and returns it: see `rollout`.

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


def notice_of(edition: Edition, language: str) -> bytes:
    """The page that stands in its place."""
    said, spoken = edition.notice_in(language)
    context: dict[str, Any] = {"edition": edition, "language": language, "notice": said, "notice_language": spoken}
    context |= {"title": edition.cover_in(language).title, "has_current": Edition.objects.readable().exists()}
    with translation.override(language):
        return render_to_string("guide/publication/withdrawn.html", context).encode()


def write_notice(number: int, language: str) -> None:
    """That of an edition that was withdrawn, where it is gone from disk."""
    editions = Edition.objects.select_for_update()
    with transaction.atomic():
        edition = editions.filter(number=number, status=Edition.Status.WITHDRAWN).first()
        if edition and language in edition.languages:
            _write_notice(edition, language)


def write_notices() -> None:
    """Those of all editions that were withdrawn, anew: they lead to the current edition once there is one."""
    for edition in Edition.objects.out().filter(status=Edition.Status.WITHDRAWN):
        for language in edition.languages:
            write_notice(edition.number, language)


def finish() -> None:
    """What was withdrawn or put back by a process that was killed before it came to the files."""
    for edition in Edition.objects.out():
        folders = [folder(edition.number, language) for language in edition.languages]
        if edition.is_withdrawn and any(
            path.name != NOTICE for one in folders if one.is_dir() for path in one.iterdir()
        ):
            take_away(edition.pk)
        elif edition.is_published and any((one / NOTICE).exists() for one in folders):
            put_back(edition)


def _write_notice(edition: Edition, language: str) -> None:
    write_all(folder(edition.number, language), {NOTICE: notice_of(edition, language)})


@transaction.atomic
def take_away(pk: int) -> None:
    """The notice first, so that whoever comes meanwhile finds it or the page. Whoever puts it back waits until it is done."""
    edition = Edition.objects.select_for_update().filter(pk=pk, status=Edition.Status.WITHDRAWN).first()
    if edition is None:  # put back already
        return
    for language in edition.languages:
        _write_notice(edition, language)
    point_at_current()
    for language in edition.languages:
        remove_all(folder(edition.number, language), but=NOTICE)


@transaction.atomic
def put_back(edition: Edition) -> None:
    if Edition.objects.select_for_update().filter(pk=edition.pk, status=Edition.Status.PUBLISHED).exists():
        for language in edition.languages:
            (folder(edition.number, language) / NOTICE).unlink(missing_ok=True)


def serve_when_complete(edition: Edition) -> bool:
    """Makes this the current edition if its files are complete and it is not yet; emits the event. Returns whether it did."""
    if not is_complete(edition):
        return False
    unserved = Edition.objects.filter(pk=edition.pk, status=Edition.Status.PUBLISHED, served_at=None)
    if not unserved.update(served_at=timezone.now()):
        return False
    point_at_current()
    write_notices()
    emit(edition, EventKind.PUBLISHED, by=None)
    return True


def serve_what_is_complete() -> int:
    """What was made by a process that was killed before it came to this."""
    return sum(serve_when_complete(edition) for edition in Edition.objects.published().filter(served_at=None))


def is_complete(edition: Edition) -> bool:
    """Returns whether every page exists and no build is pending; a failed build does not block the rollout.

    Where readers have no edition yet the pages are enough.
    """
    pages = edition.files.filter(form=EditionFile.Form.WEB)
    made = set(pages.exclude(made_at=None).values_list("language", flat=True))
    if not made.issuperset(edition.languages):
        return False
    waiting = edition.files.filter(state=EditionFile.State.WAITING, made_at=None)
    return not waiting.exists() or not Edition.objects.readable().exists()


HEIGHT = 720


@dataclass(frozen=True)
class EmbeddingLine:
    """What somebody copies into a page of another site, and the language in which it is read there."""

    language: str
    html: str


def embedding_lines() -> list[EmbeddingLine]:
    """One for each language of the edition that readers have; none where it came out without a self-check."""
    number = current_number()
    if number is None:
        return []
    found = [code for code in LANGUAGES if has_self_check(number, code)]
    titles = _frozen_titles(number) if found else {}
    return [EmbeddingLine(native_name(code), _line(code, titles.get(code) or "")) for code in found]


def _frozen_titles(number: int) -> dict[str, str]:
    """The title of the self-check in each language, as readers have it."""
    texts = EditionText.objects.filter(edition__number=number).order_by()
    return dict(texts.values_list("language", "document__self_check__title__text"))


def _line(language: str, title: str) -> str:
    address = f"{settings.SITE_ADDRESS}{reverse('guide:self_check_embedded', args=[language])}"
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>', address, title, HEIGHT
    )


def has_self_check(number: int, language: str) -> bool:
    """Returns whether an edition that readers have comes with a self-check in this language. No query."""
    where = folder(number, language)
    return any(_is_there(where / name) for name in (EMBEDDED_PAGE, FORMER_NAMES[EMBEDDED_PAGE]))


def name_of(page: str, number: int | None, language: str) -> str:
    """Returns what a page of the self-check is called in the folder of an edition."""
    former = FORMER_NAMES[page]
    where = folder(number or 0, language)
    return former if _is_there(where / former) and not _is_there(where / page) else page


def _is_there(file: Path) -> bool:
    """An address may name a language that is longer than the name of a folder can be."""
    try:
        return file.is_file()
    except OSError:
        return False
