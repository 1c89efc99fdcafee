"""What is asked of a translation server, and that none of its answers is believed before it was looked at."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from guide.translating.machine.proposals import LONGEST_TEXT, NoTranslation, TranslationServer
from tests.guide.translating import stub_server
from tests.guide.translating.stub_server import StubServer, answers, serving, translates


@pytest.fixture
def stub() -> Iterator[StubServer]:
    with serving() as server:
        yield server


def ask(stub: StubServer, text: str = "Bonjour à vous tous", *, key: str = "", seconds: float = 5) -> str:
    return TranslationServer(stub.url, key, seconds).translate(text, "fr", "en")


def test_a_text_is_sent_as_the_protocol_says(stub: StubServer) -> None:
    stub.behaves = translates(lambda _text: "Hello everybody, “é” 🎉")
    assert ask(stub, "Bonjour « é » 🎉") == "Hello everybody, “é” 🎉"
    assert stub.questions == [{"q": "Bonjour « é » 🎉", "source": "fr", "target": "en", "format": "text"}]
    assert stub.paths == ["/translate"]


def test_the_key_goes_along_where_there_is_one_and_shows_nowhere_else(stub: StubServer) -> None:
    ask(stub, key="s3cret")
    assert stub.questions[0]["api_key"] == "s3cret"
    assert "s3cret" not in repr(TranslationServer(stub.url, "s3cret"))
    stub.behaves = answers(b"", status=403)
    with pytest.raises(NoTranslation) as refused:
        ask(stub, key="s3cret")
    assert "s3cret" not in str(refused.value)


def test_the_server_may_live_under_a_path(stub: StubServer) -> None:
    stub.url += "/mt/"
    ask(stub)
    assert stub.paths == ["/mt/translate"]


@pytest.mark.parametrize(
    "behaviour",
    [
        answers(b"<html>Bad gateway</html>", **{"Content-Type": "text/html"}),
        answers(b'{"error": "no"}', status=500),
        answers(b'{"translatedText": "Hello"}', status=500),
        answers(b'{"error": "Invalid API key"}', status=403),
        answers(b'{"error": "Slowdown"}', status=429),
        answers(b'{"error": "fr is not supported"}', status=400),
        answers(b""),
        answers(b'{"translatedText": "Hel'),
        answers(b'"Hello"'),
        answers(b'["Hello"]'),
        answers(b"null"),
        answers(b'{"error": "no"}'),
        answers(b'{"translatedText": null}'),
        answers(b'{"translatedText": 3}'),
        answers(b'{"translatedText": ["Hello"]}'),
        answers(b'{"translatedText": {"text": "Hello"}}'),
        answers(b"\xff\xfe\x00{"),
        answers(b"[" * 100_000),
        answers(json.dumps({"translatedText": "x" * 300_000}).encode()),
        stub_server.never_ends,
        stub_server.hangs_up,
        stub_server.hangs_up_halfway,
    ],
)
def test_what_is_no_translation_is_refused(stub: StubServer, behaviour: stub_server.Behaviour) -> None:
    stub.behaves = behaviour
    with pytest.raises(NoTranslation):
        ask(stub)


@pytest.mark.parametrize("behaviour", [stub_server.says_nothing, stub_server.dribbles])
def test_a_server_that_takes_too_long_is_left(stub: StubServer, behaviour: stub_server.Behaviour) -> None:
    stub.behaves = behaviour
    begin = time.monotonic()
    with pytest.raises(NoTranslation):
        ask(stub, seconds=0.2)
    assert time.monotonic() - begin < 5  # says_nothing would take 10 seconds, dribbles 20


def test_a_redirect_is_not_followed(stub: StubServer) -> None:
    with serving() as other:
        for status in (301, 302, 303, 307, 308):
            stub.behaves = answers(b"", status=status, Location=f"{other.url}/translate")
            with pytest.raises(NoTranslation, match=str(status)):
                ask(stub, key="s3cret")
        assert other.paths == []
    assert len(stub.paths) == 5


def test_a_server_that_is_not_there_is_none() -> None:
    with serving() as gone:
        pass
    with pytest.raises(NoTranslation):
        ask(gone)


def test_a_text_that_is_too_long_is_not_sent(stub: StubServer) -> None:
    with pytest.raises(NoTranslation):
        ask(stub, "x" * (LONGEST_TEXT + 1))
    assert stub.paths == []


def test_proxies_of_the_machine_are_not_asked(stub: StubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert ask(stub, "Un deux trois") == "[Un deux trois]"
