"""No regular expression takes longer than in proportion to a text, whatever the text: most run in a thread of the server.

Processor time of two lengths is compared, not measured against a clock: four times the text may take about four times, and
what is quadratic takes sixteen. So neither a slow nor a busy machine changes what is found.
"""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings

from common.markup import glossary, meaning_change
from search import excerpts, ranking
from search.query import Clause
from tests.contracts.patterns import AT_ONE_PLACE, Found, Reader, all_patterns, attacks

LENGTH = 2_048
TIMES = 4
LINEAR = 8.0  # between 4 and 16
SUSPICIOUS = 0.0004  # seconds of a processor; the least that anything quadratic takes for LENGTH is four times as much
FOR_EVER = 3.0  # seconds of a processor, for all texts of a hundred characters together

# What a function puts together, as it would be for words of a question or of a glossary.
MADE: dict[str, tuple[re.Pattern[Any], ...]] = {
    "search.excerpts.places_like": (
        excerpts.places_like(frozenset({"mo", "pa"})),
        excerpts.places_like(frozenset({"m", "pas"})),
    ),
    "search.ranking._pattern": (
        ranking._pattern(Clause((), "a-b")),
        ranking._pattern(Clause(("aaa",), "aaa", beginning="aa")),
        ranking._pattern(Clause(("aa",), "aa")),
        ranking._pattern(Clause(("a", "a", "a", "a"), "a a a a")),
    ),
    "common.markup.glossary._pattern": tuple(map(glossary._pattern, ("二段階 (ニ)", "a a a", "d’aaa (CNIL)"))),
    # In the attributes of one tag, and in the files of an edition: the words of an address, taken as they are.
    "guide.publication.fragments.on_its_own": (re.compile(r'(\shref=")#(?!tip-1-)'),),
    "guide.builds.missing._should_hold": (re.compile(rb"(?<![\w./-])aaa(?![\w./-])"),),
    "guide_project.security.is_redirected": tuple(map(re.compile, settings.SECURE_REDIRECT_EXEMPT)),
    "common.markup.meaning_change.equivalence._compiled": tuple(
        re.compile(phrase) for words in meaning_change.LANGUAGES.values() for phrase, _instead in words.phrases
    ),
    "common.markup.meaning_change.equivalence._root": tuple(
        re.compile(pattern) for words in meaning_change.LANGUAGES.values() for pattern in words.irregular
    ),
}


class TakesForEver(Exception):
    """One of the short texts did."""


def test_no_pattern_takes_longer_than_in_proportion_to_a_text() -> None:
    found, made = all_patterns()
    assert len(found) > 200
    assert sorted(set(made)) == sorted(MADE), "each pattern that a function puts together stands in MADE, with samples"
    searched = [Found(place, one, frozenset({"finditer"})) for place, some in MADE.items() for one in some]
    assert "\n".join(slow for one in (*found, *searched) if (slow := _slow_text(one))) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[ ]{0,3}\|?[ ]{0,8}:?-{3,}[ |:-]*$",
        r"(?:.*\S.*(?:\n|$))+",
        r"[ \t]*\n\s*",
        r"<dt[^>]*>(.*?)</dt>",
        r"(?:a+)+b",
        r"(?:a|[a-z])*\.",
    ],
)
def test_what_is_slow_is_found(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "FOR_EVER", FOR_EVER / 10)  # two of these end no sooner
    assert _slow_text(Found("here", re.compile(pattern, re.MULTILINE), frozenset({"sub"})))


def _slow_text(found: Found) -> str:
    """A place and the beginning of a text for which it grows faster than the text; "" where there is none."""
    reader = Reader(found.pattern)
    text = None
    try:
        with _for_a_while():
            for text in attacks(reader, 100):
                _apply(found, text)
    except TakesForEver:
        return f"{found.place}: for ever, {text!r}"
    texts = zip(attacks(reader, LENGTH), attacks(reader, LENGTH * TIMES), strict=True)
    slow = (f"{found.place}: {text[:40]!r}" for text, longer in texts if _grows_too_fast(found, text, longer))
    return next(slow, "")


def _grows_too_fast(found: Found, text: Any, longer: Any) -> bool:
    if _time(found, text) < SUSPICIOUS:
        return False
    return all(_time(found, longer) > LINEAR * _time(found, text) for _ in range(5))


def _time(found: Found, text: Any) -> float:
    begin = time.thread_time()
    _apply(found, text)
    return time.thread_time() - begin


def _apply(found: Found, text: Any) -> None:
    if found.is_searched:
        for _ in found.pattern.finditer(text):
            pass
    for method in found.methods & AT_ONE_PLACE:
        getattr(found.pattern, method)(text)


@contextmanager
def _for_a_while() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TakesForEver

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, FOR_EVER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
