"""Words of pages, tips and whatever else the campaign calls by a name, on a screen in another language: they say theirs."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from campaign.site_settings.current import current_settings
from common.html import NOTHING, fill


def in_first_language() -> SafeString:
    """Returns ` lang="fr"`, with the space, for an element whose words are in the first language; "" on a screen in it."""
    language = current_settings().first_language
    return NOTHING if language == get_language() else fill(' lang="{}"', language)


def first_language_words(words: str) -> str:
    """Returns words in the first language in an element that says so; as they are on a screen in it."""
    attribute = in_first_language()
    return fill("<span{}>{}</span>", attribute, words) if attribute and words else words
