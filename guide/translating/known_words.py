"""What the texts of the guide say in a language by now, each as a whole: in progress, else approved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from guide.translating.models import PendingTranslation
from guide.translating.querysets import mark_of
from guide.translating.review import put_together
from guide.translations.models import Translation
from guide.translations.originals import Original, original_at
from guide.translations.translated_texts import by_identity


@dataclass(frozen=True)
class KnownWords:
    """What a text is in the language by now: in progress, else approved. `mark` says which state of it was looked at."""

    title: str
    short_title: str
    body: str
    quote: str
    source_version: int
    by: User | None
    at: datetime
    mark: str


def known_words(texts: Iterable[Original], language: str) -> dict[tuple[str, int], KnownWords]:
    """Returns what each text is in a language by now; two queries, and one for each text in progress."""
    known = {identity: _of_translation(row) for identity, row in by_identity(language).items()}
    rows = {row.identity: row for row in PendingTranslation.objects.in_language(language).select_related("by")}
    return known | {one.identity: _of_pending(rows[one.identity], one) for one in texts if one.identity in rows}


def _of_translation(row: Translation) -> KnownWords:
    return KnownWords(
        row.title, row.short_title, row.body, row.quote, row.source_version, row.by, row.at, mark_of(None, row)
    )


def _of_pending(row: PendingTranslation, original: Original) -> KnownWords:
    words = put_together(original_at(original.text, row.source_version), row.paragraphs)
    return KnownWords(source_version=row.source_version, by=row.by, at=row.at, mark=mark_of(row, None), **words)
