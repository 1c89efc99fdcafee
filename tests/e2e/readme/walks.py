"""What everybody comes to, and what is wrong with it: after each step where it led, and twice everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from django.test import Client

from accounts.models import User
from tests.e2e.readme.reach import BY_LINK, ROLES, expected
from tests.french import faults_in, lines_of
from tests.walking import Walk, walk

TYPED = re.compile(r"<textarea.*?</textarea>|<(?:input|form)[^>]*>", re.DOTALL)  # forms hold what is kept
ID = re.compile(r"<(?!input type=\"hidden\")[a-z][^<>]*?\sid=\"([^\"]+)\"")


class Walks:
    """What each role has come to in the states of a site; `broken` says what was not as it should be, and in which state."""

    def __init__(self) -> None:
        self.clients = {role: client_of(username) for role, username in ROLES.items()}
        self.reached: dict[str, set[str]] = {role: set() for role in (*ROLES, *BY_LINK)}
        self.broken: list[str] = []

    def look_at(self, addresses: Iterable[str], *, state: str) -> None:
        """Everybody opens these addresses, whether she may or not."""
        for address in addresses:
            for role, client in self.clients.items():
                response = client.get(address)
                response.getvalue()
                if response.status_code >= 500:
                    self.broken.append(f"{state}: {response.status_code} at {address} for {role}")

    def everywhere(self, *, state: str, closely: frozenset[str] = frozenset()) -> None:
        for role, client in self.clients.items():
            self.note(role, walk(client, closely=closely), state)

    def by_links(self, links: dict[str, str], *, state: str) -> None:
        for guest, start in links.items():
            self.note(guest, walk(Client(), start), state)

    def note(self, role: str, found: Walk, state: str) -> None:
        self.reached[role] |= found.reached
        wrong = [f"{status} at {address}" for address, status in found.broken.items()]
        wrong += [fault for address, screen in found.screens.items() for fault in faults_of(address, screen)]
        self.broken += [f"{state}: {fault} for {role}" for fault in dict.fromkeys(wrong)]

    def missed(self) -> dict[str, set[str]]:
        """The names that a role did not come to in any state, though she should."""
        wanted = {role: expected(role) for role in ROLES} | BY_LINK
        missed = {role: names - self.reached[role] for role, names in wanted.items()}
        return {role: names for role, names in missed.items() if names}


def client_of(username: str) -> Client:
    client = Client(raise_request_exception=False)
    if username:
        client.force_login(User.objects.get(username=username), backend="accounts.sessions.RolesBackend")
    return client


def faults_of(address: str, screen: str) -> Iterator[str]:
    """French that is not written as French is; a name of two elements, so that a label names another field than its own (what
    is hidden has no label); somebody mentioned by her alias.
    """
    yield from (f"{fault} at {address}" for line in lines_of(screen) for fault in french_faults(line))
    ids = ID.findall(screen)
    yield from (f"two elements #{name} at {address}" for name in set(ids) if ids.count(name) > 1)
    shown = TYPED.sub("", screen)
    if "@…" in shown or "@[x" in shown:
        yield f"an alias at {address}"


@cache
def french_faults(line: str) -> tuple[str, ...]:
    return tuple(": ".join(fault) for fault in faults_in(line))
