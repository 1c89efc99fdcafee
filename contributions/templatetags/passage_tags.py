"""The buttons of a page, and a passage to agree with: for templates of pages and of questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from accounts.naming import nobody
from common import markup
from contributions.endorsements.suggestion import passage_to_agree_with
from contributions.models import Page
from contributions.passages.models import opening_of
from contributions.templatetags import margin_html, page_html
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.button_html.useful import endorsers_url
from themes.models import Theme

register = template.Library()


@register.filter
def named_in(words: str, page: Page) -> str:
    """Words of a page as they are shown, with the name of today for whoever is mentioned in them."""
    return markup.named_as_in(words, page.body_html, nobody())


register.filter("first_words", opening_of)


@register.inclusion_tag("contributions/passages/_agreed_passage.html", takes_context=True)
def agreed_passage(context: Context, theme: Theme) -> dict[str, Any]:
    """A passage of the theme that many agree with and that the reader has not answered yet; one query."""
    return shared(context) | {"passage": passage_to_agree_with(theme, context["request"].user)}


@register.simple_tag(takes_context=True)
def page_tools(context: Context, page: Page) -> SafeString:
    """The row of buttons below the title of a page, with its menu."""
    return page_html.tools(ReaderContext.of(context), page)


@register.simple_tag(takes_context=True)
def page_readers(context: Context, page: Page) -> SafeString:
    """How many read a page and found it useful, and what counts the reader."""
    return page_html.readers(ReaderContext.of(context), page)


@register.simple_tag(takes_context=True)
def margin_notes(context: Context, page: Page, notes: Iterable[Any]) -> SafeString:
    """The passages in the margin of a page."""
    return margin_html.margin_notes(ReaderContext.of(context), page, notes)


@register.simple_tag(takes_context=True)
def selection_toolbar(context: Context, page: Page) -> SafeString:
    """What a script shows at chosen words."""
    return page_html.selection_toolbar(ReaderContext.of(context), page)


register.filter(endorsers_url)
register.filter(page_html.readers_in_words)


def shared(context: Context) -> dict[str, Any]:
    """What a partial needs of the page around it."""
    return {name: context.get(name) for name in ("request", "user", "can", "open_now", "csrf_token")}
