"""What costs much takes turns: a page that lays out, compares or searches texts while it answers is one of those that do."""

from __future__ import annotations

import pytest
from django.test import Client

from guide_project.server import costly_views
from guide_project.server.concurrency import ConcurrencySlots, Turn, is_costly
from tests.contracts.addresses import address
from tests.contracts.rights import GET, POST
from tests.contracts.screens.conftest import Open
from tests.contracts.screens.costly_functions import watch_costly

pytestmark = pytest.mark.django_db


@pytest.mark.once
@pytest.mark.as_sent
def test_a_page_that_works_on_whole_texts_takes_turns(open_as: Open) -> None:
    found: dict[str, frozenset[str]] = {}
    for name in sorted(GET):
        role = next(
            role for role in ("editor", "contributor", "translator", "visitor", "administrator") if role in GET[name]
        )
        if called := open_as(role, name).called:
            found[name] = called
    assert {"render", "compare"} & {function for called in found.values() for function in called}
    assert {name: how for name, how in found.items() if not is_costly("GET", name)} == {}


@pytest.mark.once
def test_what_is_cached_is_made_by_nobody_who_gets_no_turn(
    world: dict[str, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    called = watch_costly(monkeypatch)
    monkeypatch.setattr(ConcurrencySlots, "take", lambda _self, _key: Turn.MANY_ASK)
    for name in costly_views.CACHED:
        assert world["editor"].get(address(name)).status_code == 429, name
    assert called == set()


def test_what_takes_turns_exists() -> None:
    assert set(GET) >= costly_views.PAGES >= costly_views.CACHED
    assert set(GET) | set(POST) >= costly_views.CHEAP_POSTS | costly_views.LONG
    assert not costly_views.LONG & costly_views.CHEAP_POSTS


def test_whatever_is_sent_takes_turns_unless_it_is_named() -> None:
    assert is_costly("POST", "contributions:page_preview")
    assert is_costly("POST", "an_address_that_nobody_has_thought_of")
    assert not is_costly("POST", "drafts:save_draft")
