"""Where the passages of a page have gone since it changed: they are looked for again in its newest text."""

from __future__ import annotations

from collections.abc import Sequence

from contributions.pages.models import Page
from contributions.passages.models import Passage

LOOKED_FOR_AT_ONCE = 20


def up_to_date(passages: Sequence[Passage], page: Page) -> list[Passage]:
    """The passages as they stand in the page today, in its order.

    The first reader after a change has them looked for, some at a time: those whose turn has not come are left out.
    """
    for passage in passages:
        passage.page = page
    late = [passage for passage in passages if passage.looked_in != page.version]
    if late:
        look_again(late[:LOOKED_FOR_AT_ONCE], page)
    known = (passage for passage in passages if passage.looked_in == page.version)
    return sorted(known, key=lambda passage: (passage.start, passage.pk))


def look_again(passages: Sequence[Passage], page: Page) -> None:
    """Where they have gone in the page's newest text is remembered on their rows."""
    version, html = Page.objects.filter(pk=page.pk).values_list("version", "body_html")[0]
    for passage in passages:
        passage.look_for_in(html, version)
    Passage.objects.bulk_update(passages, ["looked_in", "standing", "words", "start"])
