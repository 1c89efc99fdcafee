"""Words in which no sign means anything: they are not asked for all that Markdown knows."""

import re
import xml.etree.ElementTree as etree

from markdown.blockprocessors import ParagraphProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

# What something inside of a line begins with: each pattern needs one of these. \x02 is Markdown's own.
_MAY_MEAN_SOMETHING = re.compile(r"[`\[\\<&*_~{\x02]|  \n")
# Lines that begin with a letter. Whatever else a block may be begins a line with a sign, a figure or a space, or holds a bar.
_PLAIN_LINES = re.compile(r"(?:(?:\*\*?)?[^\W\d_][^\n|]*(?:\n(?!\Z)|\Z))+")


class PlainParagraphs(ParagraphProcessor):
    """Blocks that can only be paragraphs are not asked for each of fourteen kinds: a tenth of a rendering."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_PLAIN_LINES.fullmatch(block))


class SetPlainTextsApart(Treeprocessor):
    """Texts in which no sign means anything are not asked for each of eighteen patterns: a sixth of a rendering."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.text and not _MAY_MEAN_SOMETHING.search(element.text):
                element.text = AtomicString(element.text)
