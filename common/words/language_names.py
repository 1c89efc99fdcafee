"""What languages are called: by themselves, by whoever reads the screen, and inside a sentence; and words that say theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info, to_locale

ENGLISH: Final = "en"
"""What the texts of the code are in, and are said in where a catalogue lacks them."""
CAPITALISING: Final = {"en", "de", "nl"}
"""Languages that write the names of languages with a capital inside a sentence, too."""


def has_catalogue(language: str) -> bool:
    """Returns whether the site has words in a language: those of the code, or an organisation's own."""
    places = (Path(path) / to_locale(language) / "LC_MESSAGES" / "django.mo" for path in settings.LOCALE_PATHS)
    return language == ENGLISH or any(path.is_file() for path in places)


def native_name(language: str) -> str:
    """Returns what a language calls itself, as a heading does: "Français"."""
    return _with_capital(str(get_language_info(language)["name_local"]))


def name_of_language(language: str) -> str:
    """Returns what whoever reads the screen calls a language: "Anglais", in French."""
    return _with_capital(_translated(language))


def name_in_sentence(language: str) -> str:
    """Returns what whoever reads the screen calls a language inside a sentence: "anglais", in French."""
    name = _translated(language)
    return name if get_language() in CAPITALISING else name.lower()


def spoken_in(words: str, language: str) -> str:
    """Returns words in an element that says their language; as they are on a screen in it, or in one that nobody named."""
    if not language or language == get_language():
        return words
    return format_html('<span lang="{}">{}</span>', language, words)


def _translated(language: str) -> str:
    """By Babel, which knows each language in each; by Django for the few that it does not have."""
    try:
        name = Locale.parse(to_locale(language)).get_display_name(to_locale(get_language() or ENGLISH))
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or get_language_info(language)["name_translated"])


def _with_capital(name: str) -> str:
    return name[:1].upper() + name[1:]
