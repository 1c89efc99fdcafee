"""The button that follows a page, a theme, a question, a thread or a person."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from common.html import NOTHING, fill, pattern, per_language
from common.html.icons import icon
from contributions.templatetags.button_html.reader import ReaderContext, refused
from contributions.watches.flags import is_watched_by
from contributions.watches.rules import Watchable, place_of
from contributions.watches.targets import target_name, watch_url

CLASSES = {
    "button": SafeString('class="btn"'),
    "small": SafeString('class="btn small"'),
    "menu": NOTHING,
}
SHAPES = {*CLASSES, "list"}
FORM = (
    '<form class="watch" id="{}" method="post" action="{}" hx-post="{}" hx-target="this" hx-swap="outerHTML"'
    ' hx-sync="this:drop">\n{}<input type="hidden" name="watch" value="{}"><input type="hidden" name="shape" value="{}">\n'
    "{}{}</form>\n"
)


def offered_watch_button(reader: ReaderContext, what: Watchable, shape: str = "button") -> SafeString:
    """Returns the button for whoever is signed in, but not to follow herself. No query for a row that went through
    `with_watching`, else one.
    """
    if not reader.is_signed_in or (isinstance(what, User) and what.pk == reader.pk):
        return NOTHING
    return watch_button(reader, what, shape, is_watched=is_watched_by(what, reader.user))


def watch_button(
    reader: ReaderContext, what: Watchable, shape: str, *, is_watched: bool, refusal: str = ""
) -> SafeString:
    """Returns the button in one of the `SHAPES`."""
    ((kind, thing),) = place_of(what).items()
    # A person's key would lead from the name that she went by to the anonymous colleague that she is, or back.
    ident = f"watch-{kind}-{thing.handle if isinstance(thing, User) else thing.pk}"
    url = watch_url(thing)
    if shape == "list":
        button = fill(_in_list(is_watched=is_watched), ident, target_name(thing))
    else:
        pressed, drawing = ("true", "check") if is_watched else ("false", "bell")
        button = fill(_button(), CLASSES[shape], ident, pressed, icon(drawing))
    value = 0 if is_watched else 1
    return fill(FORM, ident, url, url, reader.csrf_field, value, shape, button, refused(refusal))


@per_language
def _button() -> str:
    words = pgettext("button", "Follow")
    return pattern('<button {} id="{}-button" type="submit" aria-pressed="{}">\n{}\n%s\n</button>\n', words)


def _in_list(*, is_watched: bool) -> str:
    """Beside what one follows, it says what pressing it does."""
    words = _("Stop following") if is_watched else f"{icon('arrow-back-up')}\n{_('Follow again')}"
    button = '<button class="btn small" id="{}-button" type="submit">\n%s<span class="vh">%s{}</span>\n</button>\n'
    return pattern(button, words, pgettext("before a name", ": "))
