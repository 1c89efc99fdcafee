"""People's names, each leading to what they do here; the button that thanks; shares of a text."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from contributions.cached_urls import cached_reverse
from contributions.contributors.querysets import Thankable
from contributions.models import Comment, Page

register = template.Library()


@register.filter
def contributor_url(handle: str) -> str:
    """The page of whoever goes by this handle: a user name, or the alias of somebody anonymous."""
    return cached_reverse("contributions:contributor", handle)


@register.filter
def name_inside(person: User | None) -> str:
    """As she is called inside a sentence, where "an anonymous colleague" begins small."""
    if person is None:
        return pgettext("inside a sentence", "a former colleague")
    if person.is_anonymous_author:
        return pgettext("inside a sentence", "an anonymous colleague")
    return person.public_name


@register.simple_tag
def colleague(person: User | None, *, inside: bool = False) -> SafeString | str:
    """The name that somebody goes by, leading to her page; a stopped account has none. No query."""
    if person is None:
        return name_inside(None) if inside else _("A former colleague")
    name = name_inside(person) if inside else person.public_name
    if not person.is_active:
        return name
    return format_html('<a href="{}">{}</a>', contributor_url(person.handle), name)


@register.inclusion_tag("contributions/thanks/_button.html", takes_context=True)
def thank(context: Context, what: Thankable, page: Page | None = None, *, shape: str = "button") -> dict[str, Any]:
    """The button of a version of `page`, or of a contribution, which went through `mark_thanked` or `with_thanks`; no query.

    `shape`: "button", "menu" (a line of a menu).
    """
    shared = {name: context.get(name) for name in ("request", "user", "can", "csrf_token")}
    return shared | {"what": what, "page": page, "shape": shape, "back": context["request"].get_full_path()}


@register.filter
def may_be_thanked_by(what: Thankable, person: Any) -> bool:
    doer = what.author
    return bool(person.is_authenticated and doer and doer.is_active and doer.pk != person.pk)


@register.filter
def thank_url(what: Thankable, page: Page | None) -> str:
    if isinstance(what, Comment):
        return reverse("contributions:comment_thank", args=[what.pk])
    return page.screen_url("thank") if page else ""


@register.filter
def thank_id(what: Thankable) -> str:
    return f"thank-comment-{what.pk}" if isinstance(what, Comment) else f"thank-version-{what.version}"
