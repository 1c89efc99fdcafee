"""The HTML of a wave's text as mail programs want it: styles at each element, whole addresses, nothing fetched from afar."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString
from lxml import html
from lxml.html import HtmlElement

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


def _adapt(element: HtmlElement) -> None:
    if element.tag in LEFT_OUT:
        element.tail = (element.get("alt") or "") + (element.tail or "")
        element.drop_tree()
        return
    address = element.get("href")
    element.attrib.clear()
    if address:
        element.set("href", urljoin(f"{settings.SITE_ADDRESS}/", address))
    if element.tag in STYLES:
        element.set("class", CLASSES.get(element.tag, "ink"))
        element.set("style", STYLES[element.tag])
