"""The buttons of a page, and a passage to agree with: for templates of pages and of questions."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

import markup
from accounts.naming import nobody
from caching import placeholders
from contributions.endorsements.suggestion import passage_to_agree_with
from contributions.models import Page
from contributions.passages.models import opening_of
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.button_html.useful import endorsers_url, useful_button
from contributions.templatetags.button_html.watch import offered_watch_button
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
def own_tools(context: Context, page: Page) -> SafeString:
    """What a reader says of a page with one press: useful, followed. A region of its own in a cached page."""
    html = page_buttons(ReaderContext(context["request"]), page)
    return SafeString(placeholders.region(OWN_TOOLS, page.pk, html))


OWN_TOOLS = "tools"


def page_buttons(reader: ReaderContext, page: Page) -> SafeString:
    """Returns the buttons of a page that went through `with_endorsements` and `with_watching`; no query."""
    return useful_button(reader, page) + offered_watch_button(reader, page)


register.filter(endorsers_url)


@register.filter
def readers_in_words(page: Page) -> str:
    """How many found a page useful, of how many who read it; "" where nobody is known to have read it yet."""
    useful, readers = getattr(page, "useful_count", 0), getattr(page, "readers_count", 0)
    if not useful:
        words = ngettext("%(n)s person has read this page.", "%(n)s people have read this page.", readers)
        return words % {"n": readers} if readers else ""
    if readers <= 1:
        return ngettext("Useful to %(n)s person.", "Useful to %(n)s people.", useful) % {"n": useful}
    words = ngettext(
        "Useful to %(n)s person of the %(readers)s who have read this page.",
        "Useful to %(n)s people of the %(readers)s who have read this page.",
        useful,
    )
    return words % {"n": useful, "readers": max(readers, useful)}


def shared(context: Context) -> dict[str, Any]:
    """What a partial needs of the page around it."""
    return {name: context.get(name) for name in ("request", "user", "can", "csrf_token")}
