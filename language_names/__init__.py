"""What languages are called: by themselves, by whoever reads the screen, and inside a sentence; and words that say theirs."""

from __future__ import annotations

from typing import Final

from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info

CAPITALISING: Final = {"en", "de"}
"""Languages that write the names of languages with a capital inside a sentence, too."""


def native_name(language: str) -> str:
    """Returns what a language calls itself, as a heading does: "Français"."""
    return _with_capital(str(get_language_info(language)["name_local"]))


def name_of_language(language: str) -> str:
    """Returns what whoever reads the screen calls a language: "Anglais", in French."""
    return _with_capital(str(get_language_info(language)["name_translated"]))


def name_in_sentence(language: str) -> str:
    """Returns what whoever reads the screen calls a language inside a sentence: "anglais", in French."""
    name = str(get_language_info(language)["name_translated"])
    return name if get_language() in CAPITALISING else name.lower()


def spoken_in(words: str, language: str) -> str:
    """Returns words in an element that says their language; as they are on a screen in it, or in one that nobody named."""
    if not language or language == get_language():
        return words
    return format_html('<span lang="{}">{}</span>', language, words)


def _with_capital(name: str) -> str:
    return name[:1].upper() + name[1:]
