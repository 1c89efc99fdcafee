"""A wiki for a crowd: as `tests.benchmarks.filling` makes one, with a discussion under each page, and pages full of links."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from accounts.models import User
from contributions import events
from contributions.models import Comment, Page
from tests.benchmarks.filling import Filling
from tests.benchmarks.indexing import build_index
from tests.benchmarks.sizes import CROWD_EDITORS, LINKS, comments_of, pages_of_savers
from tests.benchmarks.writing import build_what_hangs_on_the_texts, patiently

LINKED = 4_200
"""Bytes of a page without its links."""


class CrowdFilling(Filling):
    """Fills an empty, migrated database, and builds what hangs on the texts."""

    editors = CROWD_EDITORS

    def fill(self) -> None:
        super().fill()
        with events.muted():
            self.write_links()
        build_what_hangs_on_the_texts(self.say, build_index)

    def title(self, number: int) -> str:
        equal, _others = pages_of_savers(self.size)
        return f"Une page de longueur égale, {number:06}" if number in equal else super().title(number)

    def comments(self) -> Iterator[Comment]:
        for place in range(self.size.pages):
            yield from (self.comment_at(place) for _ in range(comments_of(place)))

    def write_links(self) -> None:
        """By the verb, which remembers where a page leads to."""
        titles = list(Page.objects.order_by("pk").values_list("title", flat=True)[: self.size.pages])
        author = User.objects.order_by("pk")[0]
        for number in [number for some in pages_of_savers(self.size) for number in some]:
            page = Page.objects.get(pk=self.pages[number])
            links = "\n".join(f"- [[{title}]]" for title in self.chance.sample(titles, min(LINKS, len(titles))))
            body = f"{self.writer.page(LINKED)}\n\n## Voir aussi\n\n{links}"
            patiently(partial(page.revise, title=page.title, body=body, author=author, base_version=page.version))
