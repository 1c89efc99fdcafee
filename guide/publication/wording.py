"""What the publication says by itself around the texts: where a tip comes from, what the notions are called together.

Everything is said in the active language; `web` and `pdf` make the guide's own language active.
"""

import re

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .document import Guide, Origin

GUILLEMET = re.compile(r"(«)[ \u00a0\u202f]?|[ \u00a0\u202f]?»")


def edition_name(guide: Guide) -> str:
    """ "Edition 2, October 2026", or that it is a preview."""
    if guide.edition is None:
        return _("Preview of the next edition")
    name = _("Edition %(number)d") % {"number": guide.edition}
    return f"{name}, {date_format(guide.published_on, 'F Y')}" if guide.published_on else name


def notions_title(count: int) -> str:
    """The title over all notions; figures up to five are written as words."""
    titles = {
        2: _("Two notions to begin with"),
        3: _("Three notions to begin with"),
        4: _("Four notions to begin with"),
        5: _("Five notions to begin with"),
    }
    return titles.get(count) or _("Notions to begin with")


def inside_guillemets(text: str) -> str:
    """A sentence that will stand between guillemets: those within it become quotation marks."""
    return GUILLEMET.sub(lambda mark: "“" if mark[1] else "”", text)


def origin_sentences(origin: Origin) -> tuple[str, ...]:
    """The sentences under "Where this tip comes from", as many as there is something to say."""
    told = (pages_sentence(origin), people_sentence(origin), approval_sentence(origin))
    return tuple(sentence for sentence in told if sentence)


def pages_sentence(origin: Origin) -> str:
    if not origin.pages:
        return ""
    titles = [_("“%(title)s”") % {"title": title} for title in origin.pages]
    return ngettext(
        "From a page of the wiki: %(titles)s.", "From %(count)d pages of the wiki: %(titles)s.", len(titles)
    ) % {"count": len(titles), "titles": get_text_list(titles, _("and"))}


def people_sentence(origin: Origin) -> str:
    """Who wrote it; those who are not named are counted."""
    people = list(origin.names)
    if origin.anonymous:
        counted = (
            ngettext("one other colleague", "%(count)d other colleagues", origin.anonymous)
            if people
            else ngettext("a colleague who is not named", "%(count)d colleagues who are not named", origin.anonymous)
        )
        people.append(counted % {"count": origin.anonymous})
    return _("Written by %(people)s.") % {"people": get_text_list(people, _("and"))} if people else ""


def approval_sentence(origin: Origin) -> str:
    if not origin.approved_on:
        return ""
    return _("Checked by the editors on %(date)s.") % {"date": date_format(origin.approved_on, "DATE_FORMAT")}
