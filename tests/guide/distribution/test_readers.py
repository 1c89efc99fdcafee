"""The published rule: who is a reader, and who is none."""

from __future__ import annotations

from typing import Any

import pytest

from guide.distribution.figures import ROBOT_WORDS, RULE, is_for_a_script, is_reader
from tests.for_each import for_each

pytestmark = pytest.mark.pure

READERS = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122 Mobile",
    "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80/191.340; U; fr) Presto/2.12.423 Version/12.16",
    "Dalvik/2.1.0 (Linux; U; Android 13)",
]
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/129.0 Safari/537.36",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
    "curl/8.14.1",
    "Wget/1.21",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Java/17.0.2",
    "okhttp/4.9.3",
    "",
    "   ",
]


def asking(**more: str) -> dict[str, Any]:
    return {"REQUEST_METHOD": "GET", "HTTP_USER_AGENT": READERS[0], "REMOTE_ADDR": "192.0.2.1"} | more


@pytest.mark.parametrize("program", READERS)
def test_browsers_are_readers(program: str) -> None:
    assert is_reader(asking(HTTP_USER_AGENT=program))


@for_each("program", ROBOTS)
def test_robots_are_none(program: str) -> None:
    assert not is_reader(asking(HTTP_USER_AGENT=program))


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_what_is_fetched_in_advance_or_not_at_all_is_not_read(more: dict[str, str]) -> None:
    assert not is_reader(asking(**more))


def test_a_page_taken_along_to_be_read_offline_is_not_opened() -> None:
    assert is_for_a_script(asking(HTTP_SEC_FETCH_DEST="empty", HTTP_SEC_FETCH_MODE="cors"))
    assert not is_for_a_script(asking(HTTP_SEC_FETCH_DEST="document", HTTP_SEC_FETCH_MODE="navigate"))
    assert not is_for_a_script(asking(HTTP_SEC_FETCH_DEST="empty", HTTP_SEC_FETCH_MODE="navigate"))
    assert not is_for_a_script(asking())  # a browser that does not tell


def test_the_rule_can_be_read_by_everybody() -> None:
    assert RULE.words == ROBOT_WORDS == tuple(sorted(ROBOT_WORDS))
    assert all(str(sentence).endswith(".") for sentence in RULE.sentences)
