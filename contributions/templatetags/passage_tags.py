"""The button "Useful", and a passage to agree with: for templates of pages and of questions."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

import markup
from accounts.naming import nobody
from caching import placeholders
from contributions.endorsements.rules import Endorsable, is_own
from contributions.endorsements.suggestion import passage_to_agree_with
from contributions.models import Comment, Page, Passage
from contributions.passages.models import opening_of
from themes.models import Theme

register = template.Library()


@register.filter
def named_in(words: str, page: Page) -> str:
    """Words of a page as they are shown, with the name of today for whoever is mentioned in them."""
    return markup.named_as_in(words, page.body_html, nobody())


register.filter("first_words", opening_of)


@register.inclusion_tag("contributions/endorsements/_button.html", takes_context=True)
def useful(context: Context, what: Endorsable) -> dict[str, Any]:
    """The button of a page or a contribution from a query that went through `with_endorsements`; no query."""
    return shared(context) | {"what": what}


@register.inclusion_tag("contributions/passages/_agreed_passage.html", takes_context=True)
def agreed_passage(context: Context, theme: Theme) -> dict[str, Any]:
    """A passage of the theme that many agree with and that the reader has not answered yet; one query."""
    return shared(context) | {"passage": passage_to_agree_with(theme, context["request"].user)}


@register.simple_tag(takes_context=True)
def own_tools(context: Context, page: Page) -> SafeString:
    """What a reader says of a page with one press: useful, followed. A region of its own in a cached page."""
    with context.push(page=page):
        html = get_template("contributions/pages/_own_tools.html").template.render(context)  # type: ignore[attr-defined]
    return mark_safe(placeholders.region(OWN_TOOLS, page.pk, html))  # noqa: S308 - a template's


OWN_TOOLS = "tools"


@register.filter
def is_mine(what: Endorsable, person: Any) -> bool:
    return bool(person.is_authenticated and is_own(what, person))


@register.filter
def useful_id(what: Endorsable) -> str:
    return f"useful-{what._meta.model_name}-{what.pk}"


@register.filter
def is_small(what: Endorsable) -> bool:
    return isinstance(what, Comment)


@register.filter
def endorse_url(what: Endorsable) -> str:
    if isinstance(what, Page):
        return reverse("contributions:page_endorse", args=[what.theme.slug, what.slug])
    if not isinstance(what, Comment):
        raise TypeError("a passage is endorsed through its page")
    return reverse("contributions:comment_endorse", args=[what.pk])


@register.filter
def endorsers_url(what: Endorsable) -> str:
    """Where to see who found it useful, or agrees with it."""
    if isinstance(what, Page):
        return reverse("contributions:page_endorsers", args=[what.theme.slug, what.slug])
    if isinstance(what, Passage):
        return reverse("contributions:passage_endorsers", args=[what.page.theme.slug, what.page.slug, what.pk])
    return reverse("contributions:comment_endorsers", args=[what.pk])


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
