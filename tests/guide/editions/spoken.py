"""What a reader meets on a page, and in which language it says to be."""

from __future__ import annotations

import re
from html.parser import HTMLParser

FRENCH = re.compile(
    r"\b(?:est|sont|cette|vous|une|dans|avec|des|les|du|pas|aux|conseils?|éditions?|langue)\b", re.IGNORECASE
)
VOID = {"meta", "link", "img", "br", "input", "hr", "source", "use"}


class Spoken(HTMLParser):
    """The texts of a page, each with the language that it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.page = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = values.get("lang") or (self.languages[-1][1] if self.languages else "")
        self.page = self.page or language
        said = (values.get(name) for name in ("alt", "aria-label", "title", "content"))
        self.texts += [(language, words) for words in said if words]
        if tag not in VOID:
            self.languages.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.languages and self.languages[-1][0] not in {"script", "style"}:
            self.texts.append((self.languages[-1][1], data))


def french_in(html: str, language: str) -> list[str]:
    """What is French without being marked so on a page that has to be in a language."""
    page = Spoken()
    page.feed(html)
    assert page.page == language
    return [" ".join(text.split()) for spoken, text in page.texts if spoken == language and FRENCH.search(text)]
