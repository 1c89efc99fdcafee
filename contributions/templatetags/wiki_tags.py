"""Moments, days and acts in the words of the site."""

from __future__ import annotations

import re
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accounts.access import Rights
from contributions.history import Act, RevisionDetails
from contributions.models import Page
from contributions.revisions import Revisioned

register = template.Library()

DAYS_WITH_A_NAME = 6


@register.filter
def when(moment: datetime) -> str:
    """ "yesterday at 16:20", "on Monday at 09:12", "on 12 August at 09:05": as one would say it in a sentence."""
    local = timezone.localtime(moment)
    return _("%(day)s at %(time)s") % {"day": day_name(local.date()), "time": time_of_day(moment)}


@register.filter
def time_of_day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), pgettext("format of a time", "H:i"))


@register.filter
def day_name(day: date | datetime) -> str:
    """ "today", "yesterday", "on Monday", "on 12 August", and with the year when it is another one."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    today = timezone.localdate()
    age = (today - day).days
    if age in {0, 1}:
        return _("yesterday") if age else _("today")
    if 1 < age <= DAYS_WITH_A_NAME:
        return pgettext("weekday", "on %(day)s") % {"day": date_format(day, "l")}
    is_this_year = day.year == today.year
    format_ = pgettext("format of a day", "j F") if is_this_year else pgettext("format of a date", "j F Y")
    return pgettext("date", "on %(day)s") % {"day": _formatted(day, format_)}


@register.filter
def full_day(day: date) -> str:
    """ "Monday 24 November": the title of a day."""
    format_ = pgettext("format of a full day", "l j F")
    return _formatted(day, format_ if day.year == timezone.localdate().year else f"{format_} Y")


@register.filter
def calendar_day(moment: date | datetime) -> str:
    """ "24 November", without the year."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return _formatted(day, pgettext("format of a day", "j F"))


def _formatted(day: date, format_: str) -> str:
    """A date in words; French says « 1er » where Django's formats only know 1."""
    words = date_format(day, format_)
    is_french = (get_language() or "").startswith("fr")
    return re.sub(r"\b1 (?=\D)", "1er ", words, count=1) if is_french and day.day == 1 else words


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
def restorable_by(page: Page, can: Rights) -> bool:
    """Whether the reader is offered to undo and to revert: `{{ page|restorable_by:can }}`."""
    return can.write and getattr(page, "writing_is_open", False) and not page.is_hidden


@register.filter
def act_in_words(revision: RevisionDetails) -> str:
    """What made a revision, where that is more than an edit."""
    match revision.act:
        case Act.WRITTEN:
            return _("opened the page") if revision.is_first else ""
        case Act.MERGED:
            return _("merged with an edit made at the same time")
        case Act.MOVED:
            return _("moved")
        case Act.REVERTED:
            return _("back to version %(version)s") % {"version": revision.about_version}
        case Act.UNDONE:
            return _("version %(version)s undone") % {"version": revision.about_version}
    return ""
