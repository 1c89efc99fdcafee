"""What `make dev` builds again, and when."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from setup import dev
from setup.console import Missing

pytestmark = pytest.mark.pure


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("frontend/site.css", "frontend/node_modules/theirs.css", "locale/fr/django.po"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev.frontend, "SOURCES", tmp_path / "frontend")
    return tmp_path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    built: list[str] = []
    monkeypatch.setattr(dev.frontend, "build", lambda **_options: built.append("front end"))
    monkeypatch.setattr(dev.messages, "compile_all", lambda _root: built.append("catalogues"))
    return built


def save(path: Path, at: float) -> None:
    os.utime(path, (at, at))


def test_only_what_was_saved_is_built_and_once(sources: Path, built: list[str]) -> None:
    watcher = dev.Watcher()
    watcher.look()
    assert built == []
    save(sources / "frontend/site.css", watcher.built["front end"] + 5)
    watcher.look()
    watcher.look()
    assert built == ["front end"]
    save(sources / "locale/fr/django.po", watcher.built["catalogues"] + 5)
    watcher.look()
    assert built == ["front end", "catalogues"]


def test_packages_are_not_looked_at(sources: Path, built: list[str]) -> None:
    watcher = dev.Watcher()
    save(sources / "frontend/node_modules/theirs.css", watcher.built["front end"] + 5)
    watcher.look()
    assert built == []


def test_a_build_that_fails_is_told_and_the_next_one_is_tried(
    sources: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_options: object) -> None:
        raise Missing("The front end could not be built. (site.css:3)")

    watcher = dev.Watcher()
    monkeypatch.setattr(dev.frontend, "build", fail)
    save(sources / "frontend/site.css", watcher.built["front end"] + 5)
    watcher.look()
    assert "site.css:3" in capsys.readouterr().err
    built: list[str] = []
    monkeypatch.setattr(dev.frontend, "build", lambda **_options: built.append("again"))
    save(sources / "frontend/site.css", watcher.built["front end"] + 5)
    watcher.look()
    assert built == ["again"]
