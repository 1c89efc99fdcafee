"""Where the links of a text lead: pages of this site are looked up, other addresses are what the worker found of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from campaign.site_settings.current import current_settings
from contributions.models import Page
from guide.reviewing.checks import addresses_in
from guide.reviewing.models import LinkCheck


@dataclass
class LinkProblems:
    """What is wrong with some addresses, and which of the others only somebody signed in can open."""

    broken: dict[str, str] = field(default_factory=dict)
    inside: frozenset[str] = frozenset()


def key_of(url: str) -> str:
    return sha256(url.encode()).hexdigest()


def is_outside(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def check_links(addresses: Iterable[str]) -> LinkProblems:
    """In two queries, however many there are."""
    outside = {key_of(address): address for address in addresses if is_outside(address)}
    inside = [address for address in addresses if address.startswith("/")]
    looked = LinkProblems()
    if outside:
        for check in LinkCheck.objects.filter(key__in=outside).exclude(checked_at=None).exclude(problem=""):
            looked.broken[outside[check.key]] = _(check.problem)  # stored in the words of the code
    if inside:
        _look_inside(inside, looked)
    return looked


def _look_inside(addresses: list[str], looked: LinkProblems) -> None:
    wanted = {address: _page_at(address) for address in addresses}
    there = _pages_there({page for page in wanted.values() if page})
    for address, page in wanted.items():
        if page is None or (page and page not in there):
            looked.broken[address] = _("no such page")
    if not current_settings().wiki_is_public:
        looked.inside = frozenset(address for address, page in wanted.items() if page)


type _PageAt = tuple[str, str]


def _page_at(address: str) -> _PageAt | tuple[()] | None:
    """The theme and the page that an address of this site names; () for another screen, None for none at all."""
    path = unquote(urlsplit(address).path)
    if "\0" in path:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.view_name == "contributions:page":
        return match.kwargs["theme"], match.kwargs["page"]
    return ()


def _pages_there(wanted: set[_PageAt | tuple[()]]) -> set[_PageAt]:
    pages = [page for page in wanted if len(page) == 2]
    if not pages:
        return set()
    named = Q()
    for theme, slug in pages:
        named |= Q(theme__slug=theme, slug=slug)
    return set(Page.objects.visible().filter(named).values_list("theme__slug", "slug"))


def outside_in(texts: Iterable[str]) -> Iterator[str]:
    """The addresses outside that rendered texts name."""
    for html in texts:
        yield from (address for address in addresses_in(html) if is_outside(address))
