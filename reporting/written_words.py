"""How many words have been written: in pages as they stand, and in contributions."""

from __future__ import annotations

from typing import Any

from contributions.models import Comment, Page
from guide.translations.segments import number_of_words

AT_ONCE = 500


def words_written() -> tuple[int, int]:
    """Returns those of pages, and those of contributions; of Japanese, two characters count as one word."""
    return _words_in(Page), _words_in(Comment)


def _words_in(model: Any) -> int:
    bodies = model.objects.order_by().values_list("body", flat=True)
    return sum(number_of_words(body) for body in bodies.iterator(chunk_size=AT_ONCE))
