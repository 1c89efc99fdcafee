"""What a machine proposes for paragraphs, and what of it is dropped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from guide.translating import machine
from guide.translating.machine.proposals import (
    LONGEST_TEXT,
    CircuitBreaker,
    Dropped,
    DropReason,
    Proposal,
    Proposer,
    TranslationServer,
)
from tests.guide.translating import stub_server
from tests.guide.translating.stub_server import Behaviour, StubServer, answers, serving, translates

pytestmark = pytest.mark.pure

LINKED = "Voyez **vite** [le site](https://a.example/x) de @[x0123456789] !"


@pytest.fixture
def stub() -> Iterator[StubServer]:
    with serving() as server:
        yield server


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def proposer(
    stub: StubServer, *, languages: tuple[str, str] = ("fr", "en"), clock: Clock | None = None, seconds: float = 5
) -> Proposer:
    clock = clock or Clock()
    server = TranslationServer(stub.url, "", seconds)
    return Proposer(server, languages, breaker=CircuitBreaker(clock=clock), clock=clock)


def proposed(stub: StubServer, source: str, languages: tuple[str, str] = ("fr", "en")) -> str | DropReason:
    """The proposal, or why there is none."""
    (found,) = proposer(stub, languages=languages).propose([source])
    return found.target if isinstance(found, Proposal) else found.reason


def test_words_go_out_with_numbers_and_come_back_with_their_codes(stub: StubServer) -> None:
    stub.behaves = translates(lambda _text: "See {3}the site{4} of {5} {1}quickly{2}!")
    assert proposed(stub, LINKED) == "See [the site](https://a.example/x) of @[x0123456789] **quickly**!"
    assert stub.questions[0]["q"] == "Voyez {1}vite{2} {3}le site{4} de {5} !"


def test_a_paragraph_is_a_question_and_answers_come_in_its_order(stub: StubServer) -> None:
    stub.behaves = translates(str.upper)
    found = proposer(stub).propose(["Un deux trois {1}", "Oui", "Quatre cinq « six »"])
    assert found == [
        Dropped(DropReason.UNLIKELY),  # the same words
        Dropped(DropReason.SHORT),
        Dropped(DropReason.UNLIKELY),
    ]
    stub.behaves = translates(lambda text: text.replace("cinq", "five"))
    assert proposer(stub).propose(["Oui", "Quatre cinq six"])[1] == Proposal("Quatre five six")
    assert [asked["q"] for asked in stub.questions] == ["Un deux trois {1}", "Quatre cinq « six »", "Quatre cinq six"]


def test_no_name_and_no_address_leaves_the_house(stub: StubServer) -> None:
    source = f"{LINKED} Ou à marie@a.example, sur 17cyber.gouv.fr ou https://b.example/y?z=1"
    proposed(stub, source)
    (asked,) = stub.questions
    assert not any(secret in asked["q"] for secret in ("x0123456789", "example", "gouv", "marie", "http"))


@pytest.mark.parametrize(
    ("answer", "target"),
    [
        (
            "See { 3 }the site{ 4 } of ｛５｝ {1}quickly{2}!",
            "See [the site](https://a.example/x) of @[x0123456789] **quickly**!",
        ),
        (
            "  See {3}the site{4} of {5} {1}fast{2}!\n",
            "See [the site](https://a.example/x) of @[x0123456789] **fast**!",
        ),
    ],
)
def test_what_machines_do_to_placeholders_is_made_good(stub: StubServer, answer: str, target: str) -> None:
    stub.behaves = translates(lambda _text: answer)
    assert proposed(stub, LINKED) == target


@pytest.mark.parametrize(
    "answer",
    [
        "See {1}quickly{2} the site of {5}!",  # lost
        "See {1}quickly{2} {3}the site{4} of {5} {5}!",  # doubled
        "See {1}quickly{2} {3}the site{4} of {5} {6}!",  # invented
        "See {1}quickly {3}the{2} site{4} of {5}!",  # crossed
        "See {2}quickly{1} {3}the site{4} of {5}!",  # turned round
        "See {1}quickly{2} {3}the site{4} of {5}! https://evil.example",
        "See {1}quickly{2} {3}the site{4} of {5}! [x](https://evil.example)",
        "See {1}quickly{2} {3}the site{4} of {5} ![x](/media/images/0123456789abcdef/a.webp)",
        "See {1}quickly{2} {3}the site{4} of @[xaaaaaaaaaa] {5}!",
        "# See {1}quickly{2} {3}the site{4} of {5}!",
        "See {1}quickly{2}\n\n{3}the site{4} of {5}!",
        "See {1}quickly{2} `{3}the site{4}` of {5}!",
    ],
)
def test_a_proposal_whose_codes_are_broken_is_dropped(stub: StubServer, answer: str) -> None:
    stub.behaves = translates(lambda _text: answer)
    assert proposed(stub, LINKED) == DropReason.BROKEN


@pytest.mark.parametrize(
    "answer", ["", "Home", "un deux TROIS quatre cinq six sept huit neuf dix onze douze", "Home " * 100]
)
def test_a_proposal_that_is_nonsense_is_dropped(stub: StubServer, answer: str) -> None:
    stub.behaves = translates(lambda _text: answer)
    source = "Un deux trois quatre cinq six sept huit neuf dix onze douze"
    assert proposed(stub, source) == DropReason.UNLIKELY


@pytest.mark.parametrize(
    ("source", "languages"),
    [
        ("", ("fr", "en")),
        ("Oui", ("fr", "en")),
        ("**Deux** mots", ("fr", "en")),
        ("[Un mot](https://a.example/un/deux/trois/quatre)", ("fr", "en")),
        ("```\nUn bloc de code assez long\n```", ("fr", "en")),
        ("{contributors}", ("fr", "en")),
        ("こんにちは", ("ja", "en")),
    ],
)
def test_a_word_or_two_are_never_sent(stub: StubServer, source: str, languages: tuple[str, str]) -> None:
    stub.behaves = translates(lambda _text: "Home")
    assert proposed(stub, source, languages) == DropReason.SHORT
    assert stub.questions == []


def test_japanese_is_counted_by_its_signs(stub: StubServer) -> None:
    stub.behaves = translates(lambda _text: "Let us choose a password.")
    assert proposed(stub, "パスワードを選びましょう。", ("ja-JP", "en-GB")) == "Let us choose a password."
    stub.behaves = translates(lambda _text: "パスワードを選びましょう。")
    assert proposed(stub, "Choose a password now.", ("en", "ja")) == "パスワードを選びましょう。"


def test_a_text_that_is_too_long_is_never_sent(stub: StubServer) -> None:
    assert proposed(stub, "mot " * LONGEST_TEXT) == DropReason.LONG
    assert stub.questions == []


@pytest.mark.parametrize(
    "behaviour",
    [
        answers(b"<html>Bad gateway</html>", status=502),
        answers(b"<html>Welcome</html>"),
        answers(b'{"translatedText": 3}'),
        stub_server.never_ends,
        stub_server.hangs_up,
    ],
)
def test_a_server_that_fails_leaves_a_paragraph_as_it_was(stub: StubServer, behaviour: Behaviour) -> None:
    stub.behaves = behaviour
    assert proposed(stub, LINKED) == DropReason.FAILED


def test_after_three_failures_the_server_rests_then_is_tried_once(stub: StubServer, clock: Clock) -> None:
    asked = proposer(stub, clock=clock)
    stub.behaves = answers(b"", status=500)
    sources = [f"Un deux trois {number}" for number in range(5)]
    reasons = [one.reason for one in asked.propose(sources) if isinstance(one, Dropped)]
    assert reasons == [DropReason.FAILED] * 3 + [DropReason.RESTING] * 2
    assert len(stub.questions) == 3
    clock.now += 601
    assert asked.propose(sources)[:2] == [Dropped(DropReason.FAILED), Dropped(DropReason.RESTING)]
    assert len(stub.questions) == 4
    clock.now += 601
    stub.behaves = translates(lambda text: text.replace("Un", "One"))
    assert asked.propose(sources)[4] == Proposal("One deux trois 4")


def test_failures_with_answers_between_them_are_not_counted_together(stub: StubServer, clock: Clock) -> None:
    asked = proposer(stub, clock=clock)
    for _time in range(3):
        stub.behaves = answers(b"", status=500)
        asked.propose(["Un deux trois", "Un deux trois"])
        stub.behaves = translates(lambda text: text.replace("Un", "One"))
        assert asked.propose(["Un deux trois"]) == [Proposal("One deux trois")]


def test_a_dropped_proposal_is_no_failure_of_the_server(stub: StubServer) -> None:
    stub.behaves = translates(lambda _text: "{9}")
    assert {one.reason for one in proposer(stub).propose(["Un deux trois"] * 9) if isinstance(one, Dropped)} == {
        "broken"
    }
    assert len(stub.questions) == 9


def test_a_text_has_its_time_and_what_is_left_then_is_not_asked(stub: StubServer, clock: Clock) -> None:
    asked = proposer(stub, clock=clock)

    def slowly(text: str) -> str:
        clock.now += 250
        return text.replace("Un", "One")

    stub.behaves = translates(slowly)
    found = asked.propose(["Un deux trois"] * 5)
    assert found == [Proposal("One deux trois")] * 3 + [Dropped(DropReason.LATE)] * 2


def test_without_a_server_no_machine_is_asked(settings) -> None:
    assert settings.TRANSLATION_SERVER_URL == ""
    assert not machine.is_on()
    assert machine.propose(["Un deux trois"], "fr", "en") == [Dropped(DropReason.OFF)]


def test_the_settings_say_which_server_and_with_which_key(stub: StubServer, settings) -> None:
    settings.TRANSLATION_SERVER_URL, settings.TRANSLATION_SERVER_KEY = stub.url, "s3cret"
    stub.behaves = translates(lambda text: text.replace("Un", "One"))
    assert machine.is_on()
    assert machine.propose(["Un deux trois"], "fr-CH", "en") == [Proposal("One deux trois")]
    assert stub.questions == [
        {"q": "Un deux trois", "source": "fr", "target": "en", "format": "text", "api_key": "s3cret"}
    ]


def test_the_log_holds_neither_the_text_nor_the_key(
    stub: StubServer, settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TRANSLATION_SERVER_URL, settings.TRANSLATION_SERVER_KEY = stub.url, "s3cret"
    stub.behaves = answers(b'{"error": "s3cret Un deux trois"}', status=403)
    machine.propose(["Un deux trois"], "fr", "en")
    assert "HTTP 403" in caplog.text and "s3cret" not in caplog.text and "deux" not in caplog.text


def test_each_reason_is_a_sentence() -> None:
    with translation.override("en"):
        assert all(str(reason.label).endswith(".") for reason in DropReason)
