"""Where the wiki links of paragraphs lead: `[[Title]]` and a link to the page of that title are the same to a translator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from common import markup
from contributions.pages import page_links
from guide.translations.segments import Segment

OPENING = "[["


class WikiTargets:
    """The addresses of the pages that some paragraphs name: one query, when they are needed first, and none before."""

    def __init__(self, paragraphs: Iterable[Segment]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """By the keys of the titles. A page that does not exist, or is hidden, has none."""
        sources = "\n".join(one.source for one in self._paragraphs if OPENING in one.source)
        return page_links.addresses_of(markup.wiki_link_titles(sources))
