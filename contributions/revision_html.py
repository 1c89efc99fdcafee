"""The HTML of older revisions, and what changed between two: made at first view, kept for a while by version."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import caches

import markup
from contributions.history_models import RevisionDetails
from contributions.mentions.store import names_in
from contributions.revisions import Revisioned

# A text never changes, but what it links to may have appeared since: so the HTML is not kept for ever.
KEPT_FOR = 60 * 60
# Each process keeps its own: a text of 200,000 characters is made again rather than kept thousands of times.
LONGEST_KEPT = 300_000


def revision_html(text: Revisioned, revision: RevisionDetails) -> str:
    """The HTML of one revision of `text`; raises markup.RenderRefused."""
    return _kept(
        f"revision.{_name(text)}.{revision.version}",
        lambda: text.render_text(revision.body).html,
        len,
    )


def changes_between(text: Revisioned, older: RevisionDetails, newer: RevisionDetails) -> markup.Diff:
    """What changed between two revisions of `text`; raises markup.RenderRefused.

    Both are rendered in one moment: a link whose page appeared between two renderings would count as a change.
    """

    def compare() -> markup.Diff:
        return markup.compare(text.render_text(older.body).html, text.render_text(newer.body).html)

    return _kept(f"diff.{_name(text)}.{older.version}.{newer.version}", compare, _size)


def _name(text: Revisioned) -> str:
    """Another one once somebody who is mentioned goes by another name."""
    return f"{text._meta.label_lower}.{text.pk}.{names_in(text)}"


def _size(diff: markup.Diff) -> int:
    return sum(len(row.older_html) + len(row.newer_html) + len(row.unified_html) for row in diff.rows)


def _kept[T](key: str, make: Callable[[], T], size: Callable[[T], int]) -> T:
    cache = caches["template_fragments"]
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        if size(found) <= LONGEST_KEPT:
            cache.set(key, found, KEPT_FOR)
    return found
