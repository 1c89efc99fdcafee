"""People's names, each leading to what they do here; the button that thanks; shares of a text."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from accounts.access import Person
from contributions.contributors.querysets import Thankable
from contributions.models import Comment, Page
from contributions.templatetags.passage_tags import shared
from contributions.templatetags.people_names import byline, colleague, colleagues, contributor_url, name_inside

register = template.Library()

THANK_BUTTON = "contributions/buttons/thank.html"

register.filter(contributor_url)
register.filter(name_inside)
register.simple_tag(byline)
register.simple_tag(colleague)
register.simple_tag(colleagues)


@register.inclusion_tag(THANK_BUTTON, takes_context=True)
def thank(context: Context, what: Thankable, page: Page | None = None, *, shape: str = "button") -> dict[str, Any]:
    """The button of a version of `page`, or of a comment, for whoever may thank its author; no query where `what` went through
    `mark_thanked` or `with_thanks`. `shape`: "button", "menu".
    """
    return shared(context) | thank_button(what, page, shape=shape)


def thank_button(
    what: Thankable, page: Page | None, *, shape: str, back: str = "", refusal: str = ""
) -> dict[str, Any]:
    """Returns what the template of the button shows. `back` is the screen to go back to, this one without it."""
    text = what if isinstance(what, Comment) else page
    return {
        "what": what,
        "page": page,
        "ident": f"thank-comment-{what.pk}" if isinstance(what, Comment) else f"thank-version-{what.version}",
        "url": text.screen_url("thank") if text else "",
        "shape": shape,
        "back": back,
        "refusal": refusal,
    }


@register.filter
def may_be_thanked_by(what: Thankable, person: Person) -> bool:
    """Whether its author is somebody else, who still has an account."""
    doer = what.author
    return bool(person.is_authenticated and doer and doer.is_active and doer.pk != person.pk)
