"""The HTML of older revisions, and what changed between two: made at first view, cached for a while, or stored for good."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from django.core.cache import caches

from common import markup
from common.caching.compression import Damaged, compress, decompress
from common.caching.file_store import site_files
from contributions.history_models import RevisionDetails
from contributions.mentions import names_in
from contributions.revisions import Revisioned

# A text never changes, but what it links to may have appeared since: so the HTML is not cached for ever.
CACHE_SECONDS = 60 * 60
# Each process has a cache of its own: a text of 200,000 characters is made again rather than cached thousands of times.
LONGEST_CACHED = 300_000


def revision_html(text: Revisioned, revision: RevisionDetails) -> str:
    """The HTML of one revision of `text`; raises markup.RenderRefused."""
    key = f"revision.{text._meta.label_lower}.{text.pk}.{names_in(text)}.{revision.version}"
    return _cached(key, lambda: text.render_text(revision.body).html, len)


def changes_between(text: Revisioned, older: RevisionDetails, newer: RevisionDetails) -> markup.Diff:
    """What changed between two revisions of `text`, neither of them hidden; raises markup.RenderRefused.

    It is stored for good, in the files of cached pages, under these two versions, with a hash of all that it was made from:
    both texts, where their links lead, their pictures, and the names of whom they mention. Where one of these is another by
    now, it is made anew.
    """
    sources = [text.rendered_from(revision.body) for revision in (older, newer)]
    name, made_from = _name_of_changes(text, older.version, newer.version), sha256(repr(sources).encode()).digest()
    if (stored := _stored_changes(name, made_from)) is not None:
        return stored
    diff = markup.compare(*map(_rendered, sources))
    site_files().set(name, made_from + compress(json.dumps(diff.to_json()).encode()))
    return diff


def _rendered(source: dict[str, Any]) -> str:
    """The HTML of a text, from all that it is made from. Whoever goes from change to change asks for each version twice."""
    key = f"rendered.{sha256(repr(source).encode()).hexdigest()}"
    return _cached(key, lambda: markup.render(**source).html, len)


def _stored_changes(name: str, made_from: bytes) -> markup.Diff | None:
    stored = site_files().get(name)
    if stored is None or not stored.startswith(made_from):
        return None
    try:
        return markup.Diff.from_json(json.loads(decompress(stored[len(made_from) :])))
    except (Damaged, ValueError):  # half of a file, after a power cut
        return None


def forget_changes(text: Revisioned, versions: Iterable[int]) -> None:
    """Removes what is stored of these versions, compared with any other: their words are hidden."""
    for one in versions:
        for other in range(1, text.version + 1):
            site_files().remove(_name_of_changes(text, min(one, other), max(one, other)))


def _name_of_changes(text: Revisioned, older: int, newer: int) -> str:
    return f"changes {text._meta.label_lower} {text.pk} {older} {newer}"


def _cached[T](key: str, make: Callable[[], T], size: Callable[[T], int]) -> T:
    cache = caches["template_fragments"]
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        if size(found) <= LONGEST_CACHED:
            cache.set(key, found, CACHE_SECONDS)
    return found
