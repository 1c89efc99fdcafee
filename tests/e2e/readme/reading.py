"""Step 7: somebody without an account reads the new edition in two languages, shares it, and reads it without a network."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.acts import press, wait_until
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import does

IS_STORED = """async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated"
    && Boolean(await caches.match(location.href))"""
"""From then on a worker answers what is opened. Whether it has claimed this page already, which may miss one that has just
begun a download, makes no difference: it answers when the page is loaded again.
"""


@does("Signed out, read the guide at `/guide/fr/`, `/guide/ja/` too, share a tip,")
def read_and_share(site: Site) -> None:
    reader = site.visitor()
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto("/guide/ja/")
    expect(reader.locator(".frontis .meta").first).to_contain_text("第2版")
    press(reader, reader.get_by_role("link", name="Français").first)
    expect(reader.locator(".frontis .meta").first).to_contain_text("Édition 2")
    press(reader, reader.locator("#tip-3").get_by_role("link", name="Partager"))
    reader.locator("[data-copy]").click()
    expect(reader.get_by_role("status").filter(has_text="L’adresse est copiée")).to_be_visible()
    assert reader.evaluate("navigator.clipboard.readText()").endswith("/guide/fr/tip-3.html")
    site.browsers["reader"] = reader


@does("download its other forms,")
def download_the_other_forms(site: Site) -> None:
    reader = site.browsers["reader"]
    reader.goto("/guide/fr/")
    names = {"Livret A5 (PDF)": "guide.pdf", "EPUB": "guide.epub"}
    for name in names:
        with reader.expect_download() as waiting:
            link = reader.get_by_role("link", name=name).locator("visible=true").first
            link.click(modifiers=["Alt"])
        assert waiting.value.failure() is None


@does("and switch the network off: what was read can still be read.")
def read_without_a_network(site: Site) -> None:
    reader = site.browsers["reader"]
    wait_until(reader, IS_STORED)
    reader.context.set_offline(True)
    reader.reload()
    expect(reader.locator("#tip-20")).to_be_attached()
    reader.context.set_offline(False)
