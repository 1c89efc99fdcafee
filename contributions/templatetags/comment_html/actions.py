"""What a reader can do about a comment: the buttons below it, and the menu."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.caching import placeholders
from common.html import NOTHING, fill, pattern, per_language, sentence
from common.html.icons import icon
from contributions.comments.kinds import CommentKind
from contributions.models import Comment
from contributions.templatetags.button_html.useful import useful_button
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.menu import menu

OWN_ACTS = "acts"
"""The region of a cached page in which the actions stand: see contributions.views.pages.own_regions."""
ROW = '<div class="acts row">\n{}{}</div>\n'
LINK = '<a class="btn plain small" href="{}">%s</a>\n'
FORM = '<form method="post" action="{}" data-once>\n{}\n<button class="btn plain small" type="submit">%s</button>\n</form>\n'
ANSWER = '<a class="btn plain small" href="{}#answer-{}" hx-get="{}" hx-target="#place-{}" hx-swap="innerHTML">%s</a>\n'
MENU = '<details class="drop">\n<summary class="btn plain small">\n{}\n{}\n</summary>\n<div>{}</div>\n</details>\n'


class ActionPatterns(NamedTuple):
    """What the buttons are filled from."""

    correct: str
    answer: str
    nuance: str
    into_its_page: str
    into_a_page: str
    more: str


@per_language
def _patterns() -> ActionPatterns:
    return ActionPatterns(
        correct=pattern(LINK, _("Correct")),
        answer=pattern(ANSWER, pgettext("button", "Answer")),
        nuance=pattern(ANSWER, _("Add a nuance")),
        into_its_page=pattern(FORM, _("Incorporate into the page")),
        into_a_page=pattern(LINK, _("Incorporate into a page")),
        more=pgettext("menu", 'More<span class="vh"> about what %(name)s said</span>'),
    )


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
    buttons, patterns = NOTHING, _patterns()
    if shown.is_open and shown.is_own(comment):
        buttons += fill(patterns.correct, comment.screen_url("edit"))
    if shown.is_open and comment.is_standing:
        buttons += NOTHING if comment.reply_to_id else _answer(comment, patterns)
    if shown.reader.open_now.write and comment.is_standing:
        buttons += _incorporate(shown, comment, patterns) if _may_be_incorporated(shown, comment) else NOTHING
    about = sentence(patterns.more, name=comment.author.public_name)
    return buttons + fill(MENU, icon("chevron-down"), about, menu(shown, comment))


def _answer(comment: Comment, patterns: ActionPatterns) -> SafeString:
    """Under a question one answers an advice with a nuance; whatever else is said is answered."""
    place, url, pk = comment.get_absolute_url(), comment.screen_url("answer"), comment.pk
    if comment.kind in {CommentKind.ADVICE, CommentKind.NUANCE}:
        return fill(patterns.nuance, place, pk, f"{url}?kind=nuance", pk)
    return fill(patterns.answer, place, pk, url, pk)


def _may_be_incorporated(shown: CommentContext, comment: Comment) -> bool:
    if shown.is_alone:
        return True
    is_taken = bool(getattr(comment, "shown_incorporations", ()))
    return not comment.reply_to_id and not is_taken and comment.kind != CommentKind.QUESTION


def _incorporate(shown: CommentContext, comment: Comment, patterns: ActionPatterns) -> SafeString:
    url = comment.screen_url("take-up")
    if comment.page_id:
        return fill(patterns.into_its_page, url, shown.reader.csrf_field)
    return fill(patterns.into_a_page, url)
