"""The rows of a history, drawn in Python: a screen has fifty, and a template took most of a millisecond for each."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contributions.pages.act_names import act_in_words
from contributions.revision_views.history import History, HistoryRow
from contributions.templatetags.button_html.thank import may_be_thanked_by
from contributions.templatetags.people_names import colleague, name_inside
from contributions.templatetags.wiki_tags import when, within_quotes
from html_format import NOTHING, escaped, fill, join
from html_format.icons import icon
from site_settings.first_language import in_first_language
from text_lists import comma, side_by_side

register = template.Library()

PICK = '<label><input type="radio" name="{}" value="{}" {}><span class="vh">{}</span></label>\n'
SAID = (
    '<b>{}</b>{} <span class="meta">{}{}<time datetime="{}">{}</time></span>\n</p>\n{}{}{}{}</div>\n'
    '<div class="acts">\n{}<a class="btn plain small" href="{}">{}</a>\n{}\n</div>\n'
)
MENU = (
    '<details class="drop">\n<summary class="btn plain small">\n{}\n{}<span class="vh"> ({})</span>\n</summary>\n'
    "<div>\n{}\n</div>\n</details>"
)
THANK = '<button type="submit" form="{}" name="version" value="{}" aria-pressed="{}">\n{}\n{}\n</button>\n'


@register.simple_tag(takes_context=True)
def history_rows(context: Context, history: History) -> SafeString:
    """The items of one page of a history; no query. The templates around it say `may_restore`, `may_hide_versions`, and
    `thanked_page` where thanks can be given.
    """
    rows = HistoryRows(context, history)
    return join([rows.row(row) for row in history.rows])


class HistoryRows:
    """Draws the rows for the reader of a context. What every row says is worded once."""

    def __init__(self, context: Context, history: History) -> None:
        self.picks, self.user = history.picks, context["user"]
        self.may_thank = bool(context.get("thanked_page")) and context["can"].write
        self.may_hide, self.may_restore = bool(context.get("may_hide_versions")), bool(context.get("may_restore"))
        self._comma, self._language = comma(), in_first_language()
        self._names: dict[int | None, SafeString] = {}
        self._version = _worded(_("Version %(version)s"))
        self._older = _worded(_("Version %(version)s as the older one"))
        self._newer = _worded(_("Version %(version)s as the newer one"))
        self._about = _worded(_("version %(version)s"))
        self._see, self._read = _worded(_("See what changed")), _worded(_("Read"))
        self._more, self._go_back = _worded(pgettext("menu", "More")), _worded(_("Go back to it"))
        self._hide = SafeString(_('Hide the text<span class="vh"> (version %(version)s)</span>'))
        self._undo = SafeString(_('Undo this change<span class="vh"> (version %(version)s)</span>'))
        self._thank = _('Say thank you<span class="vh"> to %(name)s, version %(version)s</span>')

    def row(self, row: HistoryRow) -> SafeString:
        revision: Any = row.revision
        moment = timezone.localtime(revision.date)
        said = fill(
            SAID,
            _of(self._version, revision.version),
            fill('\n<span class="state ok">{}</span>', _("the present one")) if row.is_newest else NOTHING,
            *(self._who(revision), self._comma),
            moment.isoformat(),
            when(moment),
            fill('<p class="minor"><b>{}</b></p>\n', _("text hidden by the editors"))
            if revision.is_text_hidden
            else NOTHING,
            fill('<p class="summary"><q{}>{}</q></p>\n', self._language, within_quotes(revision.summary))
            if revision.summary
            else NOTHING,
            _act(revision),
            _origin(revision),
            fill('<a class="btn small" href="{}">{}</a>\n', row.changes_url, self._see) if row.changes_url else NOTHING,
            row.read_url,
            self._read,
            self._menu(row),
        )
        item = '<li id="version-{}">\n<div class="picks">\n{}</div>\n<div>\n<p>\n{}</li>\n'
        return fill(item, revision.version, self._picks(revision.version), said)

    def _who(self, revision: Any) -> SafeString:
        key = revision.history_user_id
        if key not in self._names:
            self._names[key] = SafeString(escaped(colleague(revision.author)))
        return self._names[key]

    def _picks(self, version: int) -> SafeString:
        older, newer = _of(self._older, version), _of(self._newer, version)
        checked = ["checked" if version == pick else "" for pick in self.picks]
        return fill(PICK + PICK, "older", version, checked[0], older, "newer", version, checked[1], newer)

    def _menu(self, row: HistoryRow) -> SafeString:
        """The rarer acts on a version; nothing where there is none."""
        acts = self._thanks(row) + self._links(row)
        if not acts:
            return NOTHING
        return fill(MENU, icon("chevron-down"), self._more, _of(self._about, row.revision.version), acts)

    def _thanks(self, row: HistoryRow) -> SafeString:
        revision: Any = row.revision
        if not (self.may_thank and may_be_thanked_by(revision, self.user)):
            return NOTHING
        said = SafeString(self._thank % {"name": escaped(name_inside(revision.author)), "version": revision.version})
        form, pressed, drawing = ("thank-not", "true", "check") if revision.is_thanked else ("thank", "false", "flower")
        return fill(THANK, form, revision.version, pressed, icon(drawing), said)

    def _links(self, row: HistoryRow) -> SafeString:
        revision, links = row.revision, NOTHING
        if revision.is_text_hidden:
            return links
        if self.may_hide and not row.is_newest:
            links += fill('<a href="{}">\n{}\n</a>\n', row.hide_url, _of(self._hide, revision.version))
        if self.may_restore and row.undo_url and not row.is_newest:
            links += fill('<a href="{}">\n{}\n</a>\n', row.undo_url, _of(self._undo, revision.version))
        if self.may_restore and row.revert_url:
            links += fill('<a href="{}">{}</a>\n', row.revert_url, self._go_back)
        return links


def _worded(words: str) -> SafeString:
    return SafeString(escaped(words))


def _of(words: SafeString, version: int) -> SafeString:
    return SafeString(words % {"version": version})


def _act(revision: Any) -> SafeString:
    said = side_by_side((act_in_words(revision), _("a detail") if revision.is_minor else ""))
    return fill('<p class="minor">\n{}\n</p>\n', said) if said else NOTHING


def _origin(revision: Any) -> SafeString:
    """The page from which the version came, where two were brought together."""
    origin = getattr(revision, "origin", None)
    if not origin:
        return NOTHING
    values = {"title": within_quotes(origin.page.title), "version": origin.version}
    return fill(
        '<p class="minor">\n<a href="{}">{}</a>\n</p>\n', origin.url, _("“%(title)s”, version %(version)s") % values
    )
