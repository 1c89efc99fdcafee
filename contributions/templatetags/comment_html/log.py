"""The log of a page: what was said about it, and its versions in between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.html import NOTHING, fill, join, pattern, per_language, sentence
from common.html.icons import icon
from common.words.text_lists import before_stop, close_up, comma, full_stop
from contributions.history_models import Act
from contributions.models import Page, PageRevision
from contributions.pages.act_names import act_in_words
from contributions.templatetags.comment_html.context import CommentContext
from contributions.templatetags.comment_html.item import comment_item
from contributions.templatetags.people_names import colleague
from contributions.templatetags.wiki_tags import when, within_quotes

EVENT = (
    '<li class="ev">\n<span class="mk">{}</span><p>\n<b>{}</b>\n{}{}{}{}{}<span class="meta">{}</span>\n</p>\n</li>\n'
)


def log_items(shown: CommentContext, page: Page, entries: Iterable[Any]) -> SafeString:
    """Returns the items of the log of a page, of the entries of its Thread."""
    return join(
        comment_item(shown, entry.comment) if entry.comment else _event(shown, page, entry.revision)
        for entry in entries
    )


def _event(shown: CommentContext, page: Page, revision: PageRevision) -> SafeString:
    """A version: what was done, by whom and when."""
    return fill(
        EVENT,
        icon("git-commit"),
        colleague(revision.author),
        _opened() if revision.is_first else _revised(),
        _act(revision),
        fill(_summary(), shown.language, within_quotes(revision.summary)) if revision.summary else NOTHING,
        comma() if revision.is_first else full_stop(),
        NOTHING if revision.is_first else fill(_see(), page.changes_url(revision.version - 1, revision.version)),
        sentence(_moment(), when=when(revision.date), version=revision.version),
    )


def _act(revision: PageRevision) -> SafeString:
    words = act_in_words(revision)
    if revision.act == Act.INCORPORATED:
        return fill("\n{}", words if revision.summary else before_stop(words))
    return fill("\n({})", words) if words and not revision.is_first else NOTHING


@per_language
def _opened() -> SafeString:
    return SafeString(pgettext("event", "opened the page"))


@per_language
def _revised() -> SafeString:
    return SafeString(pgettext("event", "revised the page"))


@per_language
def _summary() -> str:
    return close_up(pattern("%s\n<q{}>{}</q>", pgettext("before a summary", ":")))


@per_language
def _see() -> str:
    return pattern('<a href="{}">%s</a>\n', _("See what changed"))


@per_language
def _moment() -> str:
    return pgettext("event", "%(when)s, version %(version)s")
