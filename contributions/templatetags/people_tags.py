"""People's names, each leading to what they do here; the button that thanks; shares of a text."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from contributions.contributors.querysets import Thankable
from contributions.models import Page
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.button_html.thank import thank_button
from contributions.templatetags.people_names import byline, colleague, colleagues, contributor_url, name_inside

register = template.Library()

register.filter(contributor_url)
register.filter(name_inside)
register.simple_tag(byline)
register.simple_tag(colleague)
register.simple_tag(colleagues)


@register.simple_tag(takes_context=True)
def thank(context: Context, what: Thankable, page: Page | None = None) -> SafeString:
    """The button of a version of `page`, or of a comment, which went through `mark_thanked` or `with_thanks`; no query."""
    return thank_button(ReaderContext.of(context), what, page)
