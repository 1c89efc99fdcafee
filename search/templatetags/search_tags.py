"""Looking for texts inside another screen: what stands below may not import the search, its templates may ask."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts import access
from search.finding import find
from search.lines import lang_of, line_of
from search.models import Kind
from search.results import Result, Results

register = template.Library()


@register.simple_tag
def texts_about(question: str, reader: access.Person) -> Results:
    """Pages, contributions and questions that answer it, the best twenty; each row's `entry` says which text it is."""
    return find(question, reader, kinds=[Kind.PAGE, Kind.CONTRIBUTION, Kind.COMMENT, Kind.QUESTION])


register.filter("line", line_of)


@register.filter
def lang(result: Result) -> SafeString:
    """The attribute that says in which language a text is, where it is not that of the screen."""
    return lang_of(result.shown.language, get_language())
