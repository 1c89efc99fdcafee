"""The button that follows a page, a question, a thread or a person, wherever it stands."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from accounts.models import User
from contributions.watches.flags import is_watched_by
from contributions.watches.models import Watch
from contributions.watches.rules import Watchable, place_of
from contributions.watches.targets import target_name, target_url, watch_url
from themes.models import Theme

register = template.Library()


@register.inclusion_tag("contributions/watches/_button.html", takes_context=True)
def watch(context: Context, what: Watchable, *, shape: str = "button") -> dict[str, Any]:
    """`{% watch page %}`. No query for a row that went through `with_watching`, else one.

    `shape`: "button", "small" (a smaller one), "menu" (a line of a menu), "list" (beside what one follows: it says what
    pressing it does).
    """
    shared = {name: context.get(name) for name in ("request", "user", "can", "csrf_token")}
    reader = context["request"].user
    if not reader.is_authenticated or reader == what:
        return shared | {"is_offered": False}
    return shared | button(what, is_watched=is_watched_by(what, reader), shape=shape) | {"is_offered": True}


def button(what: Watchable, *, is_watched: bool, shape: str) -> dict[str, Any]:
    """What the template of the button needs, on a page and as the answer to htmx."""
    ((kind, thing),) = place_of(what).items()
    return {
        "what": thing,
        "name": target_name(thing),
        # A person's key would lead from the name that she went by to the anonymous colleague that she is, or back.
        "id": f"watch-{kind}-{thing.handle if isinstance(thing, User) else thing.pk}",
        "url": watch_url(thing),
        "is_watched": is_watched,
        "shape": shape,
    }


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
