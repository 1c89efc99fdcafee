"""The typography that an author need not know how to type, in a text that Markdown has read."""

import xml.etree.ElementTree as etree
from itertools import pairwise

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from common.markup.typesetting import typeset

_LITERAL = frozenset({"code", "pre", "kbd"})
_INLINE_WITH_TEXT = frozenset({"a", "abbr", "em", "s", "span", "strong", "sub", "sup", "code", "kbd"})


class Typography(Treeprocessor):
    """Sets the words of a text, and the words about its images and links; code is left as it is."""

    def __init__(self, md: Markdown, language: str) -> None:
        super().__init__(md)
        self.language = language

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            self._set_attributes(element)
            if element.text and element.tag not in _LITERAL:
                following = element[0] if len(element) else None
                element.text = typeset(element.text, self.language, after=_letter(following))
            self._set_tails(element)

    def _set_tails(self, parent: etree.Element) -> None:
        for child, following in pairwise([*parent, None]):
            if child is not None and child.tail:
                child.tail = typeset(child.tail, self.language, before=_letter(child), after=_letter(following))

    def _set_attributes(self, element: etree.Element) -> None:
        for name in ("alt", "title"):
            if value := element.get(name):
                element.set(name, typeset(value, self.language))


def _letter(neighbour: etree.Element | None) -> str:
    """Stands for the text of an inline neighbour: a word, as far as spaces and apostrophes are concerned."""
    return "x" if neighbour is not None and neighbour.tag in _INLINE_WITH_TEXT else ""
