"""What stands around the rows of a comparison, drawn in Python: as templates it took as long as comparing the two texts."""

from __future__ import annotations

from typing import cast

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.site_settings.first_language import in_first_language
from common import markup
from common.html import NOTHING, fill, pattern, per_language, sentence
from common.html.icons import icon
from common.words import text_lists
from common.words.text_lists import comma
from contributions.history_models import RevisionDetails
from contributions.models import Page
from contributions.revision_views.comparison import Comparison
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.button_html.thank import thank_button
from contributions.templatetags.diff_rows import diff_rows
from contributions.templatetags.people_names import colleague
from contributions.templatetags.wiki_tags import when, within_quotes

register = template.Library()

HEAD = (
    '<header class="stack dh">\n<h1>{}</h1>\n<p class="lead quiet">{}</p>\n'
    '<p class="row tools">\n{}{}{}{}\n</p>\n{}</header>\n'
)
SUMMARY = "{}{}\n<q{}>{}</q>"
PREVIOUS = '<a class="btn" rel="prev" href="{}">{}\n{}</a>\n'
NEXT = '<a class="btn" rel="next" href="{}">{}\n{}</a>\n'
OTHER = '<a class="btn plain" href="{}">{}</a>\n'
LEGEND = '<span class="meta legend"><ins>%s</ins> <del>%s</del></span>'
TABLE = '<table class="diff{}">\n<caption class="vh">{}</caption>\n<thead>\n<tr>\n{}{}</tr>\n</thead>\n{}</table>\n'  # its rows
COLUMN = '<th scope="col"><b>{}</b> <span class="meta">{}{}{}</span></th>\n'
AFTER = '<p class="row after">\n{}{}</p>\n'
UNDO = '<a class="btn" href="{}">{} {}</a>\n'
REVERT = '<a class="btn{}" href="{}">{}</a>\n<span class="hint">{}</span>\n'


@register.simple_tag(takes_context=True)
def comparison_head(context: Context, comparison: Comparison, thanked_page: Page | None = None) -> SafeString:
    """Which versions are compared, and the way to others; where a step of `thanked_page` is, the button that thanks for it."""
    return fill(
        HEAD,
        comparison.title,
        _lead(comparison),
        _previous(comparison),
        _next(comparison),
        _other_views(comparison),
        _legend(),
        _thank(context, comparison, thanked_page) if thanked_page else NOTHING,
    )


@register.simple_tag
def comparison_table(comparison: Comparison) -> SafeString:
    """The two versions of which something differs, as a table."""
    older, newer = comparison.older, comparison.newer
    caption = _("Comparison of versions %(a)s and %(b)s") % {"a": older.version, "b": newer.version}
    unified = " unified" if comparison.is_unified else ""
    return fill(TABLE, unified, caption, _column(older), _column(newer), _rows(comparison))


@register.simple_tag
def comparison_acts(comparison: Comparison) -> SafeString:
    """The way to undo what is compared, or to go back to the older version, as far as that can be done."""
    undo, revert, plain = NOTHING, NOTHING, ""
    if url := comparison.undo_url:
        undo, plain = fill(UNDO, url, icon("arrow-back-up"), _("Undo this change")), " plain"
    if url := comparison.revert_url:
        words = _("Go back to version %(version)s") % {"version": comparison.older.version}
        hint = _("Going back erases nothing: a version %(version)s is added.") % {
            "version": comparison.text.version + 1
        }
        revert = fill(REVERT, plain, url, words, hint)
    return fill(AFTER, undo, revert)


def _lead(comparison: Comparison) -> SafeString | str:
    if comparison.is_one_step:
        return SafeString(text_lists.close_up(_by(comparison.newer)))
    if comparison.is_one_version:
        return _("This is one and the same version: there is no difference.")
    words = ngettext(
        "From version %(older)s to version %(newer)s: %(n)s version",
        "From version %(older)s to version %(newer)s: %(n)s versions",
        comparison.steps,
    )
    return words % {"older": comparison.older.version, "newer": comparison.newer.version, "n": comparison.steps}


def _by(revision: RevisionDetails) -> SafeString:
    """Whose version it is, since when, and how she sums it up."""
    by = sentence(_("By %(name)s, %(when)s"), name=colleague(revision.author, inside=True), when=when(revision.date))
    if not revision.summary:
        return by
    colon = pgettext("before a quotation", ":")
    return fill(SUMMARY, by, colon, in_first_language(), within_quotes(revision.summary))


def _previous(comparison: Comparison) -> SafeString:
    url, version = comparison.previous_url, comparison.older.version
    return fill(PREVIOUS, url, icon("arrow-left"), _step(version - 1)) if url else NOTHING


def _next(comparison: Comparison) -> SafeString:
    url, version = comparison.next_url, comparison.newer.version
    return fill(NEXT, url, _step(version), icon("arrow-right")) if url else NOTHING


def _step(version: int) -> str:
    return _("From %(a)s to %(b)s") % {"a": version, "b": version + 1}


def _other_views(comparison: Comparison) -> SafeString:
    history = fill(OTHER, comparison.text.screen_url("history"), _("Compare other versions"))
    if comparison.is_unified:
        return SafeString(history + fill(OTHER, comparison.url, _("Side by side")))
    return SafeString(history + fill(OTHER, f"{comparison.url}&view=unified", _("In one column")))


def _thank(context: Context, comparison: Comparison, page: Page) -> SafeString:
    return thank_button(ReaderContext.of(context), comparison.newer, page) if comparison.is_one_step else NOTHING


@per_language
def _legend() -> SafeString:
    return fill(pattern(LEGEND, pgettext("legend", "added"), pgettext("legend", "removed")))


def _column(revision: RevisionDetails) -> SafeString:
    words = _("Version %(version)s") % {"version": revision.version}
    return fill(COLUMN, words, colleague(revision.author), comma(), when(revision.date))


def _rows(comparison: Comparison) -> SafeString:
    return diff_rows(
        cast(markup.Diff, comparison.diff),
        "rows",
        is_unified=comparison.is_unified,
        is_unfolded=comparison.is_unfolded,
        unfolded_url=comparison.unfolded_url,
        spoken=in_first_language(),
    )
