"""Headings: their levels, their ids, and the table of contents."""

import re
import unicodedata
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions.toc import remove_fnrefs, render_inner_html
from markdown.treeprocessors import Treeprocessor

from common.markup.heading_lines import ReadHeadingLines
from common.markup.rendered import Heading
from common.markup.text import html_text

_LONGEST_SLUG = 40
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTED = frozenset({2, 3})


class Headings(Treeprocessor):
    """Gives each heading an id, and lists those of levels 2 and 3 in `contents`.

    A heading of level 1 becomes one of level 2: the page's title is the only one of level 1.
    """

    def __init__(self, md: Markdown, lines: ReadHeadingLines) -> None:
        super().__init__(md)
        self.markdown = md
        self.lines = lines
        self.begin("")

    def begin(self, prefix: str) -> None:
        self.prefix = prefix
        self.contents: list[Heading] = []
        self._taken: dict[str, int] = {}

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if level := _HEADINGS.get(element.tag):
                self._name(element, max(level, 2))

    def _name(self, element: etree.Element, level: int) -> None:
        inside = render_inner_html(remove_fnrefs(element), self.markdown)
        title = html_text(inside, is_named=True).replace("\n", " ")
        element.tag = f"h{level}"
        element.set("id", self._unique_id(html_text(inside)))  # which stays when somebody goes by another name
        if level in _LISTED and title:
            self.contents.append(Heading(level, element.attrib["id"], title, self.lines.of.get(element)))

    def _unique_id(self, title: str) -> str:
        name = f"h-{self.prefix}{slug(title)}"
        while (count := self._taken.get(name, 0) + 1) > 1:
            self._taken[name] = count
            name = f"{name}-{count}"
        self._taken[name] = 1
        return name


def slug(title: str) -> str:
    """Letters and digits of any script, joined by hyphens and cut at a whole word; "section" when there are none."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    whole = "-".join(re.findall(r"[^\W_]+", folded))
    if len(whole) > _LONGEST_SLUG:
        cut = whole[: _LONGEST_SLUG + 1]
        whole = cut.rpartition("-")[0] or cut[:_LONGEST_SLUG]
    return whole or "section"
