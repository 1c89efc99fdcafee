"""What is said of captions that players would leave out, or show at the wrong time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from campaign.videos.captions import check, clean, cues_in
from tests.campaign.videos.media_files import captions
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


TIMES = "00:00:01.000 --> 00:00:02.000"


@for_each(
    ("text", "words"),
    [
        ("hello", "Line 1: the first line of the file has to be WEBVTT"),
        ("WEBVTTX\n", "Line 1"),
        ("1\n00:00:01,000 --> 00:00:02,000\nhello", "Line 1"),
        ("WEBVTT\n\n", "There are no words in this file."),
        (f"WEBVTT\n\n{TIMES}\n\nhello", "Line 3: no words stand under these times."),
        ("WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nhello", "Line 4: the times cannot be read."),
        ("WEBVTT\n\nhello", "Line 3: no times stand here"),
        (f"WEBVTT\n\n{TIMES}\nhello\n{TIMES}\nagain", "Line 3: an empty line has to stand between two captions."),
        (captions((0, 5, "a"), (4, 6, "b")), "Line 6: this begins before the words above it end."),
        (captions((0, 2, "a"), (3, 25, "b")), "Line 6: this ends after the video, which lasts 24"),
        (captions((5, 4, "a")), "Line 3: this ends before it begins."),
        ("WEBVTT\n" + "x" * 100_000, "At most 100000 characters."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check(clean(text), milliseconds=24_000)
    assert refused.value.messages[0].startswith(words)


def test_what_a_file_may_hold_besides_is_no_error() -> None:
    blocks = ("WEBVTT - a title\nKind: captions", "NOTE for us", "STYLE\n::cue {}", f"id\n{TIMES} align:start\na\nb")
    text = "\ufeff" + "\n\n".join(blocks).replace("\n", "\r\n")
    check(clean(text), milliseconds=24_000)
    assert [(cue.start, cue.end, cue.text) for cue in cues_in(clean(text))] == [(1.0, 2.0, "a b")]


def test_two_lines_of_japanese_are_read_without_a_space() -> None:
    words = "猫は会社の\n帽子。\n次 は\nAnna\n です"
    assert [cue.text for cue in cues_in(captions((1, 2, words)))] == ["猫は会社の帽子。次 は Anna です"]


def test_a_cue_says_who_speaks_and_loses_its_marks() -> None:
    (cue,) = cues_in(captions((65, 67.5, "<v Anna>Hello <i>you</i>, <script>alert(1)</script>")))
    assert (cue.voice, cue.text, cue.clock, cue.jump) == ("Anna", "Hello you, alert(1)", "1:05", "t=65")


def test_the_last_words_may_outlast_the_pictures_by_a_moment() -> None:
    check(captions((0, 24.4, "a")), milliseconds=24_000)


def test_no_cue_is_read_of_what_is_none() -> None:
    assert cues_in("hello") == []
