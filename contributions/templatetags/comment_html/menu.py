"""The rarer acts of a comment, in its menu: one link or one form a line; what only editors do comes last."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.html import NOTHING, fill, join, pattern, per_language
from common.html.icons import icon
from contributions.cached_urls import cached_reverse
from contributions.comments.kinds import CommentKind
from contributions.models import Comment
from contributions.templatetags.button_html.thank import thank_button
from contributions.templatetags.button_html.watch import offered_watch_button
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.settling import settle_form

QUOTE = '<a href="{}?quote={}" data-import="{}">%s\n%s</a>\n'
LINK = '<a href="{}">%s %s</a>\n'
FORM = '<form method="post" action="{}">\n{}\n<button type="submit">\n%s\n%s\n</button>\n</form>\n'


class MenuPatterns(NamedTuple):
    """What the lines of a menu are filled from."""

    own_page: str
    history: str
    quote: str
    make_question: str
    withdraw: str
    put_back: str
    report: str
    show: str
    hide: str


@per_language
def _patterns() -> MenuPatterns:
    return MenuPatterns(
        own_page=pattern(LINK, icon("link"), _("Its own page")),
        history=pattern(LINK, icon("history"), _("History")),
        quote=pattern(QUOTE, icon("quote"), pgettext("button", "Quote")),
        make_question=pattern(LINK, icon("help-circle"), _("Make it a question")),
        withdraw=pattern(FORM, icon("arrow-back-up"), _("Withdraw")),
        put_back=pattern(FORM, icon("arrow-forward-up"), _("Put it back")),
        report=pattern(LINK, icon("alert-triangle"), _("Report to the editors")),
        show=pattern(FORM, icon("eye"), _("Show it again")),
        hide=pattern(LINK, icon("eye-off"), _("Hide")),
    )


def menu(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the lines of the menu, for whoever may write."""
    patterns = _patterns()
    return join(
        [
            fill(patterns.own_page, comment.get_absolute_url()),
            fill(patterns.history, comment.screen_url("history")),
            _of_standing(shown, comment, patterns) if comment.is_standing else NOTHING,
            _of_author(shown, comment, patterns) if shown.is_own(comment) else _of_others(comment, patterns),
            _of_editors(shown, comment, patterns) if shown.reader.edits_guide else NOTHING,
        ]
    )


def _of_standing(shown: CommentContext, comment: Comment, patterns: MenuPatterns) -> SafeString:
    reader, is_opening = shown.reader, not comment.reply_to_id
    may_ask = (
        comment.kind == CommentKind.QUESTION and reader.open_now.ask and (reader.edits_guide or shown.is_own(comment))
    )
    return join(
        [
            offered_watch_button(reader, comment, "menu") if is_opening else NOTHING,
            thank_button(reader, comment, shape="menu"),
            _quote_link(shown, comment, patterns) if shown.is_open else NOTHING,
            settle_form(shown, comment) if is_opening else NOTHING,
            fill(patterns.make_question, cached_reverse("contributions:comment_ask", comment.pk))
            if may_ask
            else NOTHING,
        ]
    )


def _quote_link(shown: CommentContext, comment: Comment, patterns: MenuPatterns) -> SafeString:
    url = cached_reverse("contributions:comment_answer", comment.reply_to_id or comment.pk)
    return fill(patterns.quote, url, comment.pk, shown.quoting_script)


def _of_author(shown: CommentContext, comment: Comment, patterns: MenuPatterns) -> SafeString:
    if comment.withdrawn_at:
        return fill(patterns.put_back, comment.screen_url("put-back"), shown.reader.csrf_field)
    return fill(patterns.withdraw, comment.screen_url("withdraw"), shown.reader.csrf_field)


def _of_others(comment: Comment, patterns: MenuPatterns) -> SafeString:
    if not comment.is_standing:
        return NOTHING
    return fill(patterns.report, cached_reverse("contributions:report", "comment", str(comment.pk)))


def _of_editors(shown: CommentContext, comment: Comment, patterns: MenuPatterns) -> SafeString:
    if comment.is_hidden:
        return fill(patterns.show, comment.screen_url("show"), shown.reader.csrf_field)
    if comment.withdrawn_at:
        return NOTHING
    return fill(patterns.hide, comment.screen_url("hide"))
