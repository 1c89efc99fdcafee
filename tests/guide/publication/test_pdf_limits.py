"""What guide.pdf opens of the machine, and what it says where it cannot be made."""

import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from guide.publication import pdf as form
from guide.publication.document import Picture, Section
from guide.publication.materials import Materials
from guide.publication.pdf import PdfUnavailable, build_pdf

from .documents import build_front_end, make_chapter, make_guide, make_tip
from .pdfs import elements, opened, small_guide, words

pytestmark = pytest.mark.pure


@pytest.fixture(scope="session")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_front_end(tmp_path_factory.mktemp("dist"))


def test_what_asks_for_something_elsewhere_does_not_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *args, **_: asked.append(args))
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    assets = build_front_end(tmp_path / "dist")
    (assets / "motifs" / "1.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        f'<style>@import url("file://{secret}");</style><image width="9" height="9" xlink:href="file://{secret}"/>'
        f'<use xlink:href="file://{secret}#a"/></svg>'
    )
    title = f'<img src="file://{secret}"><link rel=attachment href="file://{secret}">'
    html = (
        f'<p>Avant.</p><img src="file://{secret}" alt="x"><img src="http://127.0.0.1:9/x.png" alt="x">'
        '<img src="data:image/png;base64,AAAA" alt="x"><img src="asset:../../secret.txt" alt="x">'
        f'<p style="background: url(file://{secret})">x</p><style>@import url(file://{secret});</style>'
        f'<link rel="attachment" href="file://{secret}"><link rel="stylesheet" href="file://{secret}">'
        f'<a rel="attachment" href="file://{secret}">x</a>'
        f'<object data="file://{secret}"></object><embed src="file://{secret}"><p>Après.</p>'
    )
    chapter = replace(make_chapter(1, (make_tip(1, html=html, title=title),)), question=title, short_title=title)
    guide = make_guide(title=title, chapters=(chapter,), sections=(Section("conclusion", title, "x", "<p>x</p>"),))
    made = build_pdf(guide, assets=assets)
    text = words(made)
    assert "Après." in text
    assert "<img src=" in text
    assert asked == []
    assert "geheim" not in text
    assert b"geheim" not in b"".join(
        stream.read_bytes() for stream in opened(made).objects if isinstance(stream, pikepdf.Stream)
    )
    assert dict(opened(made).attachments) == {}
    assert not any(
        found.get("/Type") == "/Filespec" for found in opened(made).objects if isinstance(found, pikepdf.Dictionary)
    )


def test_without_pango_the_message_says_what_to_install(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [
        name for name in sys.modules if name.partition(".")[0] == "weasyprint" or name.endswith(".pdf_engine")
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("guide.publication.pdf_engine", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(PdfUnavailable, match="apt install libpango"):
        build_pdf(small_guide(), assets=assets)


def test_a_picture_is_asked_for_by_its_id_and_nothing_else_is_opened(assets: Path, tmp_path: Path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "print.png")
    (tmp_path / "secret.png").write_bytes((tmp_path / "print.png").read_bytes())
    address = "/media/images/0123456789abcdef/ecran.webp"
    picture = Picture("ecran", (address,), ((40, "40.webp"),), "print.png")
    html = f'<figure><img alt="Un écran rouge" src="{address}" srcset="{address} 40w"></figure>'
    other = '<p><img alt="ailleurs" src="asset:pictures/../secret.png"><img alt="" src="/media/secret.png"></p>'
    guide = replace(small_guide(html + other), pictures=(picture,))
    made = opened(form.make(guide, Materials(assets=assets, pictures=tmp_path))["guide.pdf"])
    figures = elements(made, "/Figure")
    assert "Un écran rouge" in [str(figure.get("/Alt")) for figure in figures]
    assert all("/Alt" in figure for figure in figures)
    assert sum(isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image" for found in made.objects) == 1
