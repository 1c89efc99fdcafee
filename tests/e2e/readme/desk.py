"""Step 4, up to the proof: an editor reads and decides at her desk, looks after tips and votes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.acts import press, told
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import does

TIP = "Demandez avant de publier une photo du bureau"


@does("As `editor`, open *La rédaction*: read with J and K, promote with R, do not promote with N;")
def read_and_decide_by_keys(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    first = reading(laurent)
    for key in "jk":
        was = reading(laurent)
        laurent.keyboard.press(key)
        expect(laurent.locator(f'#decide[action="{was}"]')).to_have_count(0)
    assert reading(laurent) == first
    laurent.keyboard.press("r")
    expect(laurent.locator(".toast")).to_be_visible()
    was = reading(laurent)
    for key in ("n", "2", "Enter"):
        laurent.keyboard.press(key)
    expect(laurent.locator(f'#decide[action="{was}"]')).to_have_count(0)


def reading(desk: Page) -> str:
    """Which text stands in the reader."""
    expect(desk.locator("#reader .text")).to_be_visible()
    return desk.locator("#decide").get_attribute("action") or ""


@does("answer a tip whose source has changed;")
def answer_the_drift(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.get_by_role("link", name=re.compile("conseils dont la source a changé")))
    press(laurent, laurent.locator("main").get_by_role("link", name=TIP))
    laurent.get_by_label("Pourquoi, ou ce que vous aimeriez savoir").fill("Vingt ou vingt-trois, la leçon est la même.")
    press(laurent, laurent.get_by_role("button", name="Garder le conseil tel quel"))
    expect(told(laurent).first).to_be_visible()


@does("open tip 15, which is in review, and tip 1 *phrase par phrase*;")
def approve_a_tip_and_tie_another(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    press(laurent, laurent.locator(".desk-foot").get_by_role("link", name="1 conseil en relecture"))
    press(laurent, laurent.locator("main").get_by_role("link", name="Répondez une seule fois à un avis blessant"))
    press(laurent, laurent.get_by_role("button", name="Reprendre ces mots").first)
    expect(laurent.get_by_role("main")).to_contain_text("En relecture")
    laurent.goto("/curation/tips/1/")
    press(laurent, laurent.get_by_role("link", name="Phrase par phrase"))
    untie = laurent.get_by_role("button", name="Délier")
    before = untie.count()
    untie.first.click()
    expect(untie).to_have_count(before - 1)


@does("change your vote for place 10;")
def vote(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    press(laurent, laurent.locator("#board").get_by_role("link", name="Délinquants"))
    press(laurent, laurent.get_by_role("link", name="Vote pour la place 10", exact=True))
    laurent.get_by_role("button", name="Monter « Convenez").click()
    press(laurent, laurent.get_by_role("button", name="Changer mon classement"))
    expect(told(laurent).first).to_be_visible()
