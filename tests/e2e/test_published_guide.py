"""The guide as anyone reads it: light, under a policy without exceptions, as large as one likes, and without a network."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from guide.builds.disk import write_all
from guide.models import Edition
from guide.publication import document
from guide.publication.materials import Download, Language, Links, Materials
from guide.publication.web import make
from tests import factories
from tests.e2e.acts import wait_until
from tests.guide.publication.demo_guide import demo_guide

MOST = 100_000  # bytes over the network, headers and all, for the first view without pictures
LANGUAGES = tuple(Language(code, name, f"../{code}/") for code, name in (("fr", "Français"), ("ja", "日本語")))
DOWNLOADS = (Download("pdf", "guide.pdf"), Download("imposed", "booklet-a4.pdf"), Download("epub", "guide.epub"))
STORED = """async () => {
    await navigator.serviceWorker.ready
    const names = await caches.keys()
    const stored = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
    return [names, stored.reduce((sum, count) => sum + count, 0)]
}"""

HAS_NEXT = """async (old) => {
    const { waiting } = await navigator.serviceWorker.getRegistration()
    return waiting !== null || !(await caches.keys()).includes(old)
}"""


def publish_on_disk(number: int = 1) -> None:
    """The demo's edition in two languages, where readers get it."""
    root = Path(settings.EDITIONS_ROOT)
    for language in LANGUAGES:
        links = Links(page=f"{settings.SITE_ADDRESS}/guide/{language.code}/")
        materials = Materials(settings.PUBLICATION_ASSETS, languages=LANGUAGES, links=links)
        write_all(root / str(number) / language.code, make(demo_guide(language.code), materials))
    write_all(root, {"current": str(number).encode()})


FRONTS = {
    "fr": (
        "Bon sens numérique : les conseils que les salariés de la mutuelle se donnent les uns aux autres 2026",
        "vingt conseils écrits par ceux qui en ont eu besoin, relus par ceux qui les appliquent chaque jour, et destinés à "
        "toutes celles et à tous ceux qui se demandent encore par où il faudrait bien commencer",
    ),
    "ja": ("デジタルの良識とみんなの知恵、" * 6, "必要とした人たちが書いた二十のアドバイス" * 10),
}


@pytest.mark.parametrize("language", FRONTS)
def test_a_long_title_stays_in_the_bar_and_on_the_label_of_the_cover(db: None, visitor: Page, language: str) -> None:
    title, subtitle = FRONTS[language]
    guide = demo_guide(language, title=title, subtitle=subtitle)
    materials = Materials(settings.PUBLICATION_ASSETS, languages=LANGUAGES, downloads=DOWNLOADS)
    root = Path(settings.EDITIONS_ROOT)
    write_all(root / "1" / language, make(guide, materials))
    write_all(root, {"current": b"1"})
    visitor.goto(f"/guide/{language}/")
    for width in (390, 1280):
        visitor.set_viewport_size({"width": width, "height": 900})
        assert visitor.evaluate("document.documentElement.scrollWidth") <= width
        boxes = (visitor.locator(name).bounding_box() for name in (".top", ".bookcover", ".bookcover > div"))
        bar, cover, label = boxes
        assert bar is not None
        assert cover is not None
        assert label is not None
        assert bar["height"] < 80
        assert label["y"] + label["height"] < cover["y"] + cover["height"]


def wait_for_all(page: Page, asked: dict[str, str], answered: dict[str, int]) -> None:
    """Until half a second goes by in which nothing is asked for, and all is answered. Chromium's own "networkidle" sometimes
    never comes where it was idle already.
    """
    for _half_second in range(60):
        before = len(asked)
        page.wait_for_timeout(500)
        if len(asked) == before and asked.keys() == answered.keys():
            return
    assert sorted(asked.keys() - answered.keys()) == []


@pytest.mark.parametrize("language", ["fr", "ja"])
def test_the_first_view_weighs_a_hundred_kilobytes_at_most(db: None, visitor: Page, language: str) -> None:
    publish_on_disk()
    network = visitor.context.new_cdp_session(visitor)
    network.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, int] = {}
    network.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    network.on("Network.loadingFinished", lambda e: weights.update({e["requestId"]: e["encodedDataLength"]}))
    visitor.goto(f"/guide/{language}/")
    visitor.evaluate("document.fonts.ready")
    wait_for_all(visitor, addresses, weights)
    found = {addresses[request].rpartition("/")[2]: weight for request, weight in weights.items()}
    assert any(name.endswith(".css") for name in found) and any(name.endswith(".woff2") for name in found)
    assert sum(found.values()) <= MOST, found


