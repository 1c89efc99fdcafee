"""The notes in the margin of a page, drawn in Python: how many agree with a passage, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaign.site_settings.first_language import in_first_language
from common.html import NOTHING, fill, join, pattern, per_language, sentence
from common.html.icons import icon
from common.words.digit_grouping import grouped
from common.words.text_lists import close_up, comma
from contributions.cached_urls import cached_reverse
from contributions.models import Comment, Page, Passage
from contributions.templatetags.button_html.reader import ReaderContext
from contributions.templatetags.people_names import colleague
from contributions.templatetags.wiki_tags import within_quotes

NOTE = (
    '<section class="m-note{}" id="passage-{}" tabindex="-1" aria-labelledby="passage-{}-words" data-exact="{}"'
    ' data-prefix="{}" {}>\n<p class="m-q" id="passage-{}-words"{}>{}</p>\n{}{}{}</section>\n'
)
NUANCE = (
    '<div class="margin-comment">\n<blockquote class="voice"{}>{}</blockquote>\n<p class="meta">\n'
    '<b>{}</b>{}<a href="{}">{}</a>{}\n</p>\n</div>\n'
)


def margin_notes(reader: ReaderContext, page: Page, notes: Iterable[Any]) -> SafeString:
    """Returns the sections of some contributions.views.passages.margin.Note."""
    return join(_note(reader, page, note) for note in notes)


def _note(reader: ReaderContext, page: Page, note: Any) -> SafeString:
    passage: Passage = note.passage
    return fill(
        NOTE,
        *("" if note.nuances else " agreed", passage.pk, passage.pk),
        *(passage.words_now_as_shown, passage.prefix),
        SafeString("data-mine" if _is_endorsed(passage) else ""),
        *(passage.pk, in_first_language(), passage.opening),
        _change(page, passage) if passage.is_changed else NOTHING,
        join(_nuance(one) for one in note.nuances),
        _agreement(page, passage)
        if not (reader.may_write and note.can_be_agreed_with and reader.open_now.endorse)
        else _form(reader, page, passage),
    )


def _is_endorsed(passage: Passage) -> bool:
    return bool(getattr(passage, "is_endorsed", False))


def _change(page: Page, passage: Passage) -> SafeString:
    """That it has changed, and what it said, unless editors have hidden these words."""
    if passage.words_are_hidden:
        return fill('<p class="meta">\n{}\n</p>\n', SafeString(_("The passage has changed since")))
    words = sentence(_("See it in version %(version)s"), version=passage.page_version)
    said, url = within_quotes(passage.exact_as_shown), page.screen_url(f"revisions/{passage.page_version}")
    told = pattern('%s <q{}>{}</q> <a href="{}">{}</a>', _("This passage has changed since. It said:"))
    return fill(f'<p class="meta">\n{close_up(told)}\n</p>\n', in_first_language(), said, url, words)


def _nuance(nuance: Comment) -> SafeString:
    url, count = nuance.get_absolute_url(), getattr(nuance, "answer_count", 0)
    kind = nuance.get_kind_display().lower()
    words = SafeString(ngettext("%(n)s answer", "%(n)s answers", count) % {"n": count})
    answers = fill('{}<a href="{}">{}</a>', comma(), url, words) if count else NOTHING
    return fill(
        NUANCE, in_first_language(), SafeString(nuance.body_html), colleague(nuance.author), comma(), url, kind, answers
    )


def _form(reader: ReaderContext, page: Page, passage: Passage) -> SafeString:
    """The button with which one agrees, or no longer does."""
    url = cached_reverse("contributions:passage_endorse", page.theme.slug, page.slug)
    value, pressed, drawing = (0, "true", "check") if _is_endorsed(passage) else (1, "false", "thumb-up")
    count, pk = getattr(passage, "useful_count", 0), passage.pk
    return fill(
        _agree(),
        *(url, url, reader.csrf_field, pk, value, pk, pressed, pk, icon(drawing)),
        fill('<span class="n">{}</span>', grouped(count)) if count else NOTHING,
        fill(_who(), _agreeing_url(page, passage)) if count else NOTHING,
    )


@per_language
def _agree() -> str:
    return pattern(
        '<form class="row" method="post" action="{}" hx-post="{}" hx-target="#margin" hx-swap="outerHTML"'
        ' hx-status:422="target:#passages-refused swap:innerHTML" hx-sync="this:drop">\n'
        '{}<input type="hidden" name="passage" value="{}"><input type="hidden" name="useful" value="{}">\n'
        '<button class="btn small" id="agree-{}" type="submit" aria-pressed="{}" aria-describedby="passage-{}-words">\n'
        "{}\n%s\n{}</button>\n{}</form>\n",
        _("I agree"),
    )


@per_language
def _who() -> str:
    words = pgettext("found it useful", "Who?"), _("Who agrees")
    return pattern('<a class="btn plain small" href="{}">%s<span class="vh"> %s</span></a>\n', *words)


def _agreement(page: Page, passage: Passage) -> SafeString:
    """How many agree, for whoever cannot; nothing where nobody does."""
    count = getattr(passage, "useful_count", 0)
    if not count:
        return NOTHING
    words = SafeString(ngettext("%(n)s colleague agrees", "%(n)s colleagues agree", count) % {"n": grouped(count)})
    return fill('<p class="meta">\n<a class="quiet tap" href="{}">{}</a>\n</p>\n', _agreeing_url(page, passage), words)


def _agreeing_url(page: Page, passage: Passage) -> str:
    return cached_reverse("contributions:passage_endorsers", page.theme.slug, page.slug, passage.pk)
