"""The four films: their length, what is written over them in four languages, and one that is really encoded."""

from __future__ import annotations

import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from demo.content import FOLDER as CONTENT
from demo.video_content import LANGUAGES, VideoContent, read_videos
from demo.videos import cache, encoding, music
from demo.videos.catalogue import FILMS
from demo.videos.encoding import encode
from demo.videos.films import END_SECONDS, FPS, TITLE_SECONDS, Film
from demo.videos.frames import HEIGHT, WIDTH, Frame
from setup import films as setup_films

pytestmark = pytest.mark.pure

FILM = {film.name: film for film in FILMS}
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


def test_there_is_one_film_for_each_question_and_each_is_told_of(videos: tuple[VideoContent, ...]) -> None:
    assert [film.theme for film in FILMS] == [1, 2, 3, 4]
    assert [(video.name, video.theme, video.title) for video in videos] == [
        (film.name, film.theme, film.title) for film in FILMS
    ]


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_a_film_lasts_15_to_30_seconds(film: Film) -> None:
    assert 15 <= film.seconds <= 30


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.name)
def test_every_shot_of_a_film_can_be_drawn_at_its_beginning_and_its_end(film: Film) -> None:
    for shot in film.all_shots:
        for moment in (0.0, shot.seconds - 1 / FPS):
            frame = Frame(shot.ground().image)
            shot.draw(frame, moment)
            assert frame.pixels().size == (WIDTH, HEIGHT)


def test_a_poster_has_more_to_show_than_its_ground() -> None:
    for film in FILMS:
        colours = encoding.poster(film).getcolors(WIDTH * HEIGHT) or []
        assert sum(count > 2_000 for count, _colour in colours) >= 12


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
        assert cues[-1][1] <= FILM[video.name].seconds
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(cues))


def test_chapters_divide_the_film_from_its_first_to_its_last_moment(videos: tuple[VideoContent, ...]) -> None:
    for video in videos:
        chapters = cues_of(video.tracks["chapters", "fr"])
        assert 2 <= len(chapters) <= 4
        assert chapters[0][0] == 0 and chapters[-1][1] == pytest.approx(FILM[video.name].seconds)
        assert all(earlier[1] == later[0] for earlier, later in pairwise(chapters))


def test_french_captions_are_set_with_no_break_spaces(videos: tuple[VideoContent, ...]) -> None:
    text = "".join(text for video in videos for (_kind, language), text in video.tracks.items() if language == "fr")
    assert not re.search(r" [:;?!»]|« ", text) and "'" not in text


def test_what_is_written_last_in_a_film_is_the_sentence_of_its_question(videos: tuple[VideoContent, ...]) -> None:
    introductions = (CONTENT / "theme-intros.md").read_text("utf-8").replace("\u00a0", " ")
    for film in FILMS:
        assert film.sentence.replace("\n", " ").replace("\u00a0", " ") in introductions


def test_a_track_is_as_long_as_its_film_and_never_too_loud() -> None:
    film = Film("short", 2, "Essai", "Un\nessai", (), "office", 1.0)
    track = music.track(film)
    assert len(track) == round(film.seconds * music.RATE)
    assert max(map(abs, track)) <= music.PEAK + 0.001


def test_a_film_is_encoded_for_every_browser(tmp_path: Path) -> None:
    ffmpeg = os.environ.get("FFMPEG") or setup_films.installed()
    if ffmpeg is None:
        pytest.skip("no FFmpeg")
    film = Film("essai", 3, "Essai", "Un\nessai …", (), "party", 1.5)
    encode(film, tmp_path, ffmpeg)
    mp4, webm = tmp_path / "essai.mp4", tmp_path / "essai.webm"
    for file, picture, sound in ((mp4, "h264 (High)", "aac"), (webm, "vp9", "opus")):
        said = subprocess.run([ffmpeg, "-i", str(file)], capture_output=True, text=True, check=False).stderr
        assert f"Video: {picture}" in said and f"Audio: {sound}" in said
        assert f"{WIDTH}x{HEIGHT}" in said and "bt709" in said
        assert "00:00:07.2" in said and pytest.approx(7.2) == TITLE_SECONDS + END_SECONDS
        assert file.stat().st_size < 600_000
    head = mp4.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")  # it plays before all of it has come
    assert (tmp_path / "essai.jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_an_ffmpeg_that_fails_says_why(tmp_path: Path) -> None:
    script = tmp_path / "ffmpeg"
    script.write_text("#!/bin/sh\necho 'Unknown encoder' >&2\nexit 3\n")
    script.chmod(0o755)
    with pytest.raises(encoding.EncodingFailed, match="Unknown encoder"):
        encode(Film("essai", 3, "Essai", "Un\nessai", (), "party", 1.5), tmp_path, str(script))


def test_the_cache_is_filled_as_a_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "films")

    def write(folder: Path) -> None:
        for film in FILMS:
            for form in encoding.FORMS:
                (folder / f"{film.name}.{form}").write_text("made")

    with pytest.raises(encoding.EncodingFailed), cache.filling() as folder:
        write(folder)
        raise encoding.EncodingFailed("the machine is full")
    assert not cache.is_filled() and not list(tmp_path.glob("*/*"))
    with cache.filling() as folder:
        write(folder)
        assert not cache.is_filled()
    assert cache.is_filled()
