"""The button that says thank you for a version of a page or for a comment."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.html import NOTHING, fill, per_language, sentence
from common.html.icons import icon
from contributions.contributors.querysets import Thankable
from contributions.models import Comment, Page
from contributions.templatetags.button_html.reader import ReaderContext, refused
from contributions.templatetags.people_names import name_inside

FORM = (
    '<form class="thank" id="{}" method="post" action="{}" hx-post="{}" hx-target="this" hx-swap="outerHTML"'
    ' hx-sync="this:drop">\n{}<input type="hidden" name="thanks" value="{}"><input type="hidden" name="back" value="{}">'
    '<input type="hidden" name="shape" value="{}">{}\n'
    '<button {} id="{}-button" type="submit" aria-pressed="{}">\n{}\n{}\n</button>\n{}</form>\n'
)


def thank_button(
    reader: ReaderContext,
    what: Thankable,
    page: Page | None = None,
    *,
    shape: str = "button",
    back: str = "",
    refusal: str = "",
) -> SafeString:
    """Returns the button of a version of `page`, or of a comment, for whoever may thank its author; no query where it went
    through `mark_thanked` or `with_thanks`. `shape`: "button", "menu". `back` is the screen to go back to, this one without it.
    """
    if not (reader.may_write and may_be_thanked_by(what, reader.user)):
        return NOTHING
    ident, url = _ident(what), _url(what, page)
    value, pressed, drawing = (0, "true", "check") if getattr(what, "is_thanked", False) else (1, "false", "flower")
    return fill(
        FORM,
        *(ident, url, url, reader.csrf_field, value, back or reader.path, shape),
        fill('<input type="hidden" name="version" value="{}">', what.version) if page else NOTHING,
        NOTHING if shape == "menu" else SafeString('class="btn plain small"'),
        *(ident, pressed, icon(drawing), _words(what, page), refused(refusal)),
    )


def may_be_thanked_by(what: Thankable, person: Any) -> bool:
    """Whether its author is somebody else, who still has an account."""
    doer = what.author
    return bool(person.is_authenticated and doer and doer.is_active and doer.pk != person.pk)


def _words(what: Thankable, page: Page | None) -> SafeString:
    name = name_inside(what.author)
    if page is None:
        return sentence(_to_author(), name=name)
    words = _('Say thank you<span class="vh"> to %(name)s, version %(version)s</span>')
    return sentence(words, name=name, version=what.version)


@per_language
def _to_author() -> str:
    return _('Say thank you<span class="vh"> to %(name)s</span>')


def _url(what: Thankable, page: Page | None) -> str:
    text = what if isinstance(what, Comment) else page
    return text.screen_url("thank") if text else ""


def _ident(what: Thankable) -> str:
    return f"thank-comment-{what.pk}" if isinstance(what, Comment) else f"thank-version-{what.version}"
