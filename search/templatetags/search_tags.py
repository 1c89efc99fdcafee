"""Looking for texts inside another screen: what stands below may not import the search, its templates may ask."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts import access
from search.models import ResultKind
from search.result_html import lang_of, line_of
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


register.filter("line", line_of)


@register.filter
def lang(result: SearchResult) -> SafeString:
    """The attribute that says in which language a text is, where it is not that of the screen."""
    return lang_of(result.shown.language, get_language())
