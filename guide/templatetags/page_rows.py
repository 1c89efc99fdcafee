"""The rows of lists of pages, drawn in Python: a screen has thirty, and a template took 0.3 ms for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.site_settings.first_language import in_first_language
from common.html import NOTHING, fill, join
from common.words.digit_grouping import grouped
from common.words.text_lists import comma
from contributions.models import Page
from contributions.templatetags.passage_tags import readers_in_words
from contributions.templatetags.wiki_tags import day_name, typeset
from guide.templatetags.guide_tags import edits_guide, tips_of
from guide.tips.models import Tip

register = template.Library()

ROW = (
    '<li>\n<div>\n<h3 class="h-2"><a href="{}"{}>{}</a></h3>\n<p{}>{}</p>\n'
    '{}<p class="meta">\n{}{}{}{}\n</p>\n</div>\n{}</li>\n'
)


@register.simple_tag(takes_context=True)
def page_rows(context: Context, pages: Iterable[Page], *, is_ranking: bool = False) -> SafeString:
    """The items of the list of some pages, with the flags of the tips that rest on them; one query. A ranking says of each how
    many found it useful.
    """
    shown, is_editor = list(pages), edits_guide(context)
    tips = tips_of(shown)
    flags = {page.pk: tip_flags(tips.get(page.pk, []), is_editor=is_editor) for page in shown}
    return join([_row(page, flags[page.pk], is_ranking=is_ranking) for page in shown])


def tip_flags(tips: Sequence[Tip], *, is_editor: bool) -> SafeString:
    """The small flags of a page in a list."""
    if not tips:
        return NOTHING
    flags = join([_flag(tip, is_editor=is_editor) for tip in tips])
    return fill(
        '<p class="flags">\n<span class="vh">{}</span>\n{}<span class="flag" aria-hidden="true">{}</span>\n</p>\n',
        _("in the guide: tip"),
        flags,
        _("in the guide"),
    )


def _flag(tip: Tip, *, is_editor: bool) -> SafeString:
    tile = fill('<span class="tile"><b>{}</b></span>', tip.number)
    if not is_editor:
        return fill('<span class="flag t{}">{}</span>\n', tip.theme.paper, tile)
    title = fill('<span class="vh"{}>\n{}</span>', in_first_language(), tip.title)
    return fill('<a class="flag t{}" href="{}">{}{}</a>\n', tip.theme.paper, tip.get_absolute_url(), tile, title)


def _row(page: Page, flags: SafeString, *, is_ranking: bool) -> SafeString:
    useful = fill('<p class="meta"><b>{}</b></p>\n', readers_in_words(page)) if is_ranking else NOTHING
    hidden = fill('<b class="state warn">{}</b>\n', _("hidden")) if page.is_hidden else NOTHING
    authors = len(page.byline)
    written = ngettext("%(n)s person wrote here", "%(n)s people wrote here", authors) % {"n": grouped(authors)}
    day = day_name(page.modified_at)
    if page.version == 1:
        changed = pgettext("page", "opened %(day)s") % {"day": day}
    else:
        changed = pgettext("page", "revised %(day)s") % {"day": day}
    words, language = typeset(page.excerpt), in_first_language()
    return fill(
        ROW,
        page.get_absolute_url(),
        language,
        page.title,
        language,
        words,
        useful,
        hidden,
        written,
        comma(),
        changed,
        flags,
    )
