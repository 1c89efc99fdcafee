"""The rows of a history, drawn in Python: a screen has fifty, and a template took most of a millisecond for each."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaign.site_settings.first_language import in_first_language
from common.html import NOTHING, escaped, fill, per_language
from common.html.icons import icon
from common.words.text_lists import comma, side_by_side
from contributions.pages.act_names import act_in_words
from contributions.revision_views.history import History
from contributions.templatetags.button_html.thank import may_be_thanked_by
from contributions.templatetags.people_names import colleague, name_inside
from contributions.templatetags.wiki_tags import when, within_quotes

register = template.Library()


@register.simple_tag(takes_context=True)
def history_rows(context: Context, history: History) -> SafeString:
    """The items of one page of a history; no query. The templates around it say `may_restore`, `may_hide_versions`, and
    `thanked_page` where thanks can be given.
    """
    rows = HistoryRows(context, history)
    return SafeString("".join([rows.row(revision) for revision in history.revisions]))


class Pieces(NamedTuple):
    """What rows are put together from: our own HTML and words, with `%(name)s` for each value of a row."""

    begin: str
    newest: str
    by: str
    hidden: str
    summary: str
    acts: str
    changes: str
    read: str
    menu: str
    thank: str
    thanked: str
    hide: str
    undo: str
    revert: str
    end_of_menu: str
    end: str


@per_language
def _pieces() -> Pieces:
    say_thanks = _('Say thank you<span class="vh"> to %(name)s, version %(version)s</span>')
    return Pieces(
        begin='<li id="version-%(version)s">\n<div class="picks">\n'
        + _pick("older", escaped(_("Version %(version)s as the older one")))
        + _pick("newer", escaped(_("Version %(version)s as the newer one")))
        + f"</div>\n<div>\n<p>\n<b>{escaped(_('Version %(version)s'))}</b>",
        newest=f'\n<span class="state ok">{_fixed(_("current"))}</span>',
        by=f' <span class="meta">%(author)s{_fixed(comma())}<time datetime="%(date)s">%(when)s</time></span>\n</p>\n',
        hidden=f'<p class="minor"><b>{_fixed(_("text hidden by the editors"))}</b></p>\n',
        summary='<p class="summary"><q%(language)s>%(summary)s</q></p>\n',
        acts='%(act)s%(origin)s</div>\n<div class="acts">\n',
        changes=f'<a class="btn small" href="%(changes)s">{_fixed(_("See what changed"))}</a>\n',
        read=f'<a class="btn plain small" href="%(revisions)s%(version)s/">{_fixed(_("Read"))}</a>\n',
        menu=f'<details class="drop">\n<summary class="btn plain small">\n{_fixed(icon("chevron-down"))}\n'
        f'{_fixed(pgettext("menu", "More"))}<span class="vh"> ({escaped(_("version %(version)s"))})</span>\n'
        "</summary>\n<div>\n",
        thank=_thank("thank", "false", "flower", say_thanks),
        thanked=_thank("thank-not", "true", "check", say_thanks),
        hide='<a href="%(revisions)s%(version)s/hide/">\n'
        + _('Hide the text<span class="vh"> (version %(version)s)</span>')
        + "\n</a>\n",
        undo='<a href="%(undo)s?version=%(version)s">\n'
        + _('Undo this change<span class="vh"> (version %(version)s)</span>')
        + "\n</a>\n",
        revert=f'<a href="%(revert)s?version=%(version)s">{_fixed(_("Go back to it"))}</a>\n',
        end_of_menu="\n</div>\n</details>",
        end="\n</div>\n</li>\n",
    )


def _pick(name: str, words: str) -> str:
    field = f'<input type="radio" name="{name}" value="%(version)s" %(is_{name})s>'
    return f'<label>{field}<span class="vh">{words}</span></label>\n'


def _thank(form: str, pressed: str, drawing: str, words: str) -> str:
    begin = f'<button type="submit" form="{form}" name="version" value="%(version)s" aria-pressed="{pressed}">'
    return f"{begin}\n{_fixed(icon(drawing))}\n{words}\n</button>\n"


def _fixed(words: str) -> str:
    """Returns words in which no value stands."""
    return escaped(words).replace("%", "%%")


class Author(NamedTuple):
    """Who wrote a version: as she stands in its row, as its button names her, and whether she can be thanked."""

    html: str
    name: str
    may_be_thanked: bool


class HistoryRows:
    """Draws the rows for the reader of a context."""

    def __init__(self, context: Context, history: History) -> None:
        self.text, self.picks, self.user = history.text, history.picks, context["user"]
        self.may_thank = bool(context.get("thanked_page")) and context["can"].write
        self.may_hide, self.may_restore = bool(context.get("may_hide_versions")), bool(context.get("may_restore"))
        self._pieces, self._authors = _pieces(), dict[int | None, Author]()
        self._same = {name: escaped(self.text.screen_url(name)) for name in ("revisions", "undo", "revert")}
        self._same["language"] = in_first_language()

    def row(self, revision: Any) -> str:
        """Returns the HTML of a version's row."""
        pieces, version, older = self._pieces, revision.version, revision.version - 1
        author, moment = self._author(revision), timezone.localtime(revision.date)
        html = [
            pieces.begin,
            pieces.newest if version == self.text.version else "",
            pieces.by,
            pieces.hidden if revision.is_text_hidden else "",
            pieces.summary if revision.summary else "",
            pieces.acts,
            pieces.changes if older else "",
            pieces.read,
            self._menu(revision, author),
            pieces.end,
        ]
        return "".join(html) % {
            **self._same,
            "version": version,
            "is_older": "checked" if version == self.picks[0] else "",
            "is_newer": "checked" if version == self.picks[1] else "",
            "author": author.html,
            "name": author.name,
            "date": moment.isoformat(),
            "when": escaped(when(moment)),
            "summary": escaped(within_quotes(revision.summary)),
            "act": _act(revision),
            "origin": _origin(revision),
            "changes": escaped(self.text.changes_url(older, version)) if older else "",
        }

    def _author(self, revision: Any) -> Author:
        key, person = revision.history_user_id, revision.author
        if key not in self._authors:
            may_be_thanked = self.may_thank and may_be_thanked_by(revision, self.user)
            self._authors[key] = Author(escaped(colleague(person)), escaped(name_inside(person)), may_be_thanked)
        return self._authors[key]

    def _menu(self, revision: Any, author: Author) -> str:
        """The rarer acts on a version; nothing where there is none. Undoing the newest one is reverting to the one before: it
        is offered once, in the other words.
        """
        pieces, acts = self._pieces, ""
        if author.may_be_thanked:
            acts = pieces.thanked if revision.is_thanked else pieces.thank
        if not revision.is_text_hidden and revision.version != self.text.version:
            acts += pieces.hide if self.may_hide else ""
            acts += pieces.undo if self.may_restore and not revision.is_first else ""
            acts += pieces.revert if self.may_restore else ""
        return f"{pieces.menu}{acts}{pieces.end_of_menu}" if acts else ""


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
