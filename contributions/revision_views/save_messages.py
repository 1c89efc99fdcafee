"""What a person is told when a text was saved, and when it was not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.words.text_lists import with_and
from contributions.revisions import Saved, SaveResult


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
