"""What a language is called, and words that say theirs."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info


def native_name(language: str) -> str:
    """What a language calls itself, as a heading does: "Français"."""
    name = str(get_language_info(language)["name_local"])
    return name[:1].upper() + name[1:]


def name_of_language(language: str) -> str:
    """What whoever reads the screen calls a language: "Anglais", in French."""
    name = str(get_language_info(language)["name_translated"])
    return name[:1].upper() + name[1:]


def spoken_in(words: str, language: str) -> str:
    """Returns words in an element that says their language; as they are on a screen in it, or in one that nobody named."""
    if not language or language == get_language():
        return words
    return format_html('<span lang="{}">{}</span>', language, words)
