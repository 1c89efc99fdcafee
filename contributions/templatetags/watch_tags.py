"""The button that follows a page, a question, a thread or a person, wherever it stands."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from accounts.models import User
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.button_html.watch import offered_watch_button
from contributions.watches.models import Watch
from contributions.watches.rules import Watchable
from contributions.watches.targets import target_name, target_url
from themes.models import Theme

register = template.Library()


@register.simple_tag(takes_context=True)
def watch(context: Context, what: Watchable, *, shape: str = "button") -> SafeString:
    """`{% watch page %}`. No query for a row that went through `with_watching`, else one.

    `shape`: "button", "small" (a smaller one), "menu" (a line of a menu), "list" (beside what one follows: it says what
    pressing it does).
    """
    return offered_watch_button(ReaderContext.of(context), what, shape)


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
