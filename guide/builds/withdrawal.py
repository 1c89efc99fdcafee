"""The files of an edition that is withdrawn, in whose place a notice stands; and of one that is put back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from guide.builds.current import point_at_current
from guide.builds.disk import folder, remove_all, write_all
from guide.editions import Edition
from guide.serving.names import NOTICE


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
