"""Forms that are sent when the calendar has shut what they do: nothing of them is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from campaign.calendar.rights import RightClosed
from drafts import autosave


@contextmanager
def saved_as_draft_when_late(request: HttpRequest) -> Iterator[None]:
    """Around the verb of a form: where it comes too late, the form becomes its sender's draft, and the refusal says so.

    Raises RightClosed.
    """
    try:
        yield
    except RightClosed as refused:
        raise RightClosed(refused.right, after=_draft_notice(request)) from None


def _draft_notice(request: HttpRequest) -> str:
    """Makes the draft. Returns the sentence that says what has become of it."""
    try:
        draft = autosave.store_posted(request)
    except ValidationError:
        return _("Your text is still here: keep a copy of it.")
    if draft.ended_at:
        return _("This text has been sent already: there is nothing to save.")
    return _("What you sent is saved as a draft: it waits for you under “My drafts”.")
