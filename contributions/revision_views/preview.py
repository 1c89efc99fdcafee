"""A text before it is saved: how it will look, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from accounts import access
from common import markup
from common.forms.render_refusals import REFUSALS
from contributions.mentions.notation import as_stored
from contributions.revisions import Revisioned, UnknownVersion


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
