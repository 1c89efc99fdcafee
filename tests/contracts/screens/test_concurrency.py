"""What costs much takes turns: a page that lays out, compares or searches texts while it answers is one of those that do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

import markup
from guide_project import costly_views
from guide_project.concurrency import is_costly
from guide_project.concurrency_slots import ConcurrencySlots, Turn
from search import engines
from tests.contracts.addresses import address
from tests.contracts.rights import GET, POST

pytestmark = pytest.mark.django_db

COSTLY = (
    *("render", "compare", "merge", "join", "find_quote", "word_changes", "mark_blame"),
    *("passage_status_of", "align_sentences"),
)


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was called of what costs in proportion to whole texts, or more."""
    names: list[str] = []

    def watched(owner: Any, name: str) -> None:
        function = getattr(owner, name)

        def noted(*args: Any, **kwargs: Any) -> Any:
            names.append(name)
            return function(*args, **kwargs)

        monkeypatch.setattr(owner, name, noted)

    for name in COSTLY:
        watched(markup, name)
    watched(type(engines.engine()), "find")
    return names


@pytest.mark.once
def test_a_page_that_works_on_whole_texts_takes_turns(world: dict[str, Client], called: list[str]) -> None:
    found: dict[str, set[str]] = {}
    for name in sorted(GET):
        role = next(
            role for role in ("editor", "contributor", "translator", "visitor", "administrator") if role in GET[name]
        )
        for cache in caches.all():
            cache.clear()
        called.clear()
        world[role].get(address(name))
        if called:
            found[name] = set(called)
    assert {name: how for name, how in found.items() if not is_costly("GET", name)} == {}


@pytest.mark.once
def test_what_is_cached_is_made_by_nobody_who_gets_no_turn(
    world: dict[str, Client], called: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConcurrencySlots, "take", lambda _self, _key: Turn.MANY_ASK)
    for name in costly_views.CACHED:
        assert world["editor"].get(address(name)).status_code == 429, name
    assert called == []


def test_what_takes_turns_exists() -> None:
    assert set(GET) >= costly_views.PAGES >= costly_views.CACHED
    assert set(GET) | set(POST) >= costly_views.CHEAP_POSTS | costly_views.LONG
    assert not costly_views.LONG & costly_views.CHEAP_POSTS


def test_whatever_is_sent_takes_turns_unless_it_is_named() -> None:
    assert is_costly("POST", "contributions:page_preview")
    assert is_costly("POST", "an_address_that_nobody_has_thought_of")
    assert not is_costly("POST", "drafts:save_draft")
