"""The buttons of a page, and a passage to agree with: for templates of pages and of questions."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from accounts.naming import nobody
from common import markup
from common.caching import placeholders
from common.words.digit_grouping import grouped
from contributions.cached_urls import cached_reverse
from contributions.endorsements import Endorsable, is_own, passage_to_agree_with
from contributions.models import Comment, Page, Passage
from contributions.passages import opening_of
from themes.models import Theme

register = template.Library()


@register.filter
def named_in(words: str, page: Page) -> str:
    """Words of a page as they are shown, with the name of today for whoever is mentioned in them."""
    return markup.named_as_in(words, page.body_html, nobody())


register.filter("first_words", opening_of)
register.filter(is_own)


@register.inclusion_tag("contributions/passages/_agreed_passage.html", takes_context=True)
def agreed_passage(context: Context, theme: Theme) -> dict[str, Any]:
    """A passage of the theme that many agree with and that the reader has not answered yet; one query."""
    return shared(context) | {"passage": passage_to_agree_with(theme, context["request"].user)}


@register.filter
def useful_ident(what: Endorsable) -> str:
    """What its button has in its place: "useful-page-7"."""
    return f"useful-{what._meta.model_name}-{what.pk}"


@register.filter
def is_comment(what: object) -> bool:
    """Whether it is something said, rather than a page."""
    return isinstance(what, Comment)


@register.filter
def endorse_url(what: Endorsable) -> str:
    """Where the button of a page, of something said or of a passage sends."""
    if isinstance(what, Passage):
        return cached_reverse("contributions:passage_endorse", what.page.theme.slug, what.page.slug)
    return cast(Page | Comment, what).screen_url("endorse")


@register.filter
def endorsers_url(what: Endorsable) -> str:
    """Where to see who found it useful, or agrees with it."""
    if isinstance(what, Page):
        return cached_reverse("contributions:page_endorsers", what.theme.slug, what.slug)
    if isinstance(what, Passage):
        return cached_reverse("contributions:passage_endorsers", what.page.theme.slug, what.page.slug, what.pk)
    return cast(Comment, what).screen_url("useful-to")


@register.filter
def page_url(page: Page, name: str) -> str:
    """The address of this name about a page: `{{ page|page_url:"guide:nominate" }}`."""
    return cached_reverse(name, page.theme.slug, page.slug)


@register.simple_block_tag
def region(content: str, name: str, number: int) -> SafeString:
    """A part of which a reader may have her own in a cached page: `{% region "acts" comment.pk %}…{% endregion %}`."""
    return SafeString(placeholders.region(name, number, content))


@register.filter
def readers_in_words(page: Page) -> str:
    """How many found a page useful, of how many who read it; "" where nobody is known to have read it yet."""
    return counted_in_words(getattr(page, "useful_count", 0), getattr(page, "readers_count", 0))


@register.filter
def counted_in_words(useful: int, readers: int) -> str:
    """The same for two numbers."""
    if not useful:
        words = ngettext("%(n)s person has read this page.", "%(n)s people have read this page.", readers)
        return words % {"n": grouped(readers)} if readers else ""
    if readers <= 1:
        return ngettext("Useful to %(n)s person.", "Useful to %(n)s people.", useful) % {"n": grouped(useful)}
    words = ngettext(
        "Useful to %(n)s person of the %(readers)s who have read this page.",
        "Useful to %(n)s people of the %(readers)s who have read this page.",
        useful,
    )
    return words % {"n": grouped(useful), "readers": grouped(max(readers, useful))}


def shared(context: Context) -> dict[str, Any]:
    """What a partial needs of the page around it."""
    return {name: context.get(name) for name in ("request", "user", "can", "open_now", "csrf_token")}
