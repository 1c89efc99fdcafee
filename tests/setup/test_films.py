"""Where FFmpeg is looked for, and that the demo does without films where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.videos import cache
from demo.videos.encoding import CODECS, EncodingFailed
from setup import films

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "films")
    return tmp_path / "films"


def put_in_place(monkeypatch: pytest.MonkeyPatch, **found: str | None) -> list[str]:
    """Each way of finding one finds this; returns which were tried."""
    tried: list[str] = []
    for name in ("installed", "packaged", "from_debian"):
        monkeypatch.setattr(films, name, lambda name=name: [tried.append(name), found.get(name)][1])
    monkeypatch.setattr(films, "can_encode", lambda ffmpeg: "without" not in ffmpeg)
    return tried


def test_the_machine_s_own_ffmpeg_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = put_in_place(monkeypatch, installed="/usr/bin/ffmpeg", packaged="/venv/ffmpeg")
    assert films.find_ffmpeg() == "/usr/bin/ffmpeg"
    assert tried == ["installed"]


def test_one_that_cannot_encode_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = put_in_place(monkeypatch, installed="/usr/bin/ffmpeg-without", packaged=None, from_debian="/usr/bin/ffmpeg")
    assert films.find_ffmpeg() == "/usr/bin/ffmpeg"
    assert tried == ["installed", "packaged", "from_debian"]


@pytest.mark.parametrize(("encoders", "can"), [(CODECS, True), (CODECS[:-1], False), ((), False)])
def test_what_an_ffmpeg_can_encode_is_asked(tmp_path: Path, encoders: tuple[str, ...], can: bool) -> None:
    script = tmp_path / "ffmpeg"
    script.write_text("#!/bin/sh\n" + "".join(f"echo ' V....D {name} and its name'\n" for name in encoders))
    script.chmod(0o755)
    assert films.can_encode(str(script)) is can
    assert films.can_encode(str(tmp_path / "none")) is False


def test_without_any_it_says_so_in_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    put_in_place(monkeypatch)
    films.make_films()
    assert capsys.readouterr().out.splitlines() == [
        "The demo comes without its four videos: no FFmpeg with libx264, aac, libvpx-vp9, libopus here, "
        "and none can be installed (Debian: apt install ffmpeg)"
    ]


def test_one_that_fails_is_told_of_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_in_place(monkeypatch, installed="/usr/bin/ffmpeg")

    def fail(ffmpeg: str) -> None:
        raise EncodingFailed(f"{ffmpeg} could not")

    monkeypatch.setattr(films, "fill_cache", fail)
    films.make_films()
    assert "without its four videos: /usr/bin/ffmpeg could not" in capsys.readouterr().out


def test_films_in_the_cache_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = put_in_place(monkeypatch, installed="/usr/bin/ffmpeg")
    monkeypatch.setattr(cache, "is_filled", lambda: True)
    films.make_films()
    assert tried == []
