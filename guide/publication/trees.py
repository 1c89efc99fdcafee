"""The HTML of texts as trees, for the forms that are XML: without the signs that no XML may hold."""

import re
from typing import Final

from lxml.html import HtmlElement, fragment_fromstring

NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEYOND_LATIN: Final = re.compile("[\u2e80-\U0010ffff]")


def parse(html: str) -> HtmlElement:
    """The text as the content of a body."""
    return fragment_fromstring(printable(html), create_parent="body")


def is_latin(text: str) -> bool:
    """Whether all of a text is in the letters of Europe: within Japanese, such words are emphasised by their slope."""
    return bool(text.strip()) and not BEYOND_LATIN.search(text)


def printable(text: str) -> str:
    return NOT_IN_XML.sub("", text)
