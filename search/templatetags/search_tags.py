"""Looking for texts inside another screen: what stands below may not import the search, its templates may ask."""

from __future__ import annotations

from django import template

from accounts import access
from search.finding import find
from search.lines import line_of
from search.models import Kind
from search.results import Results

register = template.Library()


@register.simple_tag
def texts_about(question: str, reader: access.Person) -> Results:
    """Pages, contributions and questions that answer it, the best twenty; each row's `entry` says which text it is."""
    return find(question, reader, kinds=[Kind.PAGE, Kind.CONTRIBUTION, Kind.COMMENT, Kind.QUESTION])


register.filter("line", line_of)