def test_one_reads_as_large_and_as_dark_as_one_likes_by_keyboard_and_shares_a_tip(db: None, visitor: Page, axe) -> None:
    publish_on_disk()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    size = "parseFloat(getComputedStyle(document.querySelector('.tip .text')).fontSize)"
    visitor.goto("/guide/fr/tip-7.html")
    before = visitor.evaluate(size)
    visitor.locator(".reading-menu summary").press("Enter")
    larger = visitor.locator("[data-step='1']")
    for _press in range(3):
        larger.press("Enter")
    expect(larger).to_be_focused()
    expect(larger).to_have_attribute("aria-disabled", "true")
    visitor.click("[data-choose=scheme][value=dark]")
    visitor.reload()
    assert visitor.evaluate(size) > before * 1.3
    assert visitor.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    visitor.click("[data-copy]")
    expect(visitor.get_by_role("status").filter(has_text="L’adresse est copiée")).to_be_visible()
    assert visitor.evaluate("navigator.clipboard.readText()") == f"{settings.SITE_ADDRESS}/guide/fr/tip-7.html"
    visitor.locator(".reading-menu summary").click()
    assert axe(visitor) == []
    # No console message about the policy: the fixture fails on any, for the data of machines too.
    assert visitor.locator("script[type='application/ld+json']").count() == 1


def test_what_was_read_is_there_without_a_network_and_a_new_edition_takes_its_place(editor: User, new_context) -> None:
    factories.create_themes()
    for number in (6, 7):
        factories.create_tip(number=number, by=editor, title=f"Le conseil {number}", body="Du texte. " * 60)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    context = new_context()
    reader = context.new_page()
    reader.goto("/guide/fr/")
    (first,), files = reader.evaluate(STORED)
    assert files > 8
    context.set_offline(True)
    reader.reload()
    expect(reader.get_by_role("heading", name="Le conseil 7")).to_be_attached()
    assert reader.evaluate("getComputedStyle(document.querySelector('.chap-head')).backgroundImage").endswith('.svg")')
    reader.goto("/guide/fr/tip-7.html")  # never opened: it stands in the whole guide
    expect(reader).to_have_url("/guide/fr/#tip-7")
    context.set_offline(False)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    reader.goto("/guide/fr/")
    expect(reader.locator(".frontis .meta").first).to_contain_text("Édition 2")
    context.set_offline(True)
    reader.reload()
    expect(reader.locator(".frontis .meta").first).to_contain_text("Édition 2")
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        reader.goto("/guide/fr/guide.pdf")
    context.set_offline(False)
    reader.goto("/guide/fr/")
    wait_until(reader, HAS_NEXT, first)  # the worker of the new edition, which has all that it needs
    reader.close()  # with the last page of the old edition its worker goes, and what it stored
    reader = context.new_page()
    reader.goto("/accounts/login/")  # of the same site, and no page of the guide
    wait_until(reader, "async (old) => !(await caches.keys()).includes(old)", first)
    reader.goto("/guide/fr/")
    ((second,), files) = reader.evaluate(STORED)
    assert second != first
    assert files > 8


def test_what_is_printed_has_every_picture_whether_it_was_scrolled_to_or_not(
    db: None, visitor: Page, tmp_path: Path
) -> None:
    Image.effect_noise((640, 480), 90).convert("RGB").save(tmp_path / "p.webp")
    pictures = tuple(document.Picture(f"p{n}", (f"/media/p{n}.webp",), ((640, "p.webp"),), "p.webp") for n in (1, 2))
    figure = '<figure><img alt="Vue" src="/media/p2.webp" width="640" height="480" loading="lazy"></figure>'
    guide = replace(demo_guide("fr"), pictures=pictures)
    last = guide.chapters[-1]
    tips = (*last.tips[:-1], replace(last.tips[-1], html=last.tips[-1].html + figure))
    last = replace(last, tips=tips, illustration=document.PlacedPicture("p1", "Vue"))
    guide = replace(guide, chapters=(*guide.chapters[:-1], last))
    root = Path(settings.EDITIONS_ROOT)
    write_all(root / "1" / "fr", make(guide, Materials(settings.PUBLICATION_ASSETS, pictures=tmp_path)))
    write_all(root, {"current": b"1"})
    visitor.goto("/guide/fr/", wait_until="load")
    with pikepdf.open(io.BytesIO(visitor.pdf())) as printed:
        widths = [int(image.Width) for page in printed.pages for image in page.get_images().values()]
    assert widths.count(640) == 2
