"""What a person is told when a text was saved, and when it was not."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from contributions.revisions import Saved, SaveResult
from text_lists import with_and


def add_error(form: forms.BaseForm, error: ValidationError, *, field: str | None = None) -> None:
    """What a verb refused, beside its field where the error names one, else beside `field` or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(field, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def announce_saved(request: HttpRequest, outcome: SaveResult) -> None:
    """Says, on the next page, how an edit was saved."""
    values = {"version": outcome.version}
    match outcome.how:
        case Saved.UNCHANGED:
            messages.info(request, _("This is already the text of version %(version)s: nothing was added.") % values)
        case Saved.ALONE:
            messages.success(request, _("Saved. Version %(version)s.") % values)
        case Saved.MERGED:
            messages.success(request, merged_with(outcome))


def merged_with(outcome: SaveResult) -> str:
    values = {"version": outcome.version}
    if not outcome.others:
        return _("Saved. Your changes and the ones you made elsewhere are merged. Version %(version)s.") % values
    names = with_and(person.public_name for person in outcome.others)
    return _("Saved. Your changes and those of %(names)s are merged. Version %(version)s.") % (
        values | {"names": names}
    )
