"""The rarer acts of a comment, in its menu: one link or one form a line; what only editors do comes last."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contributions.cached_urls import cached_reverse
from contributions.comments.kinds import CommentKind
from contributions.models import Comment
from contributions.templatetags.button_html.thank import thank_button
from contributions.templatetags.button_html.watch import offered_watch_button
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.settling import settle_form
from html_format import NOTHING, fill, join, pattern, per_language
from html_format.icons import icon

LINK = '<a href="{}">%s %s</a>\n'
FORM = '<form method="post" action="{}">\n{}\n<button type="submit">\n%s\n%s\n</button>\n</form>\n'


def menu(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the lines of the menu, for whoever may write."""
    history = cached_reverse("contributions:comment_history", comment.pk)
    return join(
        [
            fill(_own_page(), comment.get_absolute_url()),
            fill(_history(), history),
            _of_standing(shown, comment) if comment.is_standing else NOTHING,
            _of_author(shown, comment) if shown.is_own(comment) else NOTHING,
            _report(comment) if comment.is_standing and not shown.is_own(comment) else NOTHING,
            _of_editors(shown, comment) if shown.reader.edits_guide else NOTHING,
        ]
    )


def _of_standing(shown: CommentContext, comment: Comment) -> SafeString:
    reader, is_opening = shown.reader, not comment.reply_to_id
    may_ask = comment.kind == CommentKind.QUESTION and (reader.edits_guide or shown.is_own(comment))
    return join(
        [
            offered_watch_button(reader, comment, "menu") if is_opening else NOTHING,
            thank_button(reader, comment, shape="menu"),
            _quote_link(shown, comment) if shown.is_open else NOTHING,
            settle_form(shown, comment) if is_opening else NOTHING,
            fill(_make_question(), cached_reverse("contributions:comment_ask", comment.pk)) if may_ask else NOTHING,
        ]
    )


def _quote_link(shown: CommentContext, comment: Comment) -> SafeString:
    url = cached_reverse("contributions:comment_answer", comment.reply_to_id or comment.pk)
    return fill(_quote(), url, comment.pk, shown.quoting_script)


def _of_author(shown: CommentContext, comment: Comment) -> SafeString:
    name, form = ("put_back", _put_back()) if comment.withdrawn_at else ("withdraw", _withdraw())
    return fill(form, cached_reverse(f"contributions:comment_{name}", comment.pk), shown.reader.csrf_field)


def _report(comment: Comment) -> SafeString:
    return fill(_report_link(), cached_reverse("contributions:report", "comment", str(comment.pk)))


def _of_editors(shown: CommentContext, comment: Comment) -> SafeString:
    if comment.is_hidden:
        return fill(_show(), cached_reverse("contributions:comment_show", comment.pk), shown.reader.csrf_field)
    if comment.withdrawn_at:
        return NOTHING
    return fill(_hide(), cached_reverse("contributions:comment_hide", comment.pk))


@per_language
def _own_page() -> str:
    return pattern(LINK, icon("link"), _("Its own page"))


@per_language
def _history() -> str:
    return pattern(LINK, icon("history"), _("History"))


@per_language
def _quote() -> str:
    link = '<a href="{}?quote={}" data-import="{}">%s\n%s</a>\n'
    return pattern(link, icon("quote"), pgettext("button", "Quote"))


@per_language
def _make_question() -> str:
    return pattern(LINK, icon("help-circle"), _("Make it a question"))


@per_language
def _withdraw() -> str:
    return pattern(FORM, icon("arrow-back-up"), _("Withdraw"))


@per_language
def _put_back() -> str:
    return pattern(FORM, icon("arrow-forward-up"), _("Put it back"))


@per_language
def _report_link() -> str:
    return pattern(LINK, icon("alert-triangle"), _("Report to the editors"))


@per_language
def _show() -> str:
    return pattern(FORM, icon("eye"), _("Show it again"))


@per_language
def _hide() -> str:
    return pattern(LINK, icon("eye-off"), _("Hide"))
