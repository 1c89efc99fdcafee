"""The lines of the desk's inbox and the places of its board, drawn in Python: a screen has thirty of them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from campaign.site_settings.first_language import first_language_words
from common import markup
from common.html import fill, join
from common.words.text_lists import comma
from contributions.templatetags.wiki_tags import day_name, typeset
from guide.desk.inbox import InboxRow
from guide.templatetags.desk_tags import desk_url
from guide.tips.board import Place

register = template.Library()

LONGEST_OPENING = 90
NOTHING = SafeString()
CURRENT = SafeString('aria-current="true"')
LINE = '<li class="t{}">\n<a class="it{}" href="{}" {}>\n{}<span class="tile"><b>{}</b></span>\n{}\n</a>\n</li>\n'
SAID = '<span class="w"><b>{}</b> <time class="meta" datetime="{}">{}</time><span class="ex">{}</span>{}</span>'
PLACE = '<a class="place{}" href="{}" aria-label="{}" {}>{}</a>'


@register.simple_tag(takes_context=True)
def inbox_rows(context: Context, lines: Iterable[InboxRow]) -> SafeString:
    """The items of a list of the inbox; no query."""
    opened = context["inbox"].opened
    return join([_line(line, desk_url(context, text=line.key), is_open=line.key == opened) for line in lines])


def _line(line: InboxRow, url: str, *, is_open: bool) -> SafeString:
    theme, moment = line.theme, timezone.localtime(line.moment)
    dot = fill('<span class="dot"><span class="vh">{}</span></span>\n', _("nobody has read it:"))
    said = fill(SAID, _name(line.author), moment.isoformat(), day_name(moment), _words(line), _reader(line))
    return fill(
        LINE,
        theme.paper,
        NOTHING if line.is_unread else " read",
        url,
        CURRENT if is_open else NOTHING,
        dot if line.is_unread else NOTHING,
        theme.number,
        said,
    )


def _name(author: User | None) -> str:
    if author is None:
        return _("A former colleague")
    return _("Anonymous") if author.is_anonymous_author else author.public_name


def _words(line: InboxRow) -> SafeString:
    """The title of a page, with its version where it is not new, or the first words of what was said."""
    if not line.is_page:
        return fill("{}", first_language_words(typeset(markup.shorten(line.text.excerpt, LONGEST_OPENING))))
    title = fill("{}", first_language_words(line.text.title))
    if line.version == 1:
        return title
    version = _("version %(version)s") % {"version": line.version}
    return title + fill('\n<span class="meta">{}</span>', version)


def _reader(line: InboxRow) -> SafeString:
    """Who has read it, and when; nothing while it waits."""
    if line.is_unread or not line.read_by or not line.read_at:
        return NOTHING
    values = {"name": line.read_by.public_name, "day": day_name(line.read_at)}
    return fill('<span class="meta by">{}</span>', _("read by %(name)s, %(day)s") % values)


@register.simple_tag(takes_context=True)
def place_links(context: Context, places: Iterable[Place]) -> SafeString:
    """The places of a theme, each with the way to aim at it; no query."""
    aim, alarms = context["aim"], context["alarms"]
    aimed = aim.number if aim else None
    return join([_place(context, place, alarms, is_aim=place.number == aimed) for place in places])


def _place(context: Context, place: Place, alarms: Iterable[int], *, is_aim: bool) -> SafeString:
    aim = " aim" if is_aim else ""
    url, current = desk_url(context, place=place.number), CURRENT if is_aim else NOTHING
    if place.tip is None:
        label = _("%(number)s, free: aim at it") % {"number": place.number}
        return fill(PLACE, aim, url, label, current, place.number)
    has_drifted = place.tip.pk in alarms
    label = _("%(number)s, %(title)s: aim at it") % {"number": place.number, "title": place.tip.title}
    label += comma() + _("its source has changed") if has_drifted else ""
    css = f" on{' drift' if has_drifted else ''}{aim}"
    return fill(PLACE, css, url, label, current, fill("<b>{}</b>", place.number))


@register.simple_tag
def title_options(titles: Iterable[str]) -> SafeString:
    """The options of a list of titles."""
    return join([fill('<option value="{}"></option>\n', title) for title in titles])


@register.simple_tag(takes_context=True)
def decision_fields(context: Context) -> SafeString:
    """The hidden fields of each form that decides about the text that is open: what the editor saw, and where she aims."""
    asked, aim, reading = context["asked"], context["aim"], context["reading"]
    values = {
        "csrfmiddlewaretoken": context["csrf_token"],
        "seen": reading.submission.number,
        "version": reading.text.version,
        "list": asked.listed,
        "theme": asked.theme or "",
        "place": aim.number if aim else "",
        "tip": aim.tip.pk if aim and aim.tip else "",
    }
    return join([fill('<input type="hidden" name="{}" value="{}">', *pair) for pair in values.items()])
