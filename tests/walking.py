"""Walks through the site as a person does: from one screen, by what it offers to open and to send."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

OPENED = {"href", "src", "hx-get"}
SENT = {"action", "formaction", "hx-post"}


@dataclass
class Walk:
    """What somebody came to: each screen by its address, and the names of the addresses that were offered to her."""

    screens: dict[str, str] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> set[str]:
        """What she can open, or send a form to."""
        return self.opened | self.sent


@dataclass
class Waiting:
    """The addresses to go to: one of each name, and those of `closely`."""

    closely: frozenset[str] = frozenset()
    addresses: deque[str] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, address: str) -> None:
        name = name_of(address)
        if not name or address in self.seen or name.startswith("admin:"):
            return
        if name not in self.names or address in self.closely:
            self.seen.add(address)
            self.names.add(name)
            self.addresses.append(address)


def walk(client: Client, start: str = "/", *, closely: frozenset[str] = frozenset()) -> Walk:
    """Follows the first link to each address pattern, and those to the addresses of `closely`."""
    found, waiting = Walk(), Waiting(closely)
    waiting.add(start)
    while waiting.addresses:
        for address in _go_to(client, waiting.addresses.popleft(), found):
            waiting.add(address)
    return found


def _go_to(client: Client, here: str, found: Walk) -> list[str]:
    """The addresses that the screen offers to open."""
    response = client.get(here)
    if target := response.headers.get("Location"):
        opened = [urljoin(here, target)]
        _note(found.opened, opened)
        return opened
    if response.status_code >= 400:
        found.broken[here] = response.status_code
    if (text := _text(response)) is None:
        return []
    found.screens[here] = text
    offers = Offers(here)
    offers.feed(text)
    _note(found.opened, offers.opened)
    _note(found.sent, offers.sent)
    found.broken |= {address: 404 for address in [*offers.opened, *offers.sent] if leads_nowhere(address)}
    return offers.opened


def _text(response: HttpResponseBase) -> str | None:
    """What a screen says; None of a file."""
    content = response.getvalue()
    return content.decode() if response.headers.get("Content-Type", "").startswith("text/html") else None


def _note(names: set[str], addresses: list[str]) -> None:
    names |= {name for address in addresses if (name := name_of(address))}


@cache
def leads_nowhere(address: str) -> bool:
    """Whether it is one of the site, and of no view."""
    parts = urlsplit(address)
    is_page = parts.scheme in {"", "http", "https"} and parts.netloc in {"", "testserver"}
    return is_page and not parts.path.startswith(settings.STATIC_URL) and not name_of(address)


@cache
def name_of(address: str) -> str:
    """The name that an address of the site has in the table of rights; empty for another."""
    parts = urlsplit(address)
    if parts.netloc not in {"", "testserver"}:
        return ""
    try:
        return resolve(parts.path).view_name or ""
    except Resolver404:
        return ""


class Offers(HTMLParser):
    """The addresses that a screen offers to open and to send to."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._here = address
        self.opened: list[str] = []
        self.sent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_sent = given.get("method", "").lower() == "post"
            (self.sent if is_sent else self.opened).append(self._at(given.get("action", "")))
            return
        for address in self._addresses(given):
            (self.sent if address[0] in SENT else self.opened).append(self._at(address[1]))

    def _addresses(self, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        yield from ((name, value) for name, value in given.items() if name in OPENED | SENT)
        yield from (("src", part.split()[0]) for part in given.get("srcset", "").split(",") if part.strip())

    def _at(self, address: str) -> str:
        return urldefrag(urljoin(self._here, address.removeprefix("http://testserver")))[0]
