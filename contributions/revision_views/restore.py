"""What a person is told when a text was saved, and when it was not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common import markup
from common.words.text_lists import with_and
from contributions.history_models import RevisionDetails
from contributions.revision_views.comparison import Fact
from contributions.revisions import EditConflict, Restored, Revisioned, Saved, SaveResult


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


# What going back, or undoing, would do to a text: shown before it is done.


UNDO, REVERT = "undo", "revert"


@dataclass(frozen=True)
class RestoreScreen:
    """For templates/parts/history/restore.html. `diff` is None where it cannot be shown."""

    is_undoing: bool
    is_done: bool = False  # the text is so already
    is_in_the_way: bool = False  # later changes touch it: both texts are shown next
    diff: markup.Diff | None = None
    facts: tuple[Fact, ...] = ()


def restore_screen_of(text: Revisioned, revision: RevisionDetails, act: str) -> RestoreScreen:
    """Returns what the act would do to the text as it is now. What forbids it, the form says when it is sent."""
    is_undoing = act == UNDO
    try:
        restored = (text.undone if is_undoing else text.reverted_to)(revision.version)
    except EditConflict:
        return RestoreScreen(is_undoing, is_in_the_way=True)
    except ValidationError:
        return RestoreScreen(is_undoing)
    if restored.is_already(text):
        return RestoreScreen(is_undoing, is_done=True)
    return RestoreScreen(is_undoing, diff=_diff(text, restored), facts=_facts(text, restored))


def _diff(text: Revisioned, restored: Restored) -> markup.Diff | None:
    with suppress(markup.RenderRefused):
        return markup.compare(text.render_text(text.body).html, text.render_text(restored.body).html)
    return None


def _facts(text: Revisioned, restored: Restored) -> tuple[Fact, ...]:
    names = {"title": "title", "quote": "quotation"}
    facts = [Fact(names[name], getattr(text, name), value) for name, value in restored.changes.items() if name in names]
    return tuple(fact for fact in facts if fact.is_changed)


def announce_restored(request: HttpRequest, outcome: SaveResult, act: str) -> None:
    """Says, on the next page, what became of it."""
    if outcome.how is Saved.UNCHANGED and act == UNDO:
        messages.info(request, _("Already undone: nothing was added."))
    else:
        announce_saved(request, outcome)
