"""What becomes of the passages of a page when it changes: looked for again by the worker, before anybody reads it."""

from __future__ import annotations

from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.pages.models import Page
from contributions.passages.models import Passage
from contributions.passages.relocation import look_again

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
