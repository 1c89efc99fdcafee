"""Step 4, from the proof on: an edition in all its forms, in proof, out, compared and counted."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.acts import press, told
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import does

REASON = "Vu ensemble, mardi."
MAKING_PAGES = 60_000
"""Milliseconds: those of four languages are made before the answer, in four to six seconds on an idle machine."""


@does("look at edition 2 in *toutes les formes*,")
def look_at_all_forms(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    press(laurent, laurent.get_by_role("link", name="Relecture finale de l’édition 2"))
    press(laurent, laurent.get_by_role("link", name="Toutes les formes"))
    press(laurent, laurent.get_by_role("button", name="Préparer toutes les formes"))
    site.work()
    laurent.reload()
    expect(laurent.get_by_role("main")).to_contain_text("PDF")


@does("take it to proof,")
def take_to_proof(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    press(laurent, laurent.get_by_role("link", name="Relecture finale de l’édition 2"))
    for reason in laurent.locator(".reason").all():
        reason.locator("summary").click()
        reason.locator("input").fill(REASON)
    press(laurent, laurent.get_by_role("button", name="Mettre en relecture finale"))
    expect(laurent.get_by_role("heading", level=1)).to_contain_text("en relecture finale")
    laurent.goto("/curation/editions/2/proof/")
    expect(laurent.get_by_role("heading", level=1)).to_have_text("L’édition 2 est en relecture finale")


@does("and publish it;")
def publish(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator("main").get_by_role("link", name="Publier"))
    press(laurent, laurent.get_by_role("link", name="Publier maintenant"))
    press(laurent, laurent.get_by_role("button", name="Publier l’édition 2"), timeout=MAKING_PAGES)
    expect(told(laurent).first).to_be_visible()
    site.work()


@does("compare it with edition 1;")
def compare(site: Site) -> None:
    laurent = site.of("editor")
    laurent.goto("/guide/editions/")
    press(laurent, laurent.get_by_role("link", name="Comparer"))
    expect(laurent.get_by_role("main")).to_contain_text("nouveau conseil")


@does("look under *Diffusion* and *Chiffres*.")
def look_where_it_went(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    press(laurent, laurent.locator(".desk-foot").get_by_role("link", name="Diffusion"))
    expect(laurent.get_by_role("heading", level=1)).to_have_text("Canaux")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="Chiffres"))
    press(laurent, laurent.get_by_role("link", name="Diffusion"))
    expect(laurent.locator("main table, main .chart").first).to_be_visible()
