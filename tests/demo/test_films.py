"""The four films: their size and length, and what is written under them in four languages."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from campaign.videos.media_header import MediaHeader
from campaign.videos.webm import read_webm
from demo.content import FOLDER as CONTENT
from demo.video_content import LANGUAGES, VideoContent, read_videos

pytestmark = pytest.mark.pure

HEAVIEST = 400_000  # bytes, since it is in every clone
FASTEST = {"fr": 17, "en": 17, "it": 17, "ja": 7}  # signs a second
WIDEST = {"fr": 37, "en": 37, "it": 37, "ja": 16}  # signs a line
CUE = re.compile(r"(\S+) --> (\S+)\n((?:.+\n?)+)")


@pytest.fixture(scope="module")
def videos() -> tuple[VideoContent, ...]:
    return read_videos(CONTENT / "videos")


def cues_of(text: str) -> list[tuple[float, float, str]]:
    return [(seconds(first), seconds(last), words.strip("\n")) for first, last, words in CUE.findall(text)]


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def header_of(video: VideoContent) -> MediaHeader:
    path = CONTENT / "videos" / f"{video.name}.webm"
    with path.open("rb") as file:
        return read_webm(file, path.stat().st_size)


def test_there_is_one_light_film_for_each_question(videos: tuple[VideoContent, ...]) -> None:
    assert [video.theme for video in videos] == [1, 2, 3, 4]
    for video in videos:
        assert (CONTENT / "videos" / f"{video.name}.webm").stat().st_size <= HEAVIEST
        header = header_of(video)
        assert 15_000 <= header.milliseconds <= 30_000
        assert (header.width, header.height) == (960, 540)


def test_the_captions_and_chapters_of_a_film_are_the_same_in_every_language(videos: tuple[VideoContent, ...]) -> None:
    for video in videos:
        for kind in ("captions", "chapters"):
            times = [[cue[:2] for cue in cues_of(video.tracks[kind, language])] for language in LANGUAGES]
            assert times[0] and all(other == times[0] for other in times)


def test_captions_can_be_read_in_their_time(videos: tuple[VideoContent, ...]) -> None:
    too_fast = [
        (video.name, language, words)
        for video in videos
        for language in LANGUAGES
        for first, last, words in cues_of(video.tracks["captions", language])
        if len(words.replace("\n", "" if language == "ja" else " ")) > FASTEST[language] * (last - first) + 0.001
        or last - first < 1
    ]
    assert too_fast == []


def test_a_caption_has_two_short_lines_at_most(videos: tuple[VideoContent, ...]) -> None:
    for video in videos:
        for language in LANGUAGES:
            for _first, _last, words in cues_of(video.tracks["captions", language]):
                lines = words.split("\n")
                assert len(lines) <= 2 and max(map(len, lines)) <= WIDEST[language], words


def test_captions_follow_each_other_within_the_film(videos: tuple[VideoContent, ...]) -> None:
    for video in videos:
        cues = cues_of(video.tracks["captions", "fr"])
        assert cues[-1][1] <= header_of(video).milliseconds / 1000
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(cues))


def test_chapters_divide_the_film_from_its_first_to_its_last_moment(videos: tuple[VideoContent, ...]) -> None:
    for video in videos:
        chapters = cues_of(video.tracks["chapters", "fr"])
        assert 2 <= len(chapters) <= 4
        assert chapters[0][0] == 0 and chapters[-1][1] == pytest.approx(header_of(video).milliseconds / 1000, abs=0.1)
        assert all(earlier[1] == later[0] for earlier, later in pairwise(chapters))


def test_french_captions_are_set_with_no_break_spaces(videos: tuple[VideoContent, ...]) -> None:
    text = "".join(text for video in videos for (_kind, language), text in video.tracks.items() if language == "fr")
    assert not re.search(r" [:;?!»]|« ", text) and "'" not in text
