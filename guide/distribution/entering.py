"""What editors enter of copies on paper: print runs, and what was handed out without an order."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from guide.distribution import stock
from guide.distribution.channel_files import ChannelFile
from guide.distribution.models import Handout, OfAnEdition, PrintRun


class ChangedMeanwhile(ValidationError):
    """Somebody else changed the row after the person opened it."""

    def __init__(self) -> None:
        words = _("Somebody else has just changed this. Nothing was saved: open it again to see what it says now.")
        super().__init__(words, code="changed")


def enter_run(run: PrintRun, *, by: User | None) -> PrintRun:
    """A new print run; what goes to the printer is made by the worker. Raises ValidationError."""
    run.entered_by = by
    _check(run)
    run.save()
    ChannelFile.objects.ask_for_run(run)
    return run


def change_run(run: PrintRun, *, seen: str) -> None:
    """Raises ChangedMeanwhile where the row is not what the person saw, ValidationError for what will not do."""
    _check(run)
    with transaction.atomic():
        before = _hold(run, seen)
        run.save()
        if _files_of(before) != _files_of(run):
            ChannelFile.objects.ask_for_run(run)


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


def change_handout(handout: Handout, *, seen: str) -> None:
    _check(handout)
    with transaction.atomic():
        stock.hold(handout.edition_id)
        _hold(handout, seen).delete()  # its copies are there again while the new figures are looked at
        stock.check_there(handout)
        handout.save(force_insert=True)


def mark_of(row: OfAnEdition) -> str:
    """What a row says, in a few signs: a form sends it along, so that a change meanwhile is noticed."""
    values = [str(row.serializable_value(field.attname)) for field in row._meta.concrete_fields]
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:16]


def _check(row: OfAnEdition) -> None:
    row.full_clean(validate_constraints=False)
    if row.language not in row.edition.languages:
        raise ValidationError({"language": _("This edition does not come in this language.")}, code="language")


def _hold[M: OfAnEdition](row: M, seen: str) -> M:
    model: type[models.Model] = type(row)
    held: M | None = model._default_manager.select_for_update().filter(pk=row.pk).first()  # type: ignore[assignment]
    if held is None or mark_of(held) != seen:
        raise ChangedMeanwhile
    return held


def _files_of(run: PrintRun) -> tuple[Any, ...]:
    return run.channel_id, run.edition_id, run.language, run.form
