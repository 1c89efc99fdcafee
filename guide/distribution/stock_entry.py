"""What editors enter of copies on paper: print runs, and what was handed out without an order."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from guide.distribution import stock
from guide.distribution.channel_files import ChannelFile
from guide.distribution.copies import EditionCopies, Handout, PrintRun


def enter_run(run: PrintRun, *, by: User | None) -> PrintRun:
    """A new print run; what goes to the printer is made by the worker. Raises ValidationError."""
    run.entered_by = by
    _check(run)
    run.save()
    ChannelFile.objects.ask_for_run(run)
    return run


def change_run(run: PrintRun) -> None:
    """Raises ValidationError for what will not do. Whoever shows a form of it holds the row: see `RowForm.unchanged`."""
    _check(run)
    with transaction.atomic():
        before = PrintRun.objects.select_for_update().get(pk=run.pk)
        run.save()
        if _files_of(before) != _files_of(run):
            ChannelFile.objects.ask_for_run(run)


def deliver_run(run: PrintRun, on: date) -> None:
    """Its copies came, on the day that was entered first."""
    PrintRun.objects.filter(pk=run.pk, delivered_on=None).update(delivered_on=on)


def remove_run(run: PrintRun) -> None:
    """Raises ValidationError once it is delivered: copies of it may have gone out."""
    if not PrintRun.objects.filter(pk=run.pk, delivered_on=None).delete()[0]:
        raise ValidationError(_("This print run is delivered: it stays, and can be changed."), code="delivered")


def hand_out(handout: Handout, *, by: User | None) -> Handout:
    """Copies given without an order. Raises ValidationError where fewer are there."""
    handout.entered_by = by
    _check(handout)
    with transaction.atomic():
        stock.hold(handout.edition_id)
        stock.check_there(handout)
        handout.save()
    return handout


def change_handout(handout: Handout) -> None:
    """As `change_run`; raises ValidationError too where fewer copies are there than it says now."""
    _check(handout)
    with transaction.atomic():
        stock.hold(handout.edition_id)
        Handout.objects.filter(pk=handout.pk).delete()  # its copies are there again while the new figures are looked at
        stock.check_there(handout)
        handout.save(force_insert=True)


def _check(row: EditionCopies) -> None:
    row.full_clean(validate_constraints=False)
    if row.language not in row.edition.languages:
        raise ValidationError({"language": _("This edition does not come in this language.")}, code="language")


def _files_of(run: PrintRun) -> tuple[Any, ...]:
    return run.channel_id, run.edition_id, run.language, run.form
