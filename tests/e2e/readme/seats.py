"""Step 5: a contributor takes a seat and waits for another, an editor looks at who comes, a translator mends a paragraph."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.acts import press
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import does

MENDED = (
    "Segnalate alla piattaforma le recensioni ingiuriose, false o lasciate da chi non è mai venuto."
    " Non scrivete mai false recensioni favorevoli: è vietato, e si vede."
)


@does("As `contributor`, open *Séances*, register for one, and join the waiting list of one that is full;")
def take_a_seat_and_wait(site: Site) -> None:
    martine = site.of("contributor")
    open_session(martine, "places libres")
    press(martine, martine.get_by_role("button", name="Je m’inscris"))
    expect(martine.locator(".seat")).to_contain_text("Vous avez une place.")
    open_session(martine, "complet", not_yet="vous attendez")
    press(martine, martine.get_by_role("button", name="Me mettre sur la liste d’attente"))
    expect(martine.locator(".seat")).to_contain_text("sur la liste d’attente")


def open_session(page: Page, state: str, *, not_yet: str = "vous avez une place") -> None:
    """The last that is to come, is in this state, and that she has nothing to do with yet."""
    press(page, page.locator(".nav").get_by_role("link", name="Séances"))
    rows = page.locator(".sessions li", has_text=state).filter(has_not_text=not_yet)
    press(page, rows.last.get_by_role("link").first)


@does("as `editor`, look at who comes.")
def look_at_who_comes(site: Site) -> None:
    laurent, martine = site.of("editor"), site.of("contributor")
    laurent.goto(martine.url)
    press(laurent, laurent.get_by_role("link", name="Qui vient"))
    expect(laurent.get_by_role("main")).to_contain_text("Martine")


@does("As `translator`, open *Traduction*, and mend a paragraph that is out of date.")
def mend_a_translation(site: Site) -> None:
    amelie = site.of("translator")
    press(amelie, amelie.locator(".nav").get_by_role("link", name="Traduction"))
    press(amelie, amelie.locator("main a[href='/translation/it/tip-15/']"))
    amelie.locator("[name=target_4]").fill(MENDED)
    press(amelie, amelie.locator(".save-bar .do"))
    press(amelie, "form[action$='/review/'] .do")
    expect(amelie.get_by_role("main")).to_contain_text("en relecture")
