"""Looking for texts inside another screen: what stands below may not import the search, its templates may ask."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts import access
from campaign.languages import first_language
from common.html import NOTHING, fill
from search.models import ResultKind
from search.results import SearchResult, SearchResults
from search.searcher import find

register = template.Library()


@register.simple_tag
def texts_about(question: str, reader: access.Person) -> SearchResults:
    """Pages, contributions and questions that answer it, the best twenty; each row's `entry` says which text it is."""
    return find(
        question,
        reader,
        kinds=[ResultKind.PAGE, ResultKind.THEME_COMMENT, ResultKind.PAGE_COMMENT, ResultKind.QUESTION],
    )


@register.filter
def lang(result: SearchResult) -> SafeString:
    """The attribute that says in which language a text is, where it is not that of the screen."""
    language = result.shown.language or first_language()
    return NOTHING if language == get_language() else fill(' lang="{}"', language)
