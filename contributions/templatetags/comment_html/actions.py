"""What a reader can do about a comment: the buttons below it, and the menu."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caching import placeholders
from contributions.cached_urls import cached_reverse
from contributions.comments.kinds import CommentKind
from contributions.models import Comment
from contributions.templatetags.button_html.useful import useful_button
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.menu import menu
from html_format import NOTHING, fill, pattern, per_language, sentence
from html_format.icons import icon

OWN_ACTS = "acts"
"""The region of a cached page in which the actions stand: see contributions.views.pages.own_regions."""
ROW = '<div class="acts row">\n{}{}</div>\n'
MENU = '<details class="drop">\n<summary class="btn plain small">\n{}\n{}\n</summary>\n<div>{}</div>\n</details>\n'


def actions_region(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the actions; marked in a cached page, where a reader may have her own."""
    return SafeString(placeholders.region(OWN_ACTS, comment.pk, actions(shown, comment)))


def actions(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the row of buttons; for whoever may not write, how many found it useful alone. One query for each mark of the
    reader's that the comment does not bring along.
    """
    useful = useful_button(shown.reader, comment) if comment.is_standing else NOTHING
    return fill(ROW, useful, _for_contributors(shown, comment) if shown.reader.may_write else NOTHING)


def _for_contributors(shown: CommentContext, comment: Comment) -> SafeString:
    buttons = NOTHING
    if shown.is_open and shown.is_own(comment):
        buttons += fill(_correct(), cached_reverse("contributions:comment_edit", comment.pk))
    if shown.is_open and comment.is_standing:
        buttons += NOTHING if comment.reply_to_id else _answer(comment)
        buttons += _incorporate(shown, comment) if _may_be_incorporated(shown, comment) else NOTHING
    about = sentence(_more(), name=comment.author.public_name)
    return buttons + fill(MENU, icon("chevron-down"), about, menu(shown, comment))


def _answer(comment: Comment) -> SafeString:
    """Under a question one answers an advice with a nuance; whatever else is said is answered."""
    url, pk = cached_reverse("contributions:comment_answer", comment.pk), comment.pk
    is_nuance = comment.kind in {CommentKind.ADVICE, CommentKind.NUANCE}
    pattern_of, url = (_nuance, f"{url}?kind=nuance") if is_nuance else (_plain_answer, url)
    return fill(pattern_of(), comment.get_absolute_url(), pk, url, pk)


def _may_be_incorporated(shown: CommentContext, comment: Comment) -> bool:
    if shown.is_alone:
        return True
    is_taken = bool(getattr(comment, "shown_incorporations", ()))
    return not comment.reply_to_id and not is_taken and comment.kind != CommentKind.QUESTION


def _incorporate(shown: CommentContext, comment: Comment) -> SafeString:
    url = cached_reverse("contributions:comment_incorporate", comment.pk)
    if comment.page_id:
        return fill(_into_its_page(), url, shown.reader.csrf_field)
    return fill(_into_a_page(), url)


@per_language
def _correct() -> str:
    return pattern('<a class="btn plain small" href="{}">%s</a>\n', _("Correct"))


ANSWER = '<a class="btn plain small" href="{}#answer-{}" hx-get="{}" hx-target="#place-{}" hx-swap="innerHTML">%s</a>\n'


@per_language
def _plain_answer() -> str:
    return pattern(ANSWER, pgettext("button", "Answer"))


@per_language
def _nuance() -> str:
    return pattern(ANSWER, _("Add a nuance"))


@per_language
def _into_its_page() -> str:
    return pattern(
        '<form method="post" action="{}" data-once>\n{}\n<button class="btn plain small" type="submit">%s</button>\n</form>\n',
        _("Incorporate into the page"),
    )


@per_language
def _into_a_page() -> str:
    return pattern('<a class="btn plain small" href="{}">%s</a>\n', _("Incorporate into a page"))


@per_language
def _more() -> str:
    return pgettext("menu", 'More<span class="vh"> about what %(name)s said</span>')
