"""Blocks as they looked before: an edit changes one of forty, and most blocks look the same whatever stands around them."""

import re
import xml.etree.ElementTree as etree
from collections import OrderedDict
from collections.abc import Iterable

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from common.markup.inline import WikiLinks
from common.markup.notes import NumberedFootnotes
from common.markup.wiki_links import wiki_link_titles

MOST = 8_192  # about 2 KB each, and none much longer: of some 200 texts
LONGEST = 4_000
_BETWEEN = "\x1f"  # no text holds it: `clean_text` has removed it
# Notes, mentions and pictures are of the whole text; so is what Markdown has put aside (\x02).
_HANGS_ON_MORE = re.compile(r"\[\^|@\[|!\[|\x02")
_MAY_BE_CODE = re.compile(r"[`\\]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})  # whose ids differ from all others of the text


class CacheBlocks(Treeprocessor):
    """Puts an empty block in the place of one that was made before, and that one's HTML in its place at the end.

    Saves half of a rendering.
    """

    def __init__(self, md: Markdown, notes: NumberedFootnotes, wiki_links: WikiLinks) -> None:
        super().__init__(md)
        self.markdown, self.notes, self.wiki_links = md, notes, wiki_links
        self.made: OrderedDict[str, str] = OrderedDict()
        self.begin()

    def begin(self) -> None:
        self.found: dict[int, str] = {}  # the HTML of a block, by its number in this text
        self.wanted: dict[int, str] = {}  # by what a block that is new will be found

    def run(self, root: etree.Element) -> None:
        if self.markdown.references or self.notes.footnotes:
            return
        for number, block in enumerate(root):
            key = self._key_with_links(block)
            if key in self.made:
                self.made.move_to_end(key)
                self.found[number] = self.made[key]
                root[number] = etree.Element("p")
            elif key:
                self.wanted[number] = key

    def _key_with_links(self, block: etree.Element) -> str:
        """What a block is made from, and where its links between pages lead. These are remembered without looking inside of
        the block: all that looks like one is one, unless it may stand in code.
        """
        key = _key_of(block)
        if "[[" not in key:
            return key
        if _MAY_BE_CODE.search(key):
            return ""
        texts = (text for element in block.iter() for text in (element.text, element.tail) if text)
        led_to = [str(self.wiki_links.remember(title)) for text in texts for title in wiki_link_titles(text)]
        return _BETWEEN.join([key, *led_to])

    def completed(self, blocks: Iterable[str]) -> str:
        """The blocks of this text, safe and in order, with those that were left empty."""
        complete = [self.found.get(number, block) for number, block in enumerate(blocks)]
        for number, key in self.wanted.items():
            self.made[key] = complete[number]
        while len(self.made) > MOST:
            self.made.popitem(last=False)
        return "".join(complete).strip()


def _key_of(block: etree.Element) -> str:
    """All that a block is made from; "" where it is made from more than itself, or is too long to be remembered."""
    words: list[str] = []
    for element in block.iter():
        if element.tag in _HEADINGS:
            return ""
        is_set_apart = isinstance(element.text, AtomicString)
        if is_set_apart and "[[" in str(element.text):
            return ""
        words += (element.tag, f"{len(element)}{is_set_apart}", element.text or "", element.tail or "")
        for name, value in element.items():
            words += (name, value)
    key = _BETWEEN.join(words)
    return "" if len(key) > LONGEST or _HANGS_ON_MORE.search(key) else key
