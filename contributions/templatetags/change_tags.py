"""The lines of what is new, drawn in Python: a screen has fifty, and a template took half a millisecond for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.access import Rights
from campaign.site_settings.first_language import in_first_language
from common.html import NOTHING, escaped, fill, join, per_language, sentence
from common.html.icons import icon
from common.words.dates import time_of_day
from common.words.text_lists import comma, side_by_side
from contributions.cached_urls import cached_reverse
from contributions.models import Comment, Page
from contributions.pages.act_names import act_in_words
from contributions.recent_changes.entries import ARRANGED, ASKED, COMMENT, VERSION, RecentChange, RecentChangeGroup
from contributions.recent_changes.unseen import unseen_region
from contributions.templatetags.people_names import colleague
from contributions.templatetags.wiki_tags import when, within_quotes

register = template.Library()

LINE = (
    '<li class="t{}">\n<span class="tile" aria-hidden="true"><b>{}</b></span>\n<div>\n<p>\n{}\n{}\n</p>\n{}</div>\n'
    '<{} class="acts">{}</{}>\n</li>\n'
)


READ_FORM = (
    '\n<form method="post" action="{}" hx-post="{}" hx-swap="none">\n{}<input type="hidden" name="next" value="{}">'
    '<input type="hidden" name="read" value="{}">\n<button class="btn small" type="submit">\n{}\n{}\n</button>\n</form>\n'
)
FRESH = SafeString('role="status" tabindex="-1" autofocus')


@register.simple_tag(takes_context=True)
def change_lines(context: Context, groups: Iterable[RecentChangeGroup]) -> SafeString:
    """The items of the list of one day; no query."""
    lines = ChangeLines(context["can"], lambda line: read_mark(context, line))
    return join([lines.group(group) for group in groups])


@register.simple_tag(takes_context=True)
def read_mark(context: Context, line: RecentChange, *, is_fresh: bool = False) -> SafeString:
    """What editors press once they have read it, or who has read it: just now, where that `is_fresh`."""
    if line.review is None:
        return SafeString("\n")
    if line.waits:
        revision: Any = line.revision
        words = pgettext("mark", 'Read<span class="vh"> what %(name)s wrote %(when)s</span>')
        said = sentence(words, name=revision.author_name, when=when(line.moment))
        url = cached_reverse("contributions:changes_read")
        csrf = fill('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context["csrf_token"])
        return fill(READ_FORM, url, url, csrf, context.get("here", ""), line.token, icon("check"), said)
    review: Any = line.review
    said = sentence(_("read by %(name)s %(when)s"), name=review.by.public_name, when=when(review.at))
    return fill('\n<span class="meta read" {}>{}\n{}</span>\n', FRESH if is_fresh else NOTHING, icon("check"), said)


def unseen_mark() -> SafeString:
    return fill('\n<b class="state ok">{}</b>', pgettext("since the last visit", "new"))


class ChangeLines:
    """Draws lines for a reader who has these rights; `mark` draws the mark of an editor."""

    def __init__(self, can: Rights, mark: Callable[[RecentChange], SafeString]) -> None:
        self.can_write, self.can_edit_guide, self.mark = can.write, can.edit_guide, mark
        self.language, self.comma = in_first_language(), comma()
        self._names: dict[int | None, str] = {}

    def group(self, group: RecentChangeGroup) -> SafeString:
        """What one person did to one thing in one day: a line, or several that can be opened."""
        line = group.newest
        if group.has_several:
            return self._line(line, self._several(group), self._acts_of_several(group), tag="p")
        body, acts = {
            VERSION: self._version,
            COMMENT: self._comment,
            ASKED: self._question,
            ARRANGED: self._arranged,
        }[line.place.rank](line)
        return self._line(line, body, acts)

    def _line(self, line: RecentChange, body: SafeString, acts: SafeString, tag: str = "div") -> SafeString:
        theme = line.theme
        subject, author = _subject(line, self.language), self._author(line)
        return fill(LINE, theme.paper, theme.number, subject, author, body, tag, acts, tag)

    def _author(self, line: RecentChange) -> SafeString:
        state = NOTHING
        if line.is_by_somebody_new:
            words = _("first contribution") if line.is_first_of_hers else _("new here")
            state = fill('\n<b class="state">{}</b>', words)
        state += SafeString(unseen_region(line, unseen_mark() if line.is_unseen else NOTHING))
        return fill('<span class="meta">{}{}{}{}</span>', self._who(line), state, self.comma, _time(line))

    def _who(self, line: RecentChange) -> str:
        if line.question and not line.revision and not line.person:
            return escaped(line.question.get_origin_display())
        key = line.person.pk if line.person else None
        if key not in self._names:
            self._names[key] = SafeString(escaped(colleague(line.person)))
        return self._names[key]

    def _version(self, line: RecentChange) -> tuple[SafeString, SafeString]:
        revision: Any = line.revision
        page: Any = line.page
        body = NOTHING
        if revision.summary:
            body += fill('<p class="summary"><q{}>{}</q></p>\n', self.language, within_quotes(revision.summary))
        if revision.is_text_hidden:
            body += fill('<p class="minor">{}</p>\n', _("The editors have hidden this text."))
        if said := _act(revision):
            body += fill('<p class="minor">\n{}\n</p>\n', said)
        acts = self._changes(line.changes_url)
        if revision.is_first and not acts:
            acts = fill('\n<a class="btn small" href="{}">{}</a>', page.get_absolute_url(), _("Read"))
        return body, acts + _history(page) + self._mark(line)

    def _comment(self, line: RecentChange) -> tuple[SafeString, SafeString]:
        revision: Any = line.revision
        comment: Any = line.comment
        if revision.is_text_hidden:
            words = fill('<p class="minor">{}</p>\n', _("The editors have hidden this text."))
        else:
            words = fill('<p class="summary"><q{}>{}</q></p>\n', self.language, within_quotes(comment.excerpt))
        acts = self._changes(line.changes_url)
        if self.can_write and revision.is_first:
            acts += fill(
                '\n<a class="btn plain small" href="{}#answer-{}">{}</a>',
                comment.get_absolute_url(),
                comment.reply_to_id or comment.pk,
                pgettext("button", "Answer"),
            )
        return words + fill('<p class="minor">\n{}\n</p>\n', _kind(line, comment)), acts + self._mark(line)

    def _question(self, line: RecentChange) -> tuple[SafeString, SafeString]:
        question: Any = line.question
        said = _("a question, answered by now") if question.answer_count else _("a question without an answer yet")
        read = fill('<a class="btn plain small" href="{}">{}</a>', question.get_absolute_url(), _("Read"))
        return fill('<p class="minor">\n{}\n</p>\n', said), read

    def _arranged(self, line: RecentChange) -> tuple[SafeString, SafeString]:
        entry: Any = line.entry
        return fill('<p class="minor">{}</p>\n', entry.get_act_display()), _history(line.page, "")

    def _several(self, group: RecentChangeGroup) -> SafeString:
        n, waiting = len(group.lines), len(group.waiting)
        count = SafeString(escaped(ngettext("%(n)s version", "%(n)s versions that day", n) % {"n": n}))
        if waiting:
            words = ngettext("%(n)s to read", "%(n)s to read", waiting) % {"n": waiting}
            count += fill('\n<b class="state warn">{}</b>', words)
        versions = join([self._of_several(line) for line in group.lines])
        return fill(
            '<details class="several">\n<summary>\n{}\n</summary>\n<ol>\n{}</ol>\n</details>\n', count, versions
        )

    def _of_several(self, line: RecentChange) -> SafeString:
        """One version inside a group: when, and in a word what."""
        revision: Any = line.revision
        words = fill('<span class="meta">{}</span>\n', _time(line))
        if revision.summary:
            words += fill("<q{}>{}</q>\n", self.language, within_quotes(revision.summary))
        if revision.is_text_hidden:
            words += fill('<span class="minor">{}</span>\n', _("The editors have hidden this text."))
        if line.page and (said := _act(revision)):
            words += fill('<span class="minor">{}</span>\n', said)
        changes = NOTHING
        if line.changes_url:
            changes = fill(
                '<a class="btn plain small" href="{}">{}<span class="vh"> ({})</span></a>',
                line.changes_url,
                _("See what changed"),
                time_of_day(line.moment),
            )
        item = '<li>\n{}<span class="acts">{}<span id="read-{}">{}</span></span>\n</li>\n'
        return fill(item, words, changes, line.token, self.mark(line))

    def _acts_of_several(self, group: RecentChangeGroup) -> SafeString:
        page = group.newest.page
        return self._changes(group.changes_url) + (_history(page) if page else NOTHING) + SafeString("\n")

    def _changes(self, url: str) -> SafeString:
        return fill('\n<a class="btn small" href="{}">{}</a>', url, _see()) if url else NOTHING

    def _mark(self, line: RecentChange) -> SafeString:
        """For editors; its place is there before anything waits, so that a press finds it."""
        if not self.can_edit_guide:
            return SafeString("\n")
        return fill('\n<span id="read-{}">{}</span>\n', line.token, self.mark(line))


def _time(line: RecentChange) -> SafeString:
    moment = timezone.localtime(line.moment)
    return fill('<time datetime="{}">{}</time>', moment.isoformat(), time_of_day(moment))


def _history(page: Page | None, before: str = "\n") -> SafeString:
    address = page.screen_url("history") if page else ""
    return fill('{}<a class="btn plain small" href="{}">{}</a>', SafeString(before), address, _history_word())


@per_language
def _history_word() -> SafeString:
    return SafeString(escaped(_("History")))


@per_language
def _see() -> SafeString:
    return SafeString(escaped(_("See what changed")))


def _act(revision: Any) -> str:
    """What was done, where that is more than an edit, and whether it was a detail."""
    act = act_in_words(revision)
    return side_by_side((act, _("a detail") if revision.is_minor else ""))


def _kind(line: RecentChange, comment: Comment) -> str:
    if line.revision and not line.revision.is_first:
        return _("corrected what she said")
    if comment.reply_to_id:
        return pgettext("what somebody did", "answered")
    return str(comment.get_kind_display())


def _subject(line: RecentChange, language: SafeString) -> SafeString:
    """What the line is about, and where it leads."""
    state = NOTHING
    if question := line.question:
        url, words = question.get_absolute_url(), question.text
        if question.is_hidden:
            state = _state(_("hidden"))
    elif comment := line.comment:
        url = comment.place_url
        words = comment.place_title
        if comment.is_hidden:
            state = _state(_("hidden"))
        elif comment.withdrawn_at:
            state = _state(_("withdrawn"))
    else:
        page: Any = line.page
        url, words = page.get_absolute_url(), (line.revision.title if line.revision else "") or page.title
        if page.is_hidden:
            state = _state(_("hidden"))
        if page.is_merged:
            state += fill('\n<span class="state">{}</span>', _("merged"))
    return fill('<a class="page-name" href="{}"{}>{}</a>{}', url, language, words, state)


def _state(words: str) -> SafeString:
    return fill('\n<b class="state warn">{}</b>', words)
