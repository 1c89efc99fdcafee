import re
from itertools import pairwise
from pathlib import Path

import pytest

from guide.publication.assets import MissingAsset
from guide.publication.document import Picture
from guide.publication.web import Download, Language, Links, build_web

from .documents import build_front_end, make_chapter, make_guide, make_section, make_tip
from .pages import Page

pytestmark = pytest.mark.pure


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return build_front_end(tmp_path / "dist")


@pytest.fixture
def page(assets: Path) -> Page:
    return Page(build_web(make_guide(), assets=assets)["index.html"].decode())


def test_the_same_guide_gives_the_same_bytes(assets: Path) -> None:
    assert build_web(make_guide(), assets=assets) == build_web(make_guide(), assets=assets)


def test_every_element_is_closed_and_every_id_is_unique(page: Page) -> None:
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_every_address_leads_into_the_folder_or_the_page(assets: Path) -> None:
    files = build_web(make_guide(), assets=assets)
    page = Page(files["index.html"].decode())
    ids = {attributes.get("id") for _, attributes in page.elements}
    for _, attributes in page.elements:
        for address in filter(None, (attributes.get("href"), attributes.get("src"))):
            path, _, fragment = address.partition("#")
            assert path in files or path in {"", "/guide/editions/"}, address
            assert path or fragment in ids, address


def test_the_style_sheet_names_only_files_of_the_folder(assets: Path) -> None:
    files = build_web(make_guide(), assets=assets)
    css = next(content.decode() for name, content in files.items() if name.endswith(".css"))
    targets = re.findall(r'url\("([^"]+)"\)', css)
    assert len(targets) == 4
    assert set(targets) <= set(files)


def test_a_changed_file_gets_another_name(assets: Path) -> None:
    before = set(build_web(make_guide(), assets=assets))
    (assets / "fonts/literata.woff2").write_bytes(b"another serif")
    after = set(build_web(make_guide(), assets=assets))
    assert {re.sub(r"\.[0-9a-f]{12}", "", name) for name in before ^ after} == {"literata.woff2", "guide.css"}


def test_nothing_is_inline(assets: Path) -> None:
    html = build_web(make_guide(), assets=assets)["index.html"].decode()
    page = Page(html)
    assert page.all("style") == []
    assert all(script.get("src") or script.get("type") == "application/ld+json" for script in page.all("script"))
    assert not [
        name for _, attributes in page.elements for name in attributes if name == "style" or name.startswith("on")
    ]
    assert "nonce" not in html


def test_a_style_sheet_that_leads_out_of_the_folder_is_refused(assets: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (assets / "guide.css").write_text("a{background:url(../secret.txt)}")
    with pytest.raises(MissingAsset):
        build_web(make_guide(), assets=assets)


def test_a_front_end_that_is_not_built_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingAsset, match=r"guide\.css"):
        build_web(make_guide(), assets=tmp_path)


def test_the_page_works_without_a_script(assets: Path) -> None:
    (assets / "guide.js").unlink()
    page = Page(build_web(make_guide(), assets=assets)["index.html"].decode())
    assert [script["type"] for script in page.all("script")] == ["application/ld+json"]
    assert page.all("button") == []


