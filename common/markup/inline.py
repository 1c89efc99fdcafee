"""What authors may write inside a line beyond Markdown: links between pages, mentions, readings, a few HTML tags."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from urllib.parse import quote

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from common.markup.mentions import MENTION, Mentioned, name_before
from common.markup.rendered import WikiLink
from common.markup.ruby import RUBY, reading_in
from common.markup.text import title_key
from common.markup.wiki_links import WIKI_LINK, one_space, wiki_link_titles

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
