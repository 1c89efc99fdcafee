"""What makes the guide readable without a network, and has it installed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from guide.publication.materials import Download
from guide.publication.web import build_web

from .documents import build_front_end, make_guide
from .pages import Page

pytestmark = pytest.mark.pure


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return build_front_end(tmp_path / "dist")


def edition_of(files: dict[str, bytes]) -> dict[str, object]:
    first_line = files["sw.js"].decode().splitlines()[0]
    return json.loads(first_line.removeprefix("self.edition=").removesuffix(";"))


def test_the_worker_caches_the_page_and_what_it_is_set_in_and_nothing_to_download(assets: Path) -> None:
    files = build_web(make_guide(), assets=assets, downloads=(Download("pdf", "guide.pdf"),))
    stored = edition_of(files)["stored"]
    assert isinstance(stored, list) and stored[:2] == ["./", "guide.webmanifest"]
    assert set(stored[1:]) <= set(files)
    assert {Path(name).suffix for name in stored[2:]} == {".css", ".js", ".svg", ".woff2"}
    assert files["sw.js"].endswith((assets / "sw.js").read_bytes())


def test_whatever_changes_on_a_page_makes_another_worker(assets: Path) -> None:
    guide = make_guide()
    chapter = replace(guide.chapters[0], tips=(replace(guide.chapters[0].tips[0], title="Autre"),))
    others = (guide, replace(guide, edition=3), replace(guide, chapters=(chapter, *guide.chapters[1:])))
    workers = [build_web(other, assets=assets)["sw.js"] for other in others]
    assert len(set(workers)) == 3
    assert build_web(guide, assets=assets)["sw.js"] == workers[0]


def test_the_manifest_has_it_installed_with_icons_of_its_own(assets: Path) -> None:
    files = build_web(make_guide(), assets=assets)
    manifest = json.loads(files["guide.webmanifest"])
    assert (manifest["name"], manifest["lang"]) == ("Bon sens numérique", "fr")
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")
    assert [(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    assert all(icon["src"] in files for icon in manifest["icons"])


def test_every_page_names_both(assets: Path) -> None:
    files = build_web(make_guide(), assets=assets)
    for name in ("index.html", "tip-7.html"):
        page = Page(files[name].decode())
        assert [link["href"] for link in page.all("link") if link["rel"] == "manifest"] == ["guide.webmanifest"]
        assert [script.get("data-worker") for script in page.all("script") if script.get("src")] == ["sw.js"]


def test_a_front_end_without_a_worker_makes_a_page_without_one(assets: Path) -> None:
    (assets / "sw.js").unlink()
    files = build_web(make_guide(), assets=assets)
    assert "sw.js" not in files and b"data-worker" not in files["index.html"]
