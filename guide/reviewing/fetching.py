"""Asks an address outside whether it answers, and can be led nowhere else.

Texts name addresses, and texts are written by people: whoever could have the server open any address could read what
only the server reaches. So: http and https on their own ports, the name resolved once, every address that it has public, the
connection made to that very address, redirects followed by hand under the same rules, and of the answer nothing stored but
its status.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from campaign.site_settings.current import current_settings
from contributions.models import Page
from guide.reviewing.checks import addresses_in
from guide.reviewing.models import LinkCheck
from guide.sections import Section
from guide.tips.models import Tip

SECONDS, SECONDS_IN_ALL = 5, 10
MOST_REDIRECTS = 3
LONGEST = 2_000
PORTS = {"http": 80, "https": 443}
HEADERS = {"User-Agent": "GuideProject-link-check/1.0", "Accept": "*/*", "Connection": "close"}
REDIRECTS = {301, 302, 303, 307, 308}
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
TUNNELS = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"))  # 6to4, Teredo: to any IPv4
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4, as networks that only know IPv6 write it
# A site that says no to a program may well say yes to a reader.
REFUSED_TO_PROGRAMS = {401, 403, 405, 406, 429, 503, 999}

type Resolve = Callable[[str, int], list[str]]
type Open = Callable[["Target"], tuple[int, str]]


@dataclass(frozen=True)
class LinkResponse:
    """The status of the last answer; `problem` is empty where a reader would get a page."""

    status: int | None
    problem: str = ""


@dataclass(frozen=True)
class Target:
    """Where to connect: `ip` is what was checked, and no other name is looked up."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str


class AddressRefused(Exception):
    """The address must not, or cannot, be asked."""


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def fetch(
    url: str, *, resolve: Resolve = resolved, open_: Open | None = None, allow_private: bool = False
) -> LinkResponse:
    """Follows at most three redirects. `allow_private` lifts the guard, for tests alone."""
    opened = open_ or request
    status: int | None = None
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            status, location = opened(target_of(url, resolve=resolve, allow_private=allow_private))
            if status not in REDIRECTS or not location:
                return LinkResponse(status, _problem_of(status))
            url = urljoin(url, location)
    except AddressRefused as refused:
        return LinkResponse(None, str(refused))
    except (OSError, http.client.HTTPException, ValueError):
        return LinkResponse(None, gettext_noop("it does not answer"))
    return LinkResponse(status, gettext_noop("it leads from one address to the next"))


def _problem_of(status: int) -> str:
    if status < 400 or status in REFUSED_TO_PROGRAMS:
        return ""
    return gettext_noop("it is gone") if status in {404, 410} else f"HTTP {status}"


def target_of(url: str, *, resolve: Resolve = resolved, allow_private: bool = False) -> Target:
    """Where a request to `url` would go; raises Refused where it must not."""
    if len(url) > LONGEST or any(ord(sign) < 33 for sign in url):
        raise AddressRefused(gettext_noop("it is not an address"))
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    if parts.scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise AddressRefused(gettext_noop("it is not an address"))
    if port != PORTS[parts.scheme] and not allow_private:
        raise AddressRefused(gettext_noop("it is not a web address"))
    host = host.encode("idna").decode("ascii") if not host.isascii() else host
    found = resolve(host, port)
    if not found or not (allow_private or all(is_public(ip) for ip in found)):
        raise AddressRefused(gettext_noop("it is not a web address"))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, found[0], port, _encoded(path))


def is_public(ip: str) -> bool:
    """Says whether an address belongs to the open internet.

    Of IPv6 only global unicast (2000::/3, RFC 4291) does, without its tunnels, and NAT64 (RFC 6052) to a public IPv4.
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
        if address not in GLOBAL_UNICAST or any(address in tunnel for tunnel in TUNNELS):
            return False
    return address.is_global and not address.is_multicast


def _encoded(path: str) -> str:
    return "".join(sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path)


def request(target: Target) -> tuple[int, str]:
    """One GET, whose body is not read; returns the status and where it leads."""
    line = socket.create_connection((target.ip, target.port), timeout=SECONDS)
    try:
        if target.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=target.host)
        # A host that answers one sign every four seconds never runs into the limit of a single step.
        clock = threading.Timer(SECONDS_IN_ALL, line.shutdown, [socket.SHUT_RDWR])
        clock.daemon = True
        clock.start()
        connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
        connection.sock = line
        connection.request("GET", target.path, headers=HEADERS)
        answer = connection.getresponse()
        clock.cancel()
        return answer.status, answer.headers.get("Location", "") or ""
    finally:
        line.close()


# Where the links of a text lead: pages of this site are looked up, other addresses are what the worker found of them.


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


# Whether the addresses that the guide names answer. Called by the clock: a few at a time, each once a week.


A_WEEK = timedelta(days=7)
AT_ONCE = 8

type Ask = Callable[[str], LinkResponse]


def check_what_is_due(*, at: datetime | None = None, ask: Ask = fetch) -> int:
    """Asks the addresses that were not asked lately, those that never were first; returns how many."""
    if not settings.CHECK_LINKS:
        return 0
    moment = at or timezone.now()
    sync_link_checks()
    stale = LinkCheck.objects.filter(Q(checked_at=None) | Q(checked_at__lt=moment - A_WEEK))
    due = list(stale.order_by(F("checked_at").asc(nulls_first=True), "pk")[:AT_ONCE])
    return sum(_check(check, moment, ask) for check in due)


def sync_link_checks() -> None:
    """A row for each address that tips with a place and sections name now, and for no other."""
    texts = [*Tip.objects.placed().values_list("body_html", flat=True)]
    texts += Section.objects.exclude(body="").values_list("body_html", flat=True)
    named = {key_of(url): url for url in outside_in(texts) if len(url) <= LONGEST}
    known = set(LinkCheck.objects.values_list("key", flat=True))
    LinkCheck.objects.filter(key__in=known - named.keys()).delete()
    new = [LinkCheck(key=key, url=url) for key, url in named.items() if key not in known]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)


def _check(check: LinkCheck, moment: datetime, ask: Ask) -> bool:
    """The row is taken first: of two workers one asks."""
    mine = LinkCheck.objects.filter(pk=check.pk, checked_at=check.checked_at).update(checked_at=moment)
    if mine:
        answer = ask(check.url)
        LinkCheck.objects.filter(pk=check.pk).update(status=answer.status, problem=answer.problem)
    return bool(mine)
