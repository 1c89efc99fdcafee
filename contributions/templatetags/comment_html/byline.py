"""Who said something, when, and what has become of it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.site_settings.first_language import first_language_words
from common.html import NOTHING, escaped, fill, join, per_language, sentence
from common.words.text_lists import comma
from contributions.comments.incorporation import Incorporation
from contributions.comments.kinds import CommentKind
from contributions.models import Comment
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.settling import settled_by
from contributions.templatetags.people_names import colleague, contributor_url, whereabouts
from contributions.templatetags.wiki_tags import day_name, within_quotes

ANSWERED = '<b>{}</b>{} <a class="quiet" href="{}">{}</a>'
SAID = '<span class="kind">{}</span>\n{}{}{}<a class="quiet" href="{}"><time datetime="{}">{}</time></a>'


def byline(shown: CommentContext, comment: Comment) -> SafeString:
    """Returns the line below what was said."""
    return join(
        [
            _answered(comment) if comment.kind == CommentKind.ANSWER else _said(comment),
            _corrected() if comment.version > 1 else NOTHING,
            *(_incorporated(comment, one) for one in getattr(comment, "shown_incorporations", ())),
            _withdrawn() if comment.withdrawn_at else NOTHING,
            _hidden(shown, comment) if comment.is_hidden else NOTHING,
            fill(".\n{}", settled_by(comment)) if shown.is_alone and comment.is_settled else NOTHING,
        ]
    )


def _answered(comment: Comment) -> SafeString:
    author, day = comment.author, sentence(_("answered %(day)s"), day=day_name(comment.created_at))
    return fill(ANSWERED, colleague(author), whereabouts(author), comment.get_absolute_url(), day)


def _said(comment: Comment) -> SafeString:
    author, url, moment = comment.author, comment.get_absolute_url(), timezone.localtime(comment.created_at)
    kind = _kinds()[comment.kind]
    return fill(
        SAID, kind, _by(comment), whereabouts(author), comma(), url, moment.isoformat(), day_name(moment.date())
    )


def _by(comment: Comment) -> SafeString:
    author = comment.author
    if author.is_anonymous_author:
        return sentence(_by_anonymous(), url=contributor_url(author.handle))
    return sentence(_by_name(), name=colleague(author))


@per_language
def _by_anonymous() -> str:
    return pgettext("said", 'by <b><a href="%(url)s">an anonymous colleague</a></b>')


@per_language
def _by_name() -> str:
    return pgettext("said", "by <b>%(name)s</b>")


@per_language
def _kinds() -> dict[str, SafeString]:
    return {kind.value: SafeString(escaped(kind.label)) for kind in CommentKind}


@per_language
def _corrected() -> SafeString:
    return SafeString(comma() + _("corrected"))


def _incorporated(comment: Comment, one: Incorporation) -> SafeString:
    if one.page_id == comment.page_id:
        words = sentence(_("incorporated into the page, version %(version)s"), version=one.version)
    else:
        template = _("incorporated into “%(title)s”, version %(version)s")
        words = sentence(template, title=first_language_words(within_quotes(one.page.title)), version=one.version)
    return fill(', <b><a href="{}">{}</a></b>', one.get_absolute_url(), words)


@per_language
def _withdrawn() -> SafeString:
    return fill('.\n<span class="state warn">{}</span>', SafeString(_("withdrawn: you alone see it")))


def _hidden(shown: CommentContext, comment: Comment) -> SafeString:
    if shown.is_own(comment):
        words = _("hidden by the editors: you and they alone see it")
    else:
        words = _("hidden: its author and the editors see it")
    return fill(". <b>{}</b>\n<q>{}</q>", SafeString(words), within_quotes(comment.hidden_reason))
