"""Walks through the site as a person does: from one screen, by what it offers to open and to send."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

OPENED = {"href", "src", "hx-get"}
SENT = {"action", "formaction", "hx-post"}
AT_MOST = 8


@dataclass
class Walk:
    """What somebody came to: each screen by its address, and the names of the addresses that were offered to her."""

    screens: dict[str, str] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)
    broken: dict[str, int] = field(default_factory=dict)


def walk(client: Client, start: str = "/", *, at_most: int = AT_MOST) -> Walk:
    """Follows every link, `at_most` so many addresses of one name. Returns what was found."""
    found, waiting, seen, followed = Walk(), deque([start]), {start}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        response = client.get(address)
        if target := response.headers.get("Location"):
            _note(found.opened, [urljoin(address, target)])
            _add(waiting, seen, followed, [urljoin(address, target)], at_most)
            continue
        if response.status_code >= 400:
            found.broken[address] = response.status_code
        text = _text(response)
        if text is None:
            continue
        found.screens[address] = text
        offers = Offers(address)
        offers.feed(text)
        _note(found.opened, offers.opened)
        _note(found.sent, offers.sent)
        _add(waiting, seen, followed, offers.opened, at_most)
    return found


def _text(response: HttpResponseBase) -> str | None:
    """What a screen says; None of a file."""
    content = response.getvalue()
    return content.decode() if response.headers.get("Content-Type", "").startswith("text/html") else None


def _note(names: set[str], addresses: list[str]) -> None:
    names |= {name for address in addresses if (name := name_of(address))}


def _add(waiting: deque[str], seen: set[str], followed: Counter[str], addresses: list[str], at_most: int) -> None:
    for address in addresses:
        name = name_of(address)
        if name and address not in seen and followed[name] < at_most and not name.startswith("admin:"):
            seen.add(address)
            followed[name] += 1
            waiting.append(address)


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
