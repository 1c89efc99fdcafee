"""The button that follows a page, a question, a thread or a person, wherever it stands."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from accounts.models import User
from contributions.templatetags.passage_tags import shared
from contributions.watches.models import Watch, is_watched_by
from contributions.watches.querysets import Watchable, place_of, target_name, target_url, watch_url
from themes.models import Theme

register = template.Library()

SHAPES = {"button", "small", "menu", "list"}
"""A button, a smaller one, a line of a menu, and what stands beside a thing that one follows."""
WATCH_BUTTON = "contributions/buttons/watch.html"


@register.inclusion_tag(WATCH_BUTTON, takes_context=True)
def watch(context: Context, what: Watchable, *, shape: str = "button") -> dict[str, Any]:
    """`{% watch page %}`, for whoever is signed in, but not to follow herself. No query for a row that went through
    `with_watching`, else one. `shape` is one of SHAPES.
    """
    user = context["user"]
    if not user.is_authenticated or (isinstance(what, User) and what.pk == user.pk):
        return {}
    return shared(context) | watch_button(what, shape, is_watched=is_watched_by(what, user))


def watch_button(what: Watchable, shape: str, *, is_watched: bool, refusal: str = "") -> dict[str, Any]:
    """Returns what the template of the button shows."""
    ((kind, thing),) = place_of(what).items()
    # A person's key would lead from the name that she went by to the anonymous colleague that she is, or back.
    ident = f"watch-{kind}-{thing.handle if isinstance(thing, User) else thing.pk}"
    name = target_name(thing) if shape == "list" else ""
    button = {"ident": ident, "url": watch_url(thing), "name": name}
    return button | {"shape": shape, "is_watched": is_watched, "refusal": refusal}


@register.filter
def followed_name(what: Watchable) -> str:
    return target_name(what)


@register.filter
def followed_url(what: Watchable) -> str:
    """Where it stands."""
    return target_url(what)


@register.filter
def theme_followed(watch: Watch) -> Theme | None:
    """The theme under which it stands; None for a person."""
    return watch.theme or getattr(watch.page or watch.comment or watch.question, "theme", None)


@register.filter
def signs(person: User) -> str:
    """Two letters for a person; none that would tell who an anonymous colleague is."""
    return "?" if person.is_anonymous_author else person.initials
