"""The button "Useful" of a page or a comment, or how many found it useful."""

from __future__ import annotations

from typing import Any, cast

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.html import NOTHING, fill, pattern, per_language
from common.html.icons import icon
from common.words.digit_grouping import grouped
from contributions.cached_urls import cached_reverse
from contributions.endorsements.rules import Endorsable, is_own
from contributions.models import Comment, Page, Passage
from contributions.templatetags.button_html.reader import ReaderContext, refused


def useful_button(reader: ReaderContext, what: Endorsable, refusal: str = "") -> SafeString:
    """Returns the button for whoever may press it, else the number; of a row that went through `with_endorsements` no query."""
    count: int = getattr(what, "useful_count", 0)
    ident = f"useful-{what._meta.model_name}-{what.pk}"
    if not reader.may_write or is_own(what, reader.user) or not reader.open_now.endorse:  # type: ignore[arg-type]  # who may write is a person
        return (_number(what, ident, count) if count else NOTHING) + refused(refusal)
    url, is_small = endorse_url(what), isinstance(what, Comment)
    is_endorsed: bool = getattr(what, "is_endorsed", False)
    return fill(
        _form(),
        *(ident, url, url, reader.csrf_field, 0 if is_endorsed else 1),
        *(" small" if is_small else "", ident, "true" if is_endorsed else "false"),
        icon("check" if is_endorsed else "thumb-up"),
        fill('<span class="n">{}</span>', grouped(count)) if count else NOTHING,
        fill(_who(), endorsers_url(what)) if count and is_small else NOTHING,
        refused(refusal),
    )


@per_language
def _form() -> str:
    return pattern(
        '<form class="useful" id="{}" method="post" action="{}" hx-post="{}" hx-target="this" hx-swap="outerHTML"'
        ' hx-sync="this:drop">\n{}<input type="hidden" name="useful" value="{}">\n'
        '<button class="btn{}" id="{}-button" type="submit" aria-pressed="{}">\n{}\n%s\n{}</button>\n{}{}</form>\n',
        _("Useful"),
    )


@per_language
def _who() -> str:
    words = pgettext("found it useful", "Who?"), _("Who found this useful")
    return pattern('<a class="btn plain small" href="{}">%s<span class="vh">\n%s</span></a>\n', *words)


def _number(what: Endorsable, ident: str, count: int) -> SafeString:
    words = ngettext("useful to %(n)s colleague", "useful to %(n)s colleagues", count) % {"n": grouped(count)}
    number = '<p class="useful meta" id="{}">\n{} <a class="quiet tap" href="{}">{}</a>\n</p>\n'
    return fill(number, ident, icon("thumb-up"), endorsers_url(what), SafeString(words))


def endorse_url(what: Any) -> str:
    """Returns where the button of a page or a comment sends."""
    if isinstance(what, Page):
        return cached_reverse("contributions:page_endorse", what.theme.slug, what.slug)
    if not isinstance(what, Comment):
        raise TypeError("a passage is endorsed through its page")
    return what.screen_url("endorse")


def endorsers_url(what: Endorsable) -> str:
    """Returns where to see who found it useful, or agrees with it."""
    if isinstance(what, Page):
        return cached_reverse("contributions:page_endorsers", what.theme.slug, what.slug)
    if isinstance(what, Passage):
        return cached_reverse("contributions:passage_endorsers", what.page.theme.slug, what.page.slug, what.pk)
    return cast(Comment, what).screen_url("useful-to")
