"""What people are called on a screen, and where their names lead."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from contributions.cached_urls import cached_reverse
from html_format import fill


def contributor_url(handle: str) -> str:
    """The page of whoever goes by this handle: a user name, or the alias of somebody anonymous."""
    return cached_reverse("contributions:contributor", handle)


def name_inside(person: User | None) -> str:
    """As she is called inside a sentence, where "an anonymous colleague" begins small."""
    if person is None:
        return pgettext("inside a sentence", "a former colleague")
    if person.is_anonymous_author:
        return pgettext("inside a sentence", "an anonymous colleague")
    return person.public_name


def colleague(person: User | None, *, inside: bool = False) -> SafeString | str:
    """The name that somebody goes by, leading to her page; a stopped account has none. No query."""
    if person is None:
        return name_inside(None) if inside else _("A former colleague")
    name = name_inside(person) if inside else person.public_name
    if not person.is_active:
        return name
    return fill('<a href="{}">{}</a>', contributor_url(person.handle), name)


def whereabouts(author: User) -> str:
    """ ", technician in Nanterre": what a person does and where, as far as she shows it, to stand behind her name."""
    place, job = author.public_place, author.public_job
    if job and place:
        return ", " + _("%(job)s in %(place)s") % {"job": job, "place": place}
    return f", {job or place}" if job or place else ""
