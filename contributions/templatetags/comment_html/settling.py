"""Threads that are settled: by whom and when, the head of one that is folded, and the button."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.site_settings.first_language import in_first_language
from common.html import NOTHING, fill, per_language, sentence
from common.html.icons import icon
from contributions.models import Comment
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.wiki_tags import day_name, shortened, within_quotes

FORM = '<form method="post" action="{}" {}>\n{}\n<button type="submit">\n{}</button>\n</form>\n'
IN_PLACE = 'hx-post="{}" hx-target="#{}" hx-swap="outerHTML" hx-sync="this:drop"'


def settled_by(comment: Comment) -> SafeString:
    """Returns who settled the thread, and when."""
    person, at = comment.resolved_by, comment.resolved_at
    if person is None or at is None:
        return NOTHING
    if person.is_anonymous_author:
        return sentence(pgettext("thread", "<b>Settled</b> by an anonymous colleague, %(day)s."), day=day_name(at))
    words = pgettext("thread", "<b>Settled</b> by %(name)s, %(day)s.")
    return sentence(words, name=person.public_name, day=day_name(at))


def settled_summary(comment: Comment) -> SafeString:
    """Returns the head of a thread that is settled and folded: by whom, when, and how it began."""
    begins = within_quotes(shortened(comment.excerpt, 90)) if comment.is_standing else ""
    words = fill('\n<q class="voice"{}>{}</q>', in_first_language(), begins) if comment.is_standing else NOTHING
    return fill("<summary>\n{} <span>{}{}</span>\n</summary>\n", icon("circle-check"), settled_by(comment), words)


def settle_form(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the line of the menu with which a thread is settled, or opened again."""
    url = comment.screen_url("reopen" if comment.is_settled else "resolve")
    in_place = NOTHING if shown.is_alone else fill(IN_PLACE, url, comment.anchor)
    return fill(FORM, url, in_place, shown.reader.csrf_field, _reopen() if comment.is_settled else _settle())


@per_language
def _settle() -> SafeString:
    return fill("{} {}\n", icon("circle-check"), SafeString(_("Settle")))


@per_language
def _reopen() -> SafeString:
    return fill("{} {}\n", icon("rotate-clockwise"), SafeString(_("Open again")))
