"""What authors may write inside a line beyond Markdown: links between pages, mentions, readings, a few HTML tags.

Footnotes and admonitions, as this site wants them.

Blocks as they looked before: an edit changes one of forty, and most blocks look the same whatever stands around them.
"""

import re
import xml.etree.ElementTree as etree
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.admonition import AdmonitionExtension, AdmonitionProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from common.markup.language import ADMONITION_KINDS, RendererWords
from common.markup.link_policy import WIKI_LINK, one_space, wiki_link_titles
from common.markup.mentions import MENTION, Mentioned, name_before
from common.markup.ruby import RUBY, reading_in
from common.markup.text import title_key
from common.markup.text_sections import WikiLink

type _Match = tuple[etree.Element | None, int | None, int | None]


class WikiLinks(InlineProcessor):
    """`[[Title]]`: a link when the title is known, else the words alone. Remembers the titles of one text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(WIKI_LINK, md)
        self.links: Mapping[str, WikiLink] = {}
        self.titles: dict[str, str] = {}

    def begin(self, links: Mapping[str, WikiLink]) -> None:
        self.links, self.titles = links, {}

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        title = one_space(m.group(1))
        if not title_key(title):
            return None, None, None
        element = self._element(self.remember(title))
        element.text = AtomicString(one_space(m.group(2) or "") or title)
        return element, m.start(0), m.end(0)

    def remember(self, title: str) -> WikiLink | None:
        """Where a title leads that the text links to."""
        key = title_key(title)
        if key:
            self.titles.setdefault(key, title)
        return self.links.get(key)

    def titles_in(self, text: str) -> tuple[str, ...]:
        """The titles that were remembered, in the order and the spelling in which they come up in the text."""
        found: dict[str, str] = {}
        for title in wiki_link_titles(text) if self.titles else ():
            found.setdefault(title_key(title), title)
        order = [*(key for key in found if key in self.titles), *(key for key in self.titles if key not in found)]
        return tuple((self.titles | found)[key] for key in order)

    def _element(self, link: WikiLink | None) -> etree.Element:
        if link is None:
            return etree.Element("span", {"class": "wiki missing"})
        return etree.Element("a", {"class": "wiki" if link.exists else "wiki missing", "href": link.url})


class Ruby(InlineProcessor):
    """`{漏洩|ろうえい}`: the reading stands above the word; in brackets where a program knows no ruby."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(RUBY, md)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        element = etree.Element("ruby")
        element.text = AtomicString(m.group(1))
        for tag, words in (("rp", "（"), ("rt", reading_in(m)), ("rp", "）")):
            etree.SubElement(element, tag).text = AtomicString(words)
        return element, m.start(0), m.end(0)


class Mentions(InlineProcessor):
    """`@[alias]`: who it is, by the name that she goes by; somebody who has none here is "a colleague"."""

    def __init__(self, md: Markdown, nobody: str) -> None:
        super().__init__(MENTION, md)
        self.nobody = Mentioned(nobody)
        self.people: Mapping[str, Mentioned] = {}

    def begin(self, people: Mapping[str, Mentioned]) -> None:
        self.people = people

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        person = self.people.get(m.group(1), self.nobody)
        element = etree.Element("a" if person.url else "span", {"class": "mention"})
        if person.url:
            element.set("href", person.url)
        element.text = AtomicString(f"@{name_before(data[m.end(0) :][:1], person.name)}")
        return element, m.start(0), m.end(0)


class EmailInAngles(InlineProcessor):
    """`<someone@example.org>`: a link. Markdown's own writes each letter as a number, which typography would take apart."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"<(?:mailto:)?([^<>\s!@]{1,64}@[^<>\s!@]{1,255})>", md)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        address = self.unescape(m.group(1))
        element = etree.Element("a", {"href": f"mailto:{quote(address, safe='@')}"})
        element.text = AtomicString(address)
        return element, m.start(0), m.end(0)


class LineBreakTag(InlineProcessor):
    """`<br>`, the only way to break a line inside a cell of a table."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"<br[ ]*/?>", md)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        return etree.Element("br"), m.start(0), m.end(0)


class SmallTags(InlineProcessor):
    """`<sub>`, `<sup>`, `<kbd>` and `<abbr title="…">`; every other tag is shown as it was typed.

    Bounded, because an opening tag without an end would otherwise be searched for through the whole text.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(r'<(?:(sub|sup|kbd)|(abbr)(?: title="([^"<>\n]{1,200})")?)>([^<>\n]{1,300})</(?:\1|\2)>', md)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        element = etree.Element(m.group(1) or m.group(2))
        if m.group(3):
            element.set("title", m.group(3))
        element.text = m.group(4)
        return element, m.start(0), m.end(0)


class NumberedFootnotes(FootnoteExtension):
    """Footnotes whose ids are numbers: a name chosen by an author never becomes an id."""

    def __init__(self, words: RendererWords) -> None:
        super().__init__(SEPARATOR="-", BACKLINK_TITLE=words.back_to_text)
        self.prefix = ""
        self._numbers: dict[str, int] = {}

    def makeFootnoteId(self, id: str) -> str:
        return f"fn-{self.prefix}{self._number(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:
        return self.unique_ref(f"fnref-{self.prefix}{self._number(id)}", found)

    def reset(self) -> None:
        super().reset()
        self._numbers = {}

    def _number(self, name: str) -> int:
        # Counted once for each number of notes: counting at every reference would cost the square of their number.
        if len(self._numbers) != len(self.footnotes):
            self._numbers = {known: number for number, known in enumerate(self.footnotes, 1)}
        return self._numbers[name]


class Admonitions(AdmonitionExtension):
    """`!!! kind "Title"`, of a few known kinds."""

    def __init__(self, words: RendererWords) -> None:
        super().__init__()
        self.words = words

    def extendMarkdown(self, md: Markdown) -> None:
        md.registerExtension(self)
        md.parser.blockprocessors.register(_KnownKinds(md.parser, self.words), "admonition", 105)


class _KnownKinds(AdmonitionProcessor):
    def __init__(self, parser: BlockParser, words: RendererWords) -> None:
        super().__init__(parser)
        self.words = words

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind = ADMONITION_KINDS.get(match.group(1).split()[0].lower(), "note")
        title = self.words.admonitions[kind] if match.group(2) is None else match.group(2)
        return kind, title or None


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
