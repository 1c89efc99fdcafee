"""A text before it is saved: how it will look, and what it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

import markup
from contributions.pages.errors import REFUSALS
from contributions.revisions import Revisioned, UnknownVersion


@dataclass(frozen=True)
class Preview:
    """For templates/parts/preview.html. `diff` is None where there is nothing to compare with."""

    html: str = ""
    diff: markup.Diff | None = None
    error: str = ""


def preview_of(
    text: Revisioned,
    body: str,
    *,
    base_version: int = 0,
    shown: Callable[[markup.Rendered], str] = attrgetter("html"),
) -> Preview:
    """How `body` will look in the place of `text`, and what it changes since `base_version`; 0 for a new text.

    `shown` chooses what of the whole is looked at, where a part of it is being written.
    """
    try:
        rendered = text.render_text(markup.clean_text(body))
        diff = markup.compare(_before(text, base_version), rendered.html) if text.pk else None
        return Preview(shown(rendered), diff)
    except markup.Refused as refused:
        return Preview(error=str(REFUSALS[refused.reason]))


def _before(text: Revisioned, base_version: int) -> str:
    """The text that the person began with: what others saved since is no change of hers."""
    try:
        body = text.body if base_version == text.version else text.revision(base_version).body
    except UnknownVersion:
        body = text.body
    return text.render_text(body).html
