"""Parts of the screen of a page. Their templates are rendered once for all pages (`common.caching.prerendered`)."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.caching import placeholders
from common.caching.prerendered import prerendered
from common.html import NOTHING, fill, pattern, per_language
from common.words.digit_grouping import grouped
from common.words.text_lists import close_up
from contributions.cached_urls import cached_reverse
from contributions.feeds.discovery import screen_url
from contributions.models import Page
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.button_html.useful import endorsers_url, useful_button
from contributions.templatetags.button_html.watch import offered_watch_button
from contributions.templatetags.wiki_tags import restorable_by

OWN_TOOLS = "tools"
"""The region of a cached page in which the buttons stand: see contributions.views.pages.own_regions."""
READERS = "readers"
"""The region, numbered by how many found it useful, of those who read it: who reads a page has it made for nobody anew."""
COUNTED = '<p class="meta">\n{}{}\n</p>\n'
READ = '<form data-read="8" method="post" action="{}" hidden>{}</form>\n'  # counts the reader, once: frontend/scripts/read.js


def page_buttons(reader: ReaderContext, page: Page) -> SafeString:
    """Returns what a reader says of a page with one press: useful, followed. No query for a page that went through
    `with_endorsements` and `with_watching`.
    """
    return useful_button(reader, page) + offered_watch_button(reader, page)


def tools(reader: ReaderContext, page: Page) -> SafeString:
    """Returns the row of buttons below the title of a page, with its menu."""
    own = NOTHING if page.is_hidden else SafeString(region_of_buttons(reader, page))
    conditions = {
        "is_hidden": page.is_hidden,
        "is_open": page.open_rights.write,
        "may_comment": page.open_rights.comment,
        "may_nominate": page.open_rights.nominate,
        "is_protected": page.is_protected,
        "is_restorable": restorable_by(page, reader.rights),
        "may_write": reader.may_write,
        "edits_guide": reader.edits_guide,
    }
    return prerendered(
        "contributions/pages/_tools.html",
        conditions,
        own=own,
        address=page.get_absolute_url(),
        nuance=_url(page, "contributions:page_nuance"),
        feed=screen_url(page),
        questions=_url(page, "contributions:page_questions"),
        nominate=_url(page, "guide:nominate"),
        promote=_url(page, "guide:promote"),
        report=cached_reverse("contributions:report", "page", str(page.pk)),
    )


def region_of_buttons(reader: ReaderContext, page: Page) -> str:
    """Returns the buttons; marked in a cached page, where a reader may have her own."""
    return placeholders.region(OWN_TOOLS, page.pk, page_buttons(reader, page))


def selection_toolbar(reader: ReaderContext, page: Page) -> SafeString:
    """Returns what a script shows at chosen words, for whoever may write."""
    open_now = page.open_rights
    if not reader.may_write or page.is_hidden or not (open_now.endorse or open_now.comment or open_now.nominate):
        return NOTHING
    return prerendered(
        "contributions/passages/_selection_toolbar.html",
        {"may_endorse": open_now.endorse, "may_comment": open_now.comment, "may_nominate": open_now.nominate},
        nuance=_url(page, "contributions:page_nuance") if open_now.comment else "",
        nominate=_url(page, "guide:nominate") if open_now.nominate else "",
        endorse=_url(page, "contributions:passage_endorse"),
        csrf=reader.csrf_field,
    )


def readers(reader: ReaderContext, page: Page) -> SafeString:
    """Returns how many read a page and found it useful, and what counts the reader."""
    if page.is_hidden:
        return NOTHING
    useful = getattr(page, "useful_count", 0)
    counted = counted_readers(useful, getattr(page, "readers_count", 0), endorsers_url(page))
    if not reader.is_signed_in:
        return counted
    url, csrf = _url(page, "contributions:page_read"), reader.csrf_field
    return SafeString(placeholders.region(READERS, useful, counted)) + fill(READ, url, csrf)


def counted_readers(useful: int, readers: int, endorsers: str) -> SafeString:
    """Returns how many found a page useful, of how many who read it; nothing where nobody is known to have read it yet."""
    words = counted_in_words(useful, readers)
    see = fill(_see_who(), endorsers) if useful else NOTHING
    return SafeString(close_up(fill(COUNTED, words, see))) if words else NOTHING


@per_language
def _see_who() -> str:
    return pattern('\n<a href="{}">%s</a>', _("See who"))


def readers_in_words(page: Page) -> str:
    """How many found a page useful, of how many who read it; "" where nobody is known to have read it yet."""
    return counted_in_words(getattr(page, "useful_count", 0), getattr(page, "readers_count", 0))


def counted_in_words(useful: int, readers: int) -> str:
    """The same for two numbers."""
    if not useful:
        words = ngettext("%(n)s person has read this page.", "%(n)s people have read this page.", readers)
        return words % {"n": grouped(readers)} if readers else ""
    if readers <= 1:
        return ngettext("Useful to %(n)s person.", "Useful to %(n)s people.", useful) % {"n": grouped(useful)}
    words = ngettext(
        "Useful to %(n)s person of the %(readers)s who have read this page.",
        "Useful to %(n)s people of the %(readers)s who have read this page.",
        useful,
    )
    return words % {"n": grouped(useful), "readers": grouped(max(readers, useful))}


def _url(page: Page, name: str) -> str:
    return cached_reverse(name, page.theme.slug, page.slug)
