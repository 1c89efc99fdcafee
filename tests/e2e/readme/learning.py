"""Step 6: a contributor goes on with the course, an editor looks after it and publishes another version of it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.acts import press
from tests.e2e.readme.site import Site
from tests.e2e.readme.steps import does

SITUATION = "Votre voisine n’a qu’une demi-heure ce soir pour se protéger."


@does("As `contributor`, go on with the course under *Mes parcours* in the menu of your name;")
def go_on_with_the_course(site: Site) -> None:
    martine = site.of("contributor")
    martine.locator("header .drop > summary, header details > summary").first.click()
    press(martine, martine.get_by_role("link", name="Mes parcours"))
    press(martine, martine.locator("main").get_by_role("link", name="le parcours"))
    press(martine, martine.get_by_role("button", name="Continuer"))
    form = martine.locator("form.item")
    for gap in form.get_by_role("textbox").all():
        gap.fill("33700")
    form.get_by_role("button", name="Vérifier ma réponse").click()
    expect(martine.locator("#feedback")).not_to_be_empty()
    press(martine, martine.get_by_role("link", name="Question suivante"))


@does("as `editor`, look at it from the foot of *La rédaction*, answer the remarks on it,")
def answer_the_remarks(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.locator(".nav").get_by_role("link", name="La rédaction"))
    press(laurent, laurent.locator(".desk-foot").get_by_role("link", name="Parcours"))
    press(laurent, laurent.locator("main").get_by_role("link", name="le parcours").first)
    waiting = laurent.locator(".remark.open")
    expect(waiting).to_have_count(2)
    press(laurent, waiting.get_by_role("button", name="Reprendre ces mots"))
    laurent.goto("/curation/courses/")
    press(laurent, laurent.locator("main").get_by_role("link", name="le parcours").first)
    press(laurent, waiting.get_by_role("link", name="Répondre"))
    laurent.get_by_label("Votre réponse").fill("Oui, c’est plus clair ainsi.")
    press(laurent, laurent.get_by_role("button", name="C’est réglé"))
    expect(waiting).to_have_count(0)


@does("change a situation,")
def change_a_situation(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.get_by_role("link", name="Une demi-heure, un seul compte").first)
    laurent.get_by_label("La situation").fill(SITUATION)
    press(laurent, laurent.get_by_role("button", name="Enregistrer", exact=True))
    expect(laurent.get_by_label("La situation")).to_have_value(SITUATION)


@does("and publish another version.")
def publish_another_version(site: Site) -> None:
    laurent = site.of("editor")
    press(laurent, laurent.get_by_role("link", name="Retour au parcours"))
    press(laurent, laurent.get_by_role("link", name="Publier", exact=True))
    laurent.get_by_label("Pourquoi personne d’autre ne le relit d’abord").fill("Relu ensemble, au bureau.")
    press(laurent, laurent.get_by_role("button", name="Publier", exact=True))
    expect(laurent.get_by_role("main")).to_contain_text("Version 2")
    site.work()
