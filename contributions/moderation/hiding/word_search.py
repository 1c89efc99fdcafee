"""Every version that holds some words: found, and hidden together, once the present texts no longer hold them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from contributions.comments.models import Comment
from contributions.history_models import RevisionDetails
from contributions.moderation.hiding.versions import hide_versions
from contributions.pages.models import Page

if TYPE_CHECKING:
    from contributions.moderation.hiding.versions import Hideable

MOST = 500


@dataclass(frozen=True)
class TextMatches:
    """One text with its versions that hold the words; `in_present` says where they stand today: they are removed first."""

    text: Hideable
    versions: tuple[int, ...]
    in_summaries: bool
    in_titles: bool
    in_present: bool

    @property
    def to_hide(self) -> tuple[int, ...]:
        return tuple(version for version in self.versions if version != self.text.version)

    @property
    def name(self) -> str:
        return str(self.text)

    @property
    def is_page(self) -> bool:
        return isinstance(self.text, Page)


def find(words: str) -> list[TextMatches]:
    """In the texts, summaries and titles of every version of pages and contributions that is not hidden, `MOST` at most of
    each. It reads whole histories: for the rare day that it is needed on.
    """
    return [*_find(Page, words), *_find(Comment, words)]


def hide_every(words: str, *, reason: str, by: User, at: datetime | None = None) -> int:
    """Hides all that `find` finds but the present texts; returns how many versions. Raises ValidationError."""
    hidden = 0
    with transaction.atomic():
        for found in find(words):
            if found.to_hide:
                hidden += hide_versions(
                    found.text,
                    found.to_hide,
                    reason=reason,
                    by=by,
                    with_summary=found.in_summaries,
                    with_title=found.in_titles and words not in found.name,
                    at=at,
                )
    return hidden


def _find(model: type[Page] | type[Comment], words: str) -> list[TextMatches]:
    has_title = model is Page
    holding = Q(body__contains=words) | Q(history_change_reason__contains=words)
    holding |= Q(title__contains=words) if has_title else Q()
    rows: Any = model.history.filter(holding, is_text_hidden=False).order_by("id", "version")
    by_text: defaultdict[int, list[RevisionDetails]] = defaultdict(list)
    for row in rows[:MOST]:
        by_text[row.id].append(row)
    texts = model._default_manager.select_related("theme").in_bulk(by_text)
    return [_found(texts[pk], revisions, words) for pk, revisions in by_text.items()]


def _found(text: Hideable, rows: list[RevisionDetails], words: str) -> TextMatches:
    return TextMatches(
        text=text,
        versions=tuple(row.version for row in rows),
        in_summaries=any(words in row.summary for row in rows),
        in_titles=isinstance(text, Page) and any(words in row.title for row in rows),
        in_present=words in text.body or (isinstance(text, Page) and words in text.title),
    )
