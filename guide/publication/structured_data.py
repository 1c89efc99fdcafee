"""What machines read of an edition: schema.org's words for the book and for each tip, and what is shown where it is shared.

The JSON stands in the page as data, which no policy forbids: it is never run.
"""

import json
from typing import Any, Final
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from common.markup import html_text, split_blocks

from .document import Chapter, Guide, Tip
from .materials import Language, Links

SCHEMA: Final = "https://schema.org"
LONGEST_DESCRIPTION: Final = 200
# Nothing in the data may end the element that it stands in.
HARMLESS: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

type Data = dict[str, Any]


def book_data(guide: Guide, links: Links, languages: tuple[Language, ...]) -> SafeString:
    """The whole guide as a Book, with its chapters and the tips in them."""
    data = {
        **_work("Book", guide.title, guide, links.page),
        "alternativeHeadline": guide.subtitle,
        "description": guide.summary,
        "bookFormat": f"{SCHEMA}/EBook",
        "image": picture(links, "guide"),
        "isbn": guide.imprint.isbn,
        "hasPart": [_chapter(chapter, links) for chapter in guide.chapters],
        "workTranslation": [
            {"@type": "Book", "inLanguage": language.code, "url": address_in(links, language)}
            for language in languages
            if language.code != guide.language and links.page
        ],
        "correction": [
            {"@type": "CorrectionComment", "text": f"{erratum.was} → {erratum.now}", "datePublished": str(erratum.on)}
            for erratum in guide.errata
        ],
    }
    return _written(data)


def tip_data(tip: Tip, chapter: Chapter, guide: Guide, links: Links) -> SafeString:
    """A tip as a work of its own, inside its chapter, inside the book."""
    book = _filled({"@type": "Book", "@id": links.page, "name": guide.title, "bookEdition": str(guide.edition)})
    data = {
        **_work("CreativeWork", tip.title, guide, tip_address(links, tip.number)),
        "position": tip.number,
        "description": description(tip),
        "image": picture(links, f"tip-{tip.number}"),
        "author": [{"@type": "Person", "name": name} for name in tip.origin.names],
        "isPartOf": {"@type": "Chapter", "name": chapter.question, "position": chapter.number, "isPartOf": book},
    }
    return _written(data)


def page_data(name: str, file: str, guide: Guide, links: Links) -> SafeString:
    """A page that is neither the book nor a tip of it."""
    return _written(_work("WebPage", name, guide, f"{links.page}{file}" if links.page else ""))


def description(tip: Tip) -> str:
    """The first words of a tip, for those to whom it is sent; what stands under its pictures is left out."""
    blocks = (html_text(block.html, is_named=True) for block in split_blocks(tip.html) if block.tag != "figure")
    return Truncator(" ".join(" ".join(blocks).split())).chars(LONGEST_DESCRIPTION)


def tip_file(number: int) -> str:
    return f"tip-{number}.html"


def tip_address(links: Links, number: int) -> str:
    return f"{links.page}{tip_file(number)}" if links.page else ""


def picture(links: Links, name: str) -> str:
    """The picture made for those who share it: see `share`."""
    return f"{links.page}share/{name}.png" if links.page else ""


def address_in(links: Links, language: Language) -> str:
    """The absolute address of the guide in another of its languages."""
    return urljoin(links.page, language.href) if links.page else ""


def _work(kind: str, name: str, guide: Guide, address: str) -> Data:
    edition = str(guide.edition or "")
    return {
        "@context": SCHEMA,
        "@type": kind,
        "@id": address,
        "url": address,
        "name": name,
        "inLanguage": guide.language,
        "datePublished": str(guide.published_on or ""),
        "publisher": {"@type": "Organization", "name": guide.publisher},
        "license": guide.imprint.licence_url or guide.imprint.licence,
        "isAccessibleForFree": True,
        **({"bookEdition": edition} if kind == "Book" else {}),
    }


def _chapter(chapter: Chapter, links: Links) -> Data:
    tips = [
        _filled(
            {"@type": "CreativeWork", "position": tip.number, "name": tip.title, "url": tip_address(links, tip.number)}
        )
        for tip in chapter.tips
    ]
    address = f"{links.page}#chapter-{chapter.number}" if links.page else ""
    position = {"position": chapter.number, "name": chapter.question, "url": address}
    return _filled({"@type": "Chapter", **position, "hasPart": tips})


def _filled(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def _written(data: Data) -> SafeString:
    text = json.dumps(_filled(data), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(HARMLESS))  # noqa: S308 - what could end the element is escaped
