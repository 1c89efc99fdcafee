"""One person has few things done for her at once; who asks for more is told so, in her language, and loses nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from common.caching.pages import wait_for_turn
from common.markup import RenderRefused, renderer
from contributions.models import Page
from contributions.views.pages import page_cache
from guide_project.server import concurrency
from guide_project.server.concurrency import ConcurrencyLimit, ConcurrencySlots, HeldKeys, RecentlyLong, Turn
from search.index import refresh
from search.models import IndexSource
from tests import factories
from tests.cache_comparison import needs_page_cache

OTHER_WORKER = """
import sys
from pathlib import Path
import django
django.setup()
from guide_project.server.concurrency import HeldKeys
held = HeldKeys(Path(sys.argv[1]))
print(held.hold("a"), held.hold("b"))
"""


def turns(**limits: Any) -> ConcurrencySlots:
    return ConcurrencySlots(**{"at_once": 2, "in_hand": 4, "for_one": 2, "patience": 0.0} | limits)


@pytest.mark.pure
class TestTurns:
    def test_one_person_has_one_turn_and_others_have_theirs(self) -> None:
        some = turns()
        assert some.take("a") == Turn.TAKEN
        assert some.take("a") == Turn.SHE_HAS_SEVERAL
        assert some.take("b") == Turn.TAKEN

    def test_no_more_are_computed_at_once_whoever_asks(self) -> None:
        some = turns()
        assert [some.take(key) for key in "abc"] == [Turn.TAKEN, Turn.TAKEN, Turn.MANY_ASK]

    def test_a_turn_that_is_given_back_is_had_by_whoever_asks_next(self) -> None:
        some = turns()
        assert some.take("a") == Turn.TAKEN
        some.give_back("a")
        assert some.take("a") == Turn.TAKEN

    def test_whoever_waits_gets_her_turn_when_it_is_given_back(self) -> None:
        some, got = turns(patience=60), list[Turn]()
        assert some.take("a") == Turn.TAKEN
        waiting = threading.Thread(target=lambda: got.append(some.take("a")))
        waiting.start()
        while some._in_hand["a"] < 2:
            pass
        some.give_back("a")
        waiting.join()
        assert got == [Turn.TAKEN]

    def test_of_one_person_few_wait_and_the_next_is_refused_at_once(self) -> None:
        some, got = turns(patience=60), list[Turn]()
        assert some.take("a") == Turn.TAKEN
        waiting = threading.Thread(target=lambda: got.append(some.take("a")))
        waiting.start()
        while some._in_hand["a"] < 2:
            pass
        assert some.take("a") == Turn.SHE_HAS_SEVERAL
        some.give_back("a")
        waiting.join()
        assert got == [Turn.TAKEN]

    def test_once_half_of_the_room_is_taken_nobody_waits_for_a_second_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        some = turns(patience=60)
        assert [some.take(key) for key in "ab"] == [Turn.TAKEN, Turn.TAKEN]
        monkeypatch.setattr(some._changed, "wait", lambda _seconds: pytest.fail("she waits"))
        assert some.take("a") == Turn.SHE_HAS_SEVERAL

    def test_a_worker_has_no_more_in_hand_than_leaves_threads_for_others(self) -> None:
        some = turns(in_hand=1)
        assert some.take("a") == Turn.TAKEN
        assert some.take("b") == Turn.MANY_ASK

    def test_what_takes_long_keeps_no_other_from_its_turn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        some = turns()
        assert [some.take(key) for key in "abc"] == [Turn.TAKEN, Turn.TAKEN, Turn.MANY_ASK]
        monkeypatch.setattr(concurrency, "SHORT", 0.0)
        assert some.take("c") == Turn.TAKEN
        assert some.take("a") == Turn.SHE_HAS_SEVERAL, "but a person has one"

    def test_a_key_is_held_in_all_workers_and_let_go_with_the_process(self, tmp_path: Path) -> None:
        own = turns(held=HeldKeys(tmp_path / "turns"))
        assert own.take("a") == Turn.TAKEN
        other = [sys.executable, "-c", OTHER_WORKER, str(tmp_path / "turns")]
        assert subprocess.run(other, check=True, capture_output=True, text=True).stdout.split() == ["False", "True"]
        own.give_back("a")
        assert subprocess.run(other, check=True, capture_output=True, text=True).stdout.split() == ["True", "True"]
        assert own.take("b") == Turn.TAKEN, "the other worker has ended"

    def test_where_files_cannot_be_locked_everybody_goes_on(self, tmp_path: Path) -> None:
        assert turns(held=HeldKeys(tmp_path / "missing" / "turns")).take("a") == Turn.TAKEN

    def test_whoever_had_long_work_is_known_for_a_while(self, monkeypatch: pytest.MonkeyPatch) -> None:
        recently = RecentlyLong()
        recently.note("a", seconds=concurrency.LONG + 1)
        recently.note("b", seconds=1)
        assert "a" in recently and "b" not in recently
        monkeypatch.setattr(concurrency, "monotonic", lambda: monotonic() + concurrency.REMEMBERED + 1)
        assert "a" not in recently

    def test_nothing_is_left_behind(self) -> None:
        some = turns()
        assert some.take("a") == Turn.TAKEN
        assert some.take("a") == Turn.SHE_HAS_SEVERAL
        some.give_back("a")
        assert not some._in_hand and not some._computed


@pytest.fixture
def page(contributor: User) -> Page:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    return page


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch, contributor: User) -> Iterator[str]:
    """The contributor has as much under way as she may."""
    key = f"person {contributor.pk}"
    take = ConcurrencySlots.take
    monkeypatch.setattr(
        ConcurrencySlots,
        "take",
        lambda self, asked: Turn.SHE_HAS_SEVERAL if asked == key else take(self, asked),
    )
    yield key


pytestmark = pytest.mark.django_db


def diff(page: Page) -> str:
    return f"{page.get_absolute_url()}diff/?older=1&newer=2"


def test_a_page_of_the_house_says_that_it_is_too_much_at_once(busy: str, page: Page, as_contributor: Client) -> None:
    response = as_contributor.get(diff(page))
    assert response.status_code == 429
    assert response["Retry-After"] == "3"
    assert "Un instant" in response.text and "Vous avez déjà plusieurs demandes en cours" in response.text
    assert f'href="{diff(page).replace("&", "&amp;")}"' in response.text


def test_what_is_sent_is_refused_before_anything_is_done(busy: str, page: Page, as_contributor: Client) -> None:
    body = {"title": page.title, "body": "Des mots.", "base_version": 2}
    response = as_contributor.post(f"{page.get_absolute_url()}edit/", body)
    assert response.status_code == 429
    page.refresh_from_db()
    assert page.version == 2


def test_whoever_has_nothing_under_way_is_told_that_many_are(monkeypatch, page: Page, as_contributor: Client) -> None:
    monkeypatch.setattr(ConcurrencySlots, "take", lambda _self, _key: Turn.MANY_ASK)
    response = as_contributor.get(diff(page))
    assert response.status_code == 429
    assert "Beaucoup de personnes travaillent ici en ce moment." in response.text
    assert "Vous avez déjà plusieurs demandes" not in response.text


def test_a_live_part_gets_the_words_alone(busy: str, page: Page, as_contributor: Client) -> None:
    response = as_contributor.post(
        f"{page.get_absolute_url()}preview/", {"body": "Des mots."}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 429
    assert response.text.startswith("Vous avez déjà plusieurs demandes en cours")


def test_the_editors_dialogs_get_the_words_as_json(busy: str, as_contributor: Client) -> None:
    response = as_contributor.post("/images/", {}, headers={"Accept": "application/json"})
    assert response.status_code == 429
    (words,) = response.json()["errors"].values()
    assert words[0].startswith("Vous avez déjà plusieurs demandes en cours")


def test_pages_that_cost_little_and_drafts_go_on(busy: str, page: Page, as_contributor: Client) -> None:
    assert as_contributor.get(page.get_absolute_url()).status_code == 200
    assert as_contributor.get("/").status_code == 200
    assert as_contributor.post("/drafts/save/", {}).status_code != 429


def test_others_are_answered(busy: str, page: Page, as_editor: Client) -> None:
    assert as_editor.get(diff(page)).status_code == 200


@needs_page_cache
def test_what_is_cached_takes_no_turn_and_what_has_to_be_made_does(
    monkeypatch: pytest.MonkeyPatch, page: Page, as_contributor: Client
) -> None:
    known, search = diff(page), "/search/?q=texte"
    refresh(IndexSource.PAGE, [page.pk])
    assert as_contributor.get(known).status_code == as_contributor.get(search).status_code == 200
    monkeypatch.setattr(ConcurrencySlots, "take", lambda _self, _key: Turn.MANY_ASK)
    assert "Un autre texte" in as_contributor.get(known).text
    assert page.title in as_contributor.get(search).text
    for other in (f"{known}&view=unified", "/search/?q=autre", f"{search}&kind=page"):
        response = as_contributor.get(other)
        assert response.status_code == 429
        assert "Beaucoup de personnes travaillent ici en ce moment." in response.text


@needs_page_cache
def test_whoever_has_waited_is_shown_what_somebody_else_has_made_meanwhile(
    monkeypatch: pytest.MonkeyPatch, page: Page, as_contributor: Client
) -> None:
    waited, made = list[str](), Mock(wraps=page_cache._made)

    def take(_self: ConcurrencySlots, key: str) -> Turn:
        if not waited:
            waited.append(key)
            assert as_contributor.get(diff(page)).status_code == 200
        return Turn.TAKEN

    monkeypatch.setattr(ConcurrencySlots, "take", take)
    monkeypatch.setattr(page_cache, "_made", made)
    assert "Un autre texte" in as_contributor.get(diff(page)).text
    assert waited and made.call_count == 1


@pytest.mark.parametrize(("name", "turns"), [("contributions:page_edit", "short"), ("contributions:page_diff", "long")])
def test_a_turn_is_given_back_after_an_answer_and_after_a_failure(
    name: str, turns: str, page: Page, contributor: User
) -> None:
    request = RequestFactory().get(diff(page))
    request.user = contributor
    request.resolver_match = type("Match", (), {"view_name": name})()

    def fails(_request: object) -> Any:
        assert limit.process_view(request, None, (), {}) is None
        wait_for_turn(request)
        assert getattr(limit, turns)._in_hand
        raise RuntimeError

    limit = ConcurrencyLimit(fails)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            limit(request)
        assert not limit.short._in_hand and not limit.long._in_hand


def test_a_save_that_takes_longer_than_most_gives_its_turn_to_others(contributor: User) -> None:
    """It goes on among what takes long, and so does whatever she sends next."""
    request, key = _save(contributor), f"person {contributor.pk}"

    def saves(_request: object) -> HttpResponse:
        assert limit.process_view(request, None, (), {}) is None
        assert limit.short._in_hand[key] == 1 and not limit.long._in_hand
        renderer._when_overrun.get()()
        assert not limit.short._in_hand and limit.long._in_hand[key] == 1
        assert renderer._is_unhurried.get()
        return HttpResponse()

    limit = ConcurrencyLimit(saves)
    limit(request)
    assert not limit.short._in_hand and not limit.long._in_hand and not renderer._is_unhurried.get()
    assert key in limit.recently_long


def test_a_save_that_overruns_where_many_long_ones_are_under_way_says_so_beside_the_text(
    monkeypatch: pytest.MonkeyPatch, contributor: User
) -> None:
    request = _save(contributor)

    def saves(_request: object) -> HttpResponse:
        assert limit.process_view(request, None, (), {}) is None
        monkeypatch.setattr(ConcurrencySlots, "take", lambda _self, _key: Turn.MANY_ASK)
        with pytest.raises(RenderRefused) as refused:
            renderer._when_overrun.get()()
        assert refused.value.reason == "unavailable"
        return HttpResponse()

    limit = ConcurrencyLimit(saves)
    limit(request)
    assert not limit.short._in_hand


def test_what_waited_while_another_of_hers_turned_out_to_be_long_is_long(
    monkeypatch: pytest.MonkeyPatch, contributor: User
) -> None:
    request, key = _save(contributor), f"person {contributor.pk}"
    take = ConcurrencySlots.take

    def waits(self: ConcurrencySlots, key: str) -> Turn:
        limit.recently_long.add(key)
        return take(self, key)

    def saves(_request: object) -> HttpResponse:
        assert limit.process_view(request, None, (), {}) is None
        assert not limit.short._in_hand and limit.long._in_hand[key] == 1
        return HttpResponse()

    limit = ConcurrencyLimit(saves)
    monkeypatch.setattr(ConcurrencySlots, "take", waits)
    limit(request)
    assert not limit.long._in_hand


@pytest.mark.parametrize(("name", "is_long"), [("contributions:page_edit", False), ("contributions:images", True)])
def test_on_a_busy_machine_whoever_waits_for_a_processor_is_not_taken_for_long(
    monkeypatch: pytest.MonkeyPatch, name: str, is_long: bool, contributor: User
) -> None:
    """A file is opened in another process: of that the clock alone tells."""
    request, key = _save(contributor), f"person {contributor.pk}"
    request.resolver_match.view_name = name
    clock = [0.0]
    monkeypatch.setattr(concurrency, "monotonic", lambda: clock[0])

    def waits(_request: object) -> HttpResponse:
        assert limit.process_view(request, None, (), {}) is None
        clock[0] += concurrency.LONG + 1
        return HttpResponse()

    limit = ConcurrencyLimit(waits)
    limit(request)
    assert (key in limit.recently_long) == is_long


def _save(contributor: User) -> Any:
    request = RequestFactory().post("/")
    request.user = contributor
    request.resolver_match = type("Match", (), {"view_name": "contributions:page_edit"})()
    return request


def test_people_are_told_apart_and_visitors_by_their_network(contributor: User) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8::1")
    request.user = contributor
    assert concurrency.who_asks(request) == f"person {contributor.pk}"
    request.user = AnonymousUser()
    assert concurrency.who_asks(request) == "address 2001:db8::/64"


def test_the_limits_leave_threads_for_what_costs_little() -> None:
    assert settings.COSTLY_FOR_ONE < settings.COSTLY_IN_HAND
    assert settings.COSTLY_AT_ONCE <= settings.COSTLY_IN_HAND <= settings.REQUEST_THREADS // 2
    assert settings.COSTLY_LONG_IN_HAND <= settings.REQUEST_THREADS // 4
