"""The button "Useful", and a passage to agree with: for templates of pages and of questions."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from contributions.endorsements.rules import Endorsable, is_own
from contributions.models import Contribution, Page
from contributions.passages.offering import passage_to_agree_with
from themes.models import Theme

register = template.Library()


@register.inclusion_tag("contributions/_useful.html", takes_context=True)
def useful(context: Context, what: Endorsable) -> dict[str, Any]:
    """The button of a page or a contribution from a query that went through `with_endorsements`; no query."""
    return shared(context) | {"what": what}


@register.inclusion_tag("contributions/_agreed_passage.html", takes_context=True)
def agreed_passage(context: Context, theme: Theme) -> dict[str, Any]:
    """A passage of the theme that many agree with and that the reader has not answered yet; one query."""
    return shared(context) | {"passage": passage_to_agree_with(theme, context["request"].user)}


@register.filter
def is_mine(what: Endorsable, person: Any) -> bool:
    return bool(person.is_authenticated and is_own(what, person))


@register.filter
def useful_id(what: Endorsable) -> str:
    return f"useful-{what._meta.model_name}-{what.pk}"


@register.filter
def is_small(what: Endorsable) -> bool:
    return isinstance(what, Contribution)


@register.filter
def endorse_url(what: Endorsable) -> str:
    if isinstance(what, Page):
        return reverse("contributions:page_endorse", args=[what.theme.slug, what.slug])
    if not isinstance(what, Contribution):
        raise TypeError("a passage is endorsed through its page")
    return reverse("contributions:contribution_endorse", args=[what.pk])


def shared(context: Context) -> dict[str, Any]:
    """What a partial needs of the page around it."""
    return {name: context.get(name) for name in ("request", "user", "can", "csrf_token")}
