"""A wave's text as mail programs want it, made from one rendering, with whole addresses and nothing fetched from afar.

As HTML it has its styles at each element; as plain text it reads well without a sign of Markdown.
"""

from __future__ import annotations

import re
from textwrap import indent
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString
from lxml import html
from lxml.html import HtmlElement

NO_LINE = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "del",
    "em",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "ruby",
    "rt",
    "rp",
    "s",
    "span",
}
NO_LINE |= {"strong", "sub", "sup", "u"}
LISTS = {"ul", "ol"}
WHITE_SPACE = re.compile(r"[ \t\r\n]+")  # no-break spaces stay
SANS = "'Bricolage Grotesque', 'Segoe UI', Arial, sans-serif"
PARAGRAPH = f"margin: 0 0 14px; font: 400 17px/1.55 {SANS}; color: #17202b"
HEADING = f"margin: 26px 0 8px; font: 700 21px/1.25 {SANS}; color: #17202b"
STYLES = {
    **dict.fromkeys(("p", "ul", "ol", "td", "th"), PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), HEADING),
    "li": "margin: 0 0 6px",
    "blockquote": "margin: 0 0 14px; padding: 0 0 0 16px; border-left: 3px solid #17202b",
    "a": "color: #0b4f6c",
}
CLASSES = {"a": "lk"}
LEFT_OUT = ("img", "svg", "picture", "source")


def letter_html(rendered: str) -> SafeString:
    """Returns what `markup.render` has made safe, for a letter. A picture is replaced by its alternative text."""
    root = html.fragment_fromstring(rendered or "<p></p>", create_parent="div")
    for element in list(root.iter()):
        if element is not root and isinstance(element, HtmlElement):
            _adapt(element)
    return SafeString("".join(html.tostring(one, encoding="unicode") for one in root))


def letter_text(rendered: str) -> str:
    """Returns the same as plain text: headings and paragraphs apart, lists with their numbers, a link as "text (address)"."""
    root = html.fragment_fromstring(rendered or "<p></p>", create_parent="div")
    return "\n\n".join(_paragraphs(root))


def _paragraphs(element: HtmlElement) -> list[str]:
    """What stands below, a paragraph each; an element without a block in it is one paragraph itself."""
    if all(child.tag in NO_LINE for child in element):
        words = _line(element).strip()
        return [words] if words else []
    return [words for child in element if (words := _block(child))]


def _block(element: HtmlElement) -> str:
    if element.tag in LISTS:
        return "\n".join(_item(one, number) for number, one in enumerate(element, int(element.get("start", 1))))
    if element.tag == "table":
        return "\n".join("  ".join(_line(cell).strip() for cell in row) for row in element.iter("tr"))
    if element.tag == "pre":
        return indent(str(element.text_content()).strip("\n"), "    ")
    words = "\n\n".join(_paragraphs(element))
    return indent(words, "    ") if element.tag == "blockquote" else words


def _item(element: HtmlElement, number: int) -> str:
    """A line of a list, and what hangs below it."""
    sign = f"{number}. " if element.getparent().tag == "ol" else "- "
    below = [child for child in element if child.tag in LISTS]
    for child in below:
        element.remove(child)
    words = [*_paragraphs(element), *map(_block, below)]
    return sign + indent("\n".join(words), " " * len(sign)).lstrip()


def _line(element: HtmlElement) -> str:
    """The words of an element and of those within its line."""
    words = WHITE_SPACE.sub(" ", element.text or "")
    for child in element:
        words += _inline(child) + WHITE_SPACE.sub(" ", child.tail or "")
    return words


def _inline(element: HtmlElement) -> str:
    if element.tag == "br":
        return "\n"
    if element.tag == "img":
        return element.get("alt") or ""
    words = _line(element)
    if element.tag == "rt":
        return f"（{words}）"
    if element.tag == "rp":
        return ""
    address = _whole(element.get("href") or "")
    return f"{words} ({address})" if address and address != words else words


def _whole(address: str) -> str:
    return urljoin(f"{settings.SITE_ADDRESS}/", address) if address else ""


def _adapt(element: HtmlElement) -> None:
    if element.tag in LEFT_OUT:
        element.tail = (element.get("alt") or "") + (element.tail or "")
        element.drop_tree()
        return
    address = _whole(element.get("href") or "")
    element.attrib.clear()
    if address:
        element.set("href", address)
    if element.tag in STYLES:
        element.set("class", CLASSES.get(element.tag, "ink"))
        element.set("style", STYLES[element.tag])
