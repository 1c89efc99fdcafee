"""Whether addresses outside answer: asked by the worker, which can be led nowhere inside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from accounts.models import User
from guide.models import LinkCheck, Tip
from guide.reviewing import fetching
from guide.reviewing.fetching import AddressRefused, LinkResponse, Target, fetch, is_public, target_of
from tests.for_each import for_each

PUBLIC = "93.184.216.34"


def to_public(host: str, port: int) -> list[str]:
    return [PUBLIC]


def answers(*hops: tuple[int, str]) -> tuple[list[Target], fetching.Open]:
    """What was opened, and an opener that gives these answers one after the other."""
    asked: list[Target] = []

    def opened(target: Target) -> tuple[int, str]:
        asked.append(target)
        return hops[len(asked) - 1]

    return asked, opened


@for_each(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.8",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "::ffff:0:8.8.8.8",
        "::127.0.0.1",
        "::8.8.8.8",
        "2002:0808:0808::1",
        "2001:0:7f00:1::1",
        "fec0::1",
        "64:ff9b:1::7f00:1",
        "::",
    ],
)
def test_no_address_inside_is_asked(ip: str) -> None:
    assert not is_public(ip)
    asked, opened = answers((200, ""))
    answer = fetch("https://example.org/", resolve=lambda host, port: [PUBLIC, ip], open_=opened)
    assert (answer.status, asked) == (None, [])
    assert answer.problem


@pytest.mark.parametrize("ip", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_addresses_are(ip: str) -> None:
    assert is_public(ip)


@for_each(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://example.org:8080/",
        "https://example.org:80/",
        "http://user:secret@example.org/",
        "http://user@example.org/",
        "http:///chemin",
        "http://example.org/\r\nHost: inside",
        "http://example.org/ x",
        "http://example.org:99999/",
        "http://[::1/",
        "x" * 3_000,
    ],
)
def test_only_the_web_on_its_own_ports_is_asked(url: str) -> None:
    asked, opened = answers((200, ""))
    answer = fetch(url, resolve=to_public, open_=opened)
    assert (answer.status, asked) == (None, [])


def test_the_address_that_was_checked_is_the_one_that_is_opened() -> None:
    lookups = iter([[PUBLIC], ["127.0.0.1"]])
    asked, opened = answers((200, ""))
    assert fetch("https://example.org/a?b=é", resolve=lambda host, port: next(lookups), open_=opened) == LinkResponse(
        200
    )
    assert asked == [Target("https", "example.org", PUBLIC, 443, "/a?b=%C3%A9")]


def test_a_redirect_is_checked_like_the_first_address() -> None:
    asked, opened = answers((302, "http://inside.example/"), (200, ""))

    def resolve(host: str, port: int) -> list[str]:
        return ["10.0.0.1"] if host.startswith("inside") else [PUBLIC]

    assert fetch("https://example.org/", resolve=resolve, open_=opened).status is None
    assert [target.host for target in asked] == ["example.org"]
    for elsewhere in ("file:///etc/passwd", "http://127.0.0.1/", "//[::1]/", "http://example.org:22/"):
        asked, opened = answers((301, elsewhere), (200, ""))
        real = lambda host, port: [host] if host[0].isdigit() or ":" in host else [PUBLIC]  # noqa: E731
        assert fetch("https://example.org/", resolve=real, open_=opened).problem
        assert len(asked) == 1


def test_three_redirects_are_followed_and_no_more() -> None:
    hops = [(302, f"/{number}") for number in range(1, 5)]
    asked, opened = answers(*hops[:3], (200, ""))
    assert fetch("https://example.org/", resolve=to_public, open_=opened) == LinkResponse(200)
    asked, opened = answers(*hops)
    assert fetch("https://example.org/", resolve=to_public, open_=opened).problem
    assert len(asked) == 4


@for_each(
    ("status", "is_well"),
    [(200, True), (204, True), (403, True), (405, True), (429, True), (404, False), (410, False), (500, False)],
)
def test_what_a_reader_would_get_counts(status: int, is_well: bool) -> None:
    _asked, opened = answers((status, ""))
    assert (fetch("https://example.org/", resolve=to_public, open_=opened).problem == "") is is_well


def test_a_host_without_an_address_does_not_answer() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError

    assert fetch("https://example.invalid/", resolve=fails).problem
    with pytest.raises(AddressRefused):
        target_of("https://example.invalid/", resolve=lambda host, port: [])


class Hop(BaseHTTPRequestHandler):
    seen: dict[str, str] = {}

    def do_GET(self) -> None:
        Hop.seen = dict(self.headers)
        self.send_response(302 if self.path == "/" else 200)
        if self.path == "/":
            self.send_header("Location", "/suite")
            self.send_header("Set-Cookie", "a=b")
        self.end_headers()
        self.wfile.write(b"x" * 10)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Hop) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening.server_address[1]
        listening.shutdown()


@pytest.mark.once
def test_a_real_answer_is_read_without_cookies(server: int) -> None:
    assert fetch(f"http://127.0.0.1:{server}/").status is None
    assert fetch(f"http://127.0.0.1:{server}/", allow_private=True) == LinkResponse(200)
    assert "Cookie" not in Hop.seen
    assert Hop.seen["User-Agent"].startswith("GuideProject")


@pytest.mark.django_db
def test_each_address_is_asked_once_a_week_and_forgotten_when_nobody_names_it(tip: Tip, editor: User, settings) -> None:
    settings.CHECK_LINKS = True
    body = "[Un](https://un.example/) et [deux](https://deux.example/), ou [là](/wiki/)."
    tip.revise(title=tip.title, body=body, author=editor, base_version=1)
    asked: list[str] = []

    def note(url: str) -> LinkResponse:
        asked.append(url)
        return LinkResponse(404, "it is gone") if "un" in url else LinkResponse(200)

    now = timezone.now()
    told = [fetching.check_what_is_due(at=now + timedelta(days=days), ask=note) for days in (0, 1, 6, 8)]
    assert told == [2, 0, 0, 2]
    assert set(asked) == {"https://un.example/", "https://deux.example/"}
    assert LinkCheck.objects.get(url="https://un.example/").problem == "it is gone"
    tip.refresh_from_db()
    tip.revise(title=tip.title, body="Rien.", author=editor, base_version=2)
    fetching.check_what_is_due(at=now, ask=note)
    assert not LinkCheck.objects.exists()


@pytest.mark.django_db
def test_a_few_are_asked_at_a_time_and_none_where_it_is_switched_off(tip: Tip, editor: User, settings) -> None:
    body = " ".join(f"[n](https://n{number}.example/)" for number in range(fetching.AT_ONCE + 3))
    tip.revise(title=tip.title, body=body, author=editor, base_version=1)
    assert fetching.check_what_is_due(ask=lambda url: LinkResponse(200)) == 0
    settings.CHECK_LINKS = True
    assert [fetching.check_what_is_due(ask=lambda url: LinkResponse(200)) for _run in range(3)] == [
        fetching.AT_ONCE,
        3,
        0,
    ]
