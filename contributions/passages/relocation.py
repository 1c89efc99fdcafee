"""Where the passages of a page have gone since it changed: they are looked for again in its newest text."""

from __future__ import annotations

from collections.abc import Sequence

from contributions.events import Event, debounced, in_bulk, keys_of
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


# What becomes of the passages of a page when it changes: looked for again by the worker, before anybody reads it.


AT_ONCE = 200


@debounced
@in_bulk
def relocate_passages(*changes: Event) -> None:
    """Listens to what happens to pages. Whoever reads one before has some of its passages looked for at once."""
    if pages := keys_of(changes, Page._meta.label_lower):
        late = Passage.objects.filter(page__in=pages).to_look_for_again().order_by()
        for page in Page.objects.narrow().filter(pk__in=late.values("page")):
            _relocate(page)


def _relocate(page: Page) -> None:
    late = list(Passage.objects.of(page).filter(looked_in__lt=page.version).order_by("pk")[:AT_ONCE])
    while late:
        look_again(late, page)
        last = late[-1].pk
        late = list(Passage.objects.of(page).filter(looked_in__lt=page.version, pk__gt=last).order_by("pk")[:AT_ONCE])