def test_there_is_one_first_heading_and_no_level_is_left_out(page: Page) -> None:
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_and_language(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "fr"
    assert [len(page.all(tag)) for tag in ("main", "footer")] == [1, 1]
    assert page.all("a")[0]["href"] == "#main"
    assert all("aria-label" in nav or "aria-labelledby" in nav for nav in page.all("nav"))


def test_every_tip_has_an_anchor_and_a_link_to_itself(page: Page) -> None:
    tips = [article["id"] for article in page.all("article") if article.get("class") == "tip"]
    assert tips == [f"tip-{number}" for number in range(1, 21)]
    for tip in tips:
        assert any(link.get("href") == f"#{tip}" and "aria-label" in link for link in page.all("a"))


def test_a_free_place_leaves_no_trace(assets: Path) -> None:
    guide = make_guide(chapters=(make_chapter(1, (make_tip(2), make_tip(5))), make_chapter(2, ())))
    page = Page(build_web(guide, assets=assets)["index.html"].decode())
    assert [article["id"] for article in page.all("article") if article.get("class") == "tip"] == ["tip-2", "tip-5"]
    assert "Question numéro 2" in page.text
    assert len([nav for nav in page.all("nav") if nav.get("class") == "tips-nav"]) == 1


def test_titles_and_names_are_escaped(assets: Path) -> None:
    guide = make_guide(title="<script>x</script>", chapters=(make_chapter(1, (make_tip(1, title="a <b>b</b>"),)),))
    html = build_web(guide, assets=assets)["index.html"].decode()
    assert "<script>x" not in html
    assert "a &lt;b&gt;b&lt;/b&gt;" in html


def test_the_page_speaks_the_language_of_the_guide(assets: Path) -> None:
    english = build_web(make_guide(language="en"), assets=assets)["index.html"].decode()
    assert "Where this tip comes from" in english
    assert "Edition 2, October 2026. Reading time:" in english


def test_downloads_are_offered_when_they_are_there(assets: Path, page: Page) -> None:
    assert "PDF" not in page.text
    files = build_web(make_guide(), assets=assets, downloads=(Download("pdf", "guide.pdf"),))
    with_pdf = Page(files["index.html"].decode())
    assert "PDF" in with_pdf.text
    assert "EPUB" not in with_pdf.text
    assert any(link.get("href") == "guide.pdf" for link in with_pdf.all("a"))


def test_languages_are_offered_when_there_are_several(assets: Path) -> None:
    french, english = Language("fr", "Français", "./"), Language("en", "English", "../en/")
    alone = Page(build_web(make_guide(), assets=assets, languages=(french,))["index.html"].decode())
    both = Page(build_web(make_guide(), assets=assets, languages=(french, english))["index.html"].decode())
    assert "Français" not in alone.text
    assert [link["lang"] for link in both.all("a") if link.get("aria-current")] == ["fr", "fr"]
    assert any(link.get("href") == "../en/" and link["lang"] == "en" for link in both.all("a"))


def test_a_preview_says_so_and_is_not_indexed(assets: Path) -> None:
    html = build_web(make_guide(edition=None, published_on=None, language="en"), assets=assets)["index.html"].decode()
    assert "Preview of the next edition" in html
    assert {"name": "robots", "content": "noindex"} in Page(html).all("meta")


def test_those_who_share_the_page_find_its_title_and_summary(assets: Path) -> None:
    files = build_web(make_guide(), assets=assets, links=Links(page="https://guide.example.org/guide/fr/"))
    page = Page(files["index.html"].decode())
    properties = {meta.get("property"): meta["content"] for meta in page.all("meta") if "content" in meta}
    assert properties["og:title"] == "Bon sens numérique"
    assert properties["og:description"] == "Le meilleur de ce qu’ils ont écrit."
    assert properties["og:url"] == "https://guide.example.org/guide/fr/"


def test_the_glossary_is_a_list_of_definitions_and_contributors_are_thanked(page: Page) -> None:
    assert page.all("dl")
    assert "{contributors}" not in page.text
    assert "Martine L." in page.text


def test_the_place_of_an_anonymous_person_is_not_shown(assets: Path) -> None:
    frozen = make_guide().to_json()
    guide = type(make_guide()).from_json(frozen, names={})
    assert "Nantes" not in build_web(guide, assets=assets)["index.html"].decode()


def test_the_first_faces_are_loaded_early(page: Page) -> None:
    preloaded = [link["href"] or "" for link in page.all("link") if link["rel"] == "preload"]
    assert [name.partition(".")[0] for name in preloaded] == ["literata", "bricolage"]


def test_headings_inside_a_section_stand_below_its_title(assets: Path) -> None:
    guide = make_guide(sections=(make_section("editorial", "Éditorial", "<h1>Un titre</h1>"),))
    assert "<h3>Un titre</h3>" in build_web(guide, assets=assets)["index.html"].decode()


PICTURE = Picture(
    "ecran",
    ("/media/images/0123456789abcdef/480/ecran.webp", "/media/images/0123456789abcdef/ecran.webp"),
    ((480, "a/480.webp"), (640, "a/640.webp")),
    "a/print.png",
)
SHOWN = (
    '<figure><img alt="Un écran &gt; &quot;bleu&quot;" height="480" loading="lazy" sizes="94vw" '
    'src="/media/images/0123456789abcdef/ecran.webp" srcset="x 480w" width="640"></figure>'
)


def test_pictures_are_taken_along_under_names_of_their_content(assets: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for width in (480, 640):
        (tmp_path / "a" / f"{width}.webp").write_bytes(b"RIFF%d" % width)
    guide = make_guide(sections=(make_section("editorial", "Éditorial", SHOWN),), pictures=(PICTURE,))
    files = build_web(guide, assets=assets, pictures=tmp_path)
    (image,) = Page(files["index.html"].decode()).all("img")
    source = image["src"] or ""
    assert files[source] == b"RIFF640"
    assert image["alt"] == 'Un écran > "bleu"' and "loading" not in image
    assert [entry.split()[1] for entry in (image["srcset"] or "").split(", ")] == ["480w", "640w"]
    assert all(entry.split()[0] in files for entry in (image["srcset"] or "").split(", "))


@pytest.mark.parametrize(
    "address", ["/media/images/0123456789abcdef/ecran.webp", "/media/images/ffffffffffffffff/x.webp", "/media/x.png"]
)
def test_a_picture_without_a_copy_becomes_its_words(assets: Path, tmp_path: Path, address: str) -> None:
    html = f'<p><img alt="Un écran" src="{address}"></p>'
    guide = make_guide(sections=(make_section("editorial", "Éditorial", html),), pictures=(PICTURE,))
    page = build_web(guide, assets=assets, pictures=tmp_path)["index.html"].decode()
    assert "/media/" not in page and '<span class="missing">Un écran</span>' in page
