"""Who else is writing in the same text: a kind word at the head of the form. Saving never depends on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts import access
from accounts.access import actor
from common import markup
from common.forms.render_refusals import REFUSALS
from common.words.text_lists import with_and
from contributions.mentions.notation import as_stored
from contributions.revisions import Revisioned, UnknownVersion
from drafts.models import Presence
from drafts.presence import Arrival


@dataclass(frozen=True)
class OtherWriters:
    """For templates/parts/editor/presence.html: the others, whoever came first, first."""

    others: Sequence[Presence]

    @property
    def names(self) -> str:
        """Who it is, to be followed by what they do: “Karim H.”, “Karim H. and Amélie N.”, “Karim H. and 2 others”."""
        names = [presence.person.public_name for presence in self.others]
        if len(names) < 2 or (len(names) == 2 and names[0] != names[1]):
            return with_and(names)
        count = len(names) - 1
        return ngettext("%(one)s and %(n)s other", "%(one)s and %(n)s others", count) % {"one": names[0], "n": count}

    @property
    def place(self) -> str:
        """The heading that the only other one is at."""
        return self.others[0].place if len(self.others) == 1 else ""


def other_writers_at(request: HttpRequest, key: str, *, place: str = "") -> OtherWriters:
    """Says that the person of the request is at this form, and tells who else is."""
    return other_writers_met(request, key, Presence.objects.touch(actor(request), key, place))


def other_writers_met(request: HttpRequest, key: str, arrival: Arrival) -> OtherWriters:
    """Tells who else is at the form at which the person of the request has arrived."""
    return OtherWriters(list(Presence.objects.others(actor(request), key)) if arrival.has_others else ())


# A text before it is saved: how it will look, and what it changes.


@dataclass(frozen=True)
class Preview:
    """For templates/parts/editor/preview.html. `diff` is None where there is nothing to compare with."""

    html: str = ""
    diff: markup.Diff | None = None
    error: str = ""


def preview_of(
    text: Revisioned,
    body: str,
    *,
    by: access.Person,
    base_version: int = 0,
    shown: Callable[[markup.Rendered], str] = attrgetter("html"),
) -> Preview:
    """How `body`, written `by` somebody, will look in the place of `text`, and what it changes since `base_version`; 0 for
    a new text.

    `shown` chooses what of the whole is looked at, where a part of it is being written.
    """
    try:
        rendered = text.render_text(as_stored(markup.clean_text(body)), by=by)
        before = _before(text, base_version) if text.pk else None
        return Preview(shown(rendered), None if before is None else markup.compare(before, rendered.html))
    except markup.RenderRefused as refused:
        return Preview(error=str(REFUSALS[refused.reason]))


def _before(text: Revisioned, base_version: int) -> str | None:
    """The text that the person began with: what others saved since is no change of hers. None where it has been hidden."""
    if base_version == text.version:
        return text.render_text(text.body).html
    try:
        base = text.revision(base_version)
    except UnknownVersion:
        return text.render_text(text.body).html
    return None if base.is_text_hidden else text.render_text(base.body).html
