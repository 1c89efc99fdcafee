"""What people are called on a screen, and where their names lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from common.html import escaped, fill
from common.words.digit_grouping import grouped
from common.words.text_lists import comma, with_and
from contributions.cached_urls import cached_reverse
from contributions.models import Page

MOST_NAMES = 3


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


def colleagues(people: Sequence[User], others: int = 0) -> SafeString:
    """Some people and a number of others, as they stand in a sentence: "Ada, Bo and 2 others"."""
    return _listed([colleague(person, inside=True) for person in people], others)


def byline(page: Page) -> SafeString:
    """Who wrote a page, as they stand in a sentence: the first few, each name a link, and how many others."""
    shown, others = page.byline[:MOST_NAMES], max(0, len(page.byline) - MOST_NAMES)
    names = [fill('<a href="{}">{}</a>', contributor_url(author["handle"]), _author(author)) for author in shown]
    return _listed(names, others, page.screen_url("contributors") if others else "")


def _author(author: Mapping[str, str]) -> str:
    return pgettext("inside a sentence", "an anonymous colleague") if author.get("is_anonymous") else author["name"]


def _listed(names: Sequence[str], others: int, others_url: str = "") -> SafeString:
    parts = [escaped(name) for name in names]
    if others:
        words = ngettext("%(n)s other", "%(n)s others", others) % {"n": grouped(others)}
        parts.append(fill('<a href="{}">{}</a>', others_url, words) if others_url else escaped(words))
    return SafeString(with_and(parts))


def job_and_place(author: User) -> str:
    """ "technician in Nanterre": what a person does and where, as far as she shows it."""
    place, job = author.public_place, author.public_job
    return _("%(job)s in %(place)s") % {"job": job, "place": place} if job and place else job or place


def whereabouts(author: User) -> str:
    """The same, to stand behind her name: ", technician in Nanterre"."""
    words = job_and_place(author)
    return comma() + words if words else ""
