"""Moments, days and acts in the words of the site."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import Rights
from campaign.languages import first_language
from campaign.site_settings.current import first_language_words, in_first_language
from common import markup
from common.words import dates
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Page
from contributions.pages.act_names import act_in_words
from contributions.revisions import Revisioned
from contributions.templatetags.section_links import with_section_links

register = template.Library()

DAYS_WITH_A_NAME = 6
A_MINUTE = timedelta(minutes=1)


@register.filter
def when(moment: datetime | None) -> str:
    """ "yesterday at 16:20", "on Monday at 09:12", "on 12 August at 09:05": as one would say it in a sentence."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return _("%(day)s at %(time)s") % {"day": day_name(local.date()), "time": dates.time_of_day(local.time())}


# `{% in_first_language %}` is for hyphens, marks, the signs of Japanese, and voices that read aloud.
register.simple_tag(in_first_language)
register.filter("first_language", first_language_words)


@register.filter
def typeset(words: str, language: str = "") -> str:
    """Plain words as pages and the guide set them, by the habits of a language, else of the wiki's: « and » on the line of the
    word that they belong to.
    """
    return markup.typeset(words, language or first_language())


@register.filter
def within_quotes(words: object, language: str = "") -> str:
    """Plain words, or what something is called, between quotation marks: typeset, with marks of the second level in them."""
    return markup.inside_guillemets(typeset(str(words), language)) if words else ""


@register.filter(is_safe=True)
@stringfilter
def nested_quotes(sentence: str) -> str:
    """A message or a refusal, with marks of the second level for those of a title between its own."""
    return markup.nest_guillemets(sentence)


@register.filter
def whole_words(words: str) -> SafeString:
    """Words of a heading, whose lines are not cut at a hyphen."""
    return mark_safe(markup.mark_whole_words(conditional_escape(words)))  # noqa: S308


@register.filter
def age(moment: datetime) -> str:
    """ "1 week": how long ago it was, in its largest unit; a minute at least."""
    return timesince(min(moment, timezone.now() - A_MINUTE), depth=1)


@register.filter
def shortened(words: str, length: int) -> str:
    """The first words of a text, whole ones."""
    return markup.shorten(words, length)


@register.filter
def draft_waits(moment: datetime) -> str:
    """ "Your draft of yesterday at 16:20 is waiting for you."."""
    day = dates.local_day(moment)
    age = (timezone.localdate() - day).days
    values = {"time": dates.time_of_day(moment), "weekday": dates.weekday(day), "day": dates.day_and_month(day)}
    if age < 1:
        return _("Your draft of %(time)s is waiting for you.") % values
    if age == 1:
        return _("Your draft of yesterday at %(time)s is waiting for you.") % values
    if age <= DAYS_WITH_A_NAME:
        return _("Your draft of %(weekday)s at %(time)s is waiting for you.") % values
    return dates.elided(_("Your draft of %(day)s at %(time)s is waiting for you.") % values)


@register.filter
def day_name(day: date | datetime) -> str:
    """ "today", "yesterday", "on Monday", "on 12 August", and with the year when it is another one."""
    day, today = dates.local_day(day), timezone.localdate()
    age = (today - day).days
    if age in {0, 1}:
        return _("yesterday") if age else _("today")
    if 1 < age <= DAYS_WITH_A_NAME:
        return pgettext("weekday", "on %(day)s") % {"day": dates.weekday(day)}
    written = dates.day_and_month(day) if day.year == today.year else dates.full_date(day)
    return dates.elided(pgettext("date", "on %(day)s") % {"day": written})


@register.filter
def author_inside(revision: RevisionDetails) -> str:
    """The author's name inside a sentence, where "an anonymous colleague" begins small."""
    author, name = revision.author, revision.author_name
    return name if author and not author.is_anonymous_author else name[:1].lower() + name[1:]


@register.filter
def screen(text: Revisioned, name: str) -> str:
    """The address of a screen about a text: `{{ page|screen:"history" }}`."""
    return text.screen_url(name)


@register.filter
def restorable_by(text: Revisioned, can: Rights) -> bool:
    """Whether the reader is offered to undo and to revert: `{{ text|restorable_by:can }}`."""
    if isinstance(text, Page):
        return can.write and text.open_rights.write and text.is_writable_by(can.user)
    return can.edit_guide and not isinstance(text, Comment)


@register.filter
def hidable_by(text: Revisioned, can: Rights) -> bool:
    """Whether the reader is offered to hide the text of a version."""
    return can.edit_guide and isinstance(text, Page | Comment)


@register.simple_block_tag
def sections_to_edit(content: str, page: Page, may_edit: bool) -> SafeString:
    """The rendered page, with a way to edit each section beside its heading, for those who may.

    Around the cached fragment, not in it: nothing of the reader stands there.
    """
    return with_section_links(content, page) if may_edit else SafeString(content)


register.filter(act_in_words)
