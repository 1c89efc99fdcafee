"""An edition is taken away from its readers, who find a notice at its address; and put back."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from guide.builds import build
from guide.builds.disk import folder, remove_all, write_all
from guide.editions import Edition, EditionFile, EditionStep
from guide.editions.steps import cleaned_why, note
from guide.serving.names import NOTICE

LONGEST_NOTICE = 500


def withdraw(edition: Edition, *, notice: str, by: User) -> None:
    """See `Edition.withdraw`."""
    notice = cleaned_why(notice, "notice", longest=LONGEST_NOTICE)
    now = timezone.now()
    values = {"status": Edition.Status.WITHDRAWN, "withdrawn_at": now, "withdrawn_by": by, "withdrawal_notice": notice}
    values["served_at"] = None
    with transaction.atomic():
        _change(edition, Edition.Status.PUBLISHED, values)
        edition.files.update(state=EditionFile.State.WAITING, made_at=None, begun_at=None, problem="", tries=0)
        note(edition, EditionStep.What.WITHDRAWN, by=by, at=now, why=notice)
        emit(edition, EventKind.WITHDRAWN, by=by, at=now)
        transaction.on_commit(lambda: _take_away(edition.pk))


def reinstate(edition: Edition, *, why: str, by: User) -> None:
    """See `Edition.reinstate`. Its files are made again, from what is frozen; readers get it once they are there."""
    why = cleaned_why(why)
    values = {"status": Edition.Status.PUBLISHED, "withdrawn_at": None, "withdrawn_by": None, "withdrawal_notice": ""}
    with transaction.atomic():
        _change(edition, Edition.Status.WITHDRAWN, values)
        note(edition, EditionStep.What.REINSTATED, by=by, why=why)
        emit(edition, EventKind.PUT_BACK, by=by)
        edition.files.update(begun_at=timezone.now())  # whatever waited was taken away: all is asked for
        build.request_builds(edition)
        transaction.on_commit(lambda: _put_back(edition))


def _change(edition: Edition, standing: str, values: Mapping[str, object]) -> None:
    if not Edition.objects.filter(pk=edition.pk, status=standing).update(**values):
        words = _("Somebody has just done something else with this edition: look at it again.")
        raise ValidationError(words, code="changed")
    edition.refresh_from_db()


def notice_of(edition: Edition, language: str) -> bytes:
    """The page that stands in its place."""
    with translation.override(language):
        return render_to_string("guide/publication/withdrawn.html", {"edition": edition, "language": language}).encode()


def write_notice(number: int, language: str) -> None:
    """That of an edition that was withdrawn, where it is gone from disk."""
    editions = Edition.objects.select_for_update()
    with transaction.atomic():
        edition = editions.filter(number=number, status=Edition.Status.WITHDRAWN).first()
        if edition and language in edition.languages:
            _write_notice(edition, language)


def finish() -> None:
    """What was withdrawn or put back by a process that was killed before it came to the files."""
    for edition in Edition.objects.out():
        folders = [folder(edition.number, language) for language in edition.languages]
        if edition.is_withdrawn and any(
            path.name != NOTICE for one in folders if one.is_dir() for path in one.iterdir()
        ):
            _take_away(edition.pk)
        elif edition.is_published and any((one / NOTICE).exists() for one in folders):
            _put_back(edition)


def _write_notice(edition: Edition, language: str) -> None:
    write_all(folder(edition.number, language), {NOTICE: notice_of(edition, language)})


@transaction.atomic
def _take_away(pk: int) -> None:
    """The notice first, so that whoever comes meanwhile finds it or the page. Whoever puts it back waits until it is done."""
    from guide.editions.publishing import point_at_current

    edition = Edition.objects.select_for_update().filter(pk=pk, status=Edition.Status.WITHDRAWN).first()
    if edition is None:  # put back already
        return
    for language in edition.languages:
        _write_notice(edition, language)
    point_at_current()
    for language in edition.languages:
        remove_all(folder(edition.number, language), but=NOTICE)


@transaction.atomic
def _put_back(edition: Edition) -> None:
    if Edition.objects.select_for_update().filter(pk=edition.pk, status=Edition.Status.PUBLISHED).exists():
        for language in edition.languages:
            (folder(edition.number, language) / NOTICE).unlink(missing_ok=True)
