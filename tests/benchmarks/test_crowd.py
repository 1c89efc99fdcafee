"""A crowd reads as it is meant to, writes between its readings, and waits where it is refused for the moment."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from itertools import islice

import pytest

from setup.console import Missing
from tests.benchmarks import __main__ as bench
from tests.benchmarks import browsers, marks, parts
from tests.benchmarks.browsers import Browser, Busy, Done
from tests.benchmarks.crowd import mixing
from tests.benchmarks.crowd import parts as crowd
from tests.benchmarks.crowd.measuring import together
from tests.benchmarks.crowd.mixing import CONNECTIONS, READINGS, WRITES, Mixed, counted, turns
from tests.benchmarks.parts import Place
from tests.benchmarks.sizes import CROWDS, MOST_COMMENTS, SIZES, apart, comments_of, pages_of_savers
from tests.benchmarks.wrk import Ask

pytestmark = pytest.mark.pure

PAGES = [f"/{number}/" for number in range(50)]
PEOPLE = [f"person={number}" for number in range(20)]


def test_evenly_is_each_page_as_often_as_any_other() -> None:
    asks = crowd.even(PAGES, PEOPLE)
    assert len(asks) >= crowd.LENGTH
    assert set(Counter(ask.path for ask in asks).values()) == {len(asks) // len(PAGES)}
    assert {ask.cookie for ask in asks} == set(PEOPLE)


def test_by_zipfs_law_the_second_page_is_read_half_as_often_as_the_first() -> None:
    (_page, first), (_other, second), *_rest = Counter(ask.path for ask in crowd.zipf(PAGES, PEOPLE)).most_common()
    assert 1.8 < first / second < 2.2


def test_a_form_is_asked_for_by_one_person_alone() -> None:
    asks = crowd.asks_of("crowd-form", Place(PAGES[:20], PEOPLE, is_alone=True))
    assert len(asks) == len({ask.path for ask in asks}) == len({ask.cookie for ask in asks}) == 20


def test_pages_have_from_none_to_forty_comments() -> None:
    found = Counter(comments_of(number) for number in range(41 * 10))
    assert found == dict.fromkeys(range(MOST_COMMENTS + 1), 10)


@pytest.mark.parametrize("size", CROWDS)
def test_each_saver_has_pages_of_her_own(size: str) -> None:
    equal, others = pages_of_savers(CROWDS[size])
    assert len(equal) == len(others) >= 8 and not set(equal) & set(others)
    assert others[-1] < CROWDS[size].pages


@pytest.mark.parametrize("size", SIZES)
def test_the_smallest_wiki_has_a_page_for_each_who_saves_that_nobody_reads(size: str) -> None:
    read, saved = apart(range(SIZES[size].history_page + 1, SIZES[size].pages))
    assert len(saved) >= 8 and not set(read) & set(saved)


def test_each_connection_writes_once_for_every_twenty_readings_and_not_all_at_once() -> None:
    asks = [Ask(path) for path in PAGES]
    each = [[kind for _ask, kind in islice(turns(number, asks), 3 * READINGS)] for number in range(CONNECTIONS)]
    assert all(sorted(filter(None, kinds)) == sorted(WRITES) for kinds in each)
    assert len({kinds.index(next(filter(None, kinds))) for kinds in each}) == CONNECTIONS


def test_connections_share_the_readings_among_them() -> None:
    asks = [Ask(path) for path in PAGES]
    read = [ask.path for number in range(CONNECTIONS) for ask, _kind in islice(turns(number, asks), 3)]
    assert len(set(read)) == len(read) == 3 * CONNECTIONS


def refuse() -> None:
    raise Busy("/p/")


def test_who_is_refused_for_the_moment_is_counted_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mixing, "MOMENT", 0)
    done = Mixed()
    with counted(done):
        refuse()
    assert done.refused == 1
    with pytest.raises(Missing, match="500"), counted(done):
        raise Missing("/p/ is answered with 500")


def test_a_save_that_is_refused_for_the_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "MOMENT", 0)

    class Refusing:
        answers = [429, 302]

        def get(self, path: str) -> str:
            return '<form id="writing"><textarea name="body">Un.</textarea></form>'

        def post(self, path: str, fields: dict[str, str], *, is_live: bool = False) -> tuple[int, str]:
            return self.answers.pop(0), ""

    done = Done()
    browsers.saves(["/p/"], parts.changed)(Refusing(), 0, 0, done)
    assert (done.refused, done.conflicts, len(done.turns)) == (1, 0, 1)


def test_a_saver_goes_from_one_of_her_pages_to_the_next() -> None:
    asked = []

    class Noting:
        def get(self, path: str) -> str:
            asked.append(path)
            return '<form id="writing"><textarea name="body">Un.</textarea></form>'

        def post(self, path: str, fields: dict[str, str], *, is_live: bool = False) -> tuple[int, str]:
            return 302, ""

    act = browsers.saves(["/a/", "/b/", "/c/", "/d/"], parts.changed, each=2)
    for turn in range(3):
        act(Noting(), 1, turn, Done())
    assert asked == ["/c/edit/", "/d/edit/", "/c/edit/"]


def test_an_answer_in_chunks_is_read_whole_and_the_connection_kept() -> None:
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nUne\r\n5;x=1\r\n page\r\n0\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection:
                for _ in range(2):
                    connection.recv(1 << 16)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        browser = Browser(server.getsockname()[1], "")
        assert [browser.get("/"), browser.get("/")] == ["Une page", "Une page"]
        browser.socket.close()
        thread.join()


def test_the_worker_is_counted() -> None:
    spent = together({"server": 3.0, "database": 1.0, "worker": 2.0, "load": 9.0})
    assert (spent["both"], spent["processor"]) == (4, 6)


def test_a_share_of_dokuwikis_rate_is_held_to_its_mark_and_told_only_where_it_was_measured() -> None:
    found = {"crowd-even": {"16": {"rate": 400.0, "of_dokuwiki": 0.9}}, "crowd-home": {"16": {"rate": 400.0}}}
    assert [(one.mark.part, one.is_met) for one in marks.verdicts(found, "small")] == [("crowd-even", False)]


def test_a_worker_that_falls_behind_is_told() -> None:
    found = {"crowd-save": {"8": {"queue_grown": 40}}}
    assert [one.is_met for one in marks.verdicts(found, "small")] == [False]


def test_a_crowd_is_asked_for_by_one_word() -> None:
    assert bench.chosen(["crowd"])[0] == list(crowd.CROWD)
    assert bench.chosen(["cold", "page"])[0] == ["page", *crowd.COLD]
