"""All that an administrator and an editor can open that says something of many people, to be looked at again and again."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.contrib import admin
from django.test import Client

from tests import admin_pages
from tests.cache_comparison import OF_ONE_ANSWER
from tests.walking import Offers, name_of

PLACES = ("/invitations/", "/accounts/people/", "/curation/channels/")
FILES = (".pdf", ".png", ".svg")
NONCE = re.compile(r'nonce="[^"]*"')


def without_tokens(text: str) -> str:
    """What an answer says, without what is drawn anew for each answer."""
    return NONCE.sub("", OF_ONE_ANSWER.sub("", text))


def look(client: Client, begin: Iterable[str], within: str = "/") -> dict[str, str]:
    """Opens these addresses, and what they lead to of PLACES: one of each view and query. Returns what each says."""
    waiting, found = deque(begin), dict[str, str]()
    asked, seen = set(waiting), {(name_of(address), urlsplit(address).query) for address in waiting}
    while waiting:
        address = waiting.popleft()
        parts = urlsplit(address)
        key = name_of(address), parts.query
        if address in found or (
            address not in asked and (key in seen or not parts.path.startswith(PLACES) or parts.path.endswith(FILES))
        ):
            continue
        seen.add(key)
        found[address] = said(client, address)
        offers = Offers(address)
        offers.feed(found[address])
        waiting.extend(one for one in offers.opened if one not in found and one.startswith(within))
    return found


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    kind = answer.headers.get("Content-Type", "")
    content = answer.getvalue()
    return f"{answer.status_code} {kind} {without_tokens(content.decode(errors='replace'))} {answer.headers.get('Location')}"


def lists_of_administration() -> list[str]:
    return [admin_pages.address(model) for model in sorted(admin.site._registry, key=lambda model: model._meta.label)]
