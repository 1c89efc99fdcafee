"""An editor makes a course of an edition: an item of each kind, refused, mended, read by a second person, published."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from guide.course_texts import ITEM_KINDS
from guide.models import Edition
from learning.models import Course
from tests import factories
from tests.e2e.acts import press, put_text
from tests.e2e.looking import Look
from tests.learning.desk.item_words import fields_of
from tests.learning.sample_course import KINDS

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def edition(editor: User) -> Edition:
    factories.create_themes()
    factories.create_tip(number=6, by=editor, title=f"Demandez {LONG}")
    found = Edition.objects.in_preparation()
    found.publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    return found


def fill(screen: Page, fields: dict[str, str]) -> None:
    """Types each field, opening the rows that are closed, by their names."""
    for name, value in fields.items():
        field = screen.locator(f"form [name={name}]")
        row = screen.locator("details.item-row", has=screen.locator(f"[name={name}]"))
        if row.count() and row.get_attribute("open") is None:
            row.locator("> summary").press("Enter")
        if value == "on":
            field.check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def save(screen: Page, words: str = "Enregistrer") -> None:
    press(screen, screen.get_by_role("button", name=words, exact=True), key="Enter")


def make(screen: Page, look: Look) -> Course:
    """From the desk, with one form; then its description."""
    screen.goto("/curation/")
    press(screen, screen.locator(".desk-foot").get_by_role("link", name="Parcours"))
    screen.get_by_label("Titre").fill(f"Avant de publier {LONG}")
    look(screen, "the list")
    save(screen, "Faire le parcours")
    expect(screen.get_by_text("La leçon ne demande rien")).to_be_visible()
    press(screen, screen.get_by_role("link", name="Titre et description"))
    put_text(screen, "Dix minutes.")
    look(screen, "the description")
    save(screen)
    expect(screen.get_by_text("Dix minutes.").first).to_be_visible()
    return Course.objects.get()


def write_items(screen: Page, course: Course, tip: str, look: Look) -> None:
    """One of each kind, by the keyboard; the first without a right answer."""
    for kind in ITEM_KINDS:
        screen.goto(f"/curation/courses/{course.pk}/")
        press(screen, screen.get_by_role("link", name="Ajouter un exercice"), key="Enter")
        screen.locator("[name=kind]").select_option(kind)
        screen.get_by_label("Titre").fill(f"Exercice {kind.label} {LONG}")
        save(screen, "Ajouter")
        typed = {"tip": tip} | fields_of(kind, KINDS[kind])
        typed.pop("right", None)
        fill(screen, typed)
        save(screen)
        expect(screen.get_by_text("Enregistré.").first).to_be_visible()
        if kind in {"choice", "dialogue"}:
            look(screen, f"the form of {kind}")


def be_refused_and_mend(screen: Page, course: Course, look: Look) -> None:
    screen.goto(f"/curation/courses/{course.pk}/")
    expect(screen.locator(".state.err")).to_have_count(1)
    look(screen, "the course")
    press(screen, screen.get_by_role("link", name="Publier", exact=True))
    look(screen, "publishing, refused")
    expect(screen.locator(".note.err")).to_contain_text("juste")
    expect(screen.get_by_role("button", name="Publier", exact=True)).to_have_count(0)
    press(screen, screen.get_by_role("link", name="Exercice Une réponse"))
    screen.locator("[name=right]").select_option("2")
    save(screen)
    expect(screen.locator(".state.err")).to_have_count(0)


def remark_on_an_explanation(reader: Page, look: Look) -> None:
    """Words are chosen in the preview; without them, the whole of another text."""
    item = reader.locator(".preview-item").first
    item.locator("details > summary").press("Enter")
    words = item.locator("[data-remark-at] .note")
    words.select_text()
    press(reader, ".remark-here")
    expect(reader.locator("blockquote.passage")).to_be_visible()
    reader.fill("[name=body]", f"Plus court {LONG}")
    look(reader, "a remark")
    save(reader, "Envoyer")
    expect(reader.locator(".remark.open")).to_have_count(1)
    press(reader, reader.get_by_role("link", name="Faire une remarque sur ce texte").first)
    look(reader, "the sentences")
    press(reader, reader.get_by_role("link", name="À propos de tout le texte"))
    reader.fill("[name=body]", "Bien dit.")
    save(reader, "Envoyer")
    expect(reader.locator(".remark.open")).to_have_count(2)


def answer_it(screen: Page, course: Course, look: Look) -> None:
    """Of two remarks one is settled, opened again and waits, which publishing says."""
    desk = f"/curation/courses/{course.pk}/"
    screen.goto(desk)
    look(screen, "the course with its remarks")
    press(screen, screen.locator(".remark.open").first.get_by_role("link", name="Répondre"))
    look(screen, "an answer")
    screen.get_by_label("Votre réponse").fill("C’est fait.")
    save(screen, "C’est réglé")
    expect(screen.locator(".remark.open")).to_have_count(1)
    screen.locator(".remarks summary").press("Enter")
    save(screen, "Rouvrir")
    expect(screen.locator(".remark.open")).to_have_count(2)
    screen.goto(f"{desk}publish/")
    expect(screen.get_by_text("2 remarques attendent une réponse")).to_be_visible()
    look(screen, "publishing with open remarks")


def test_a_course_from_its_edition_to_its_first_version(
    edition: Edition, editor: User, browser_of: Callable[[User], Page], look: Look
) -> None:
    screen = browser_of(editor)
    course = make(screen, look)
    write_items(screen, course, edition.guide.tips[0].reference.removeprefix("id-"), look)
    be_refused_and_mend(screen, course, look)
    desk = f"/curation/courses/{course.pk}/"
    colleague = browser_of(factories.create_editor(username="second"))
    colleague.goto(f"{desk}preview/fr/")
    remark_on_an_explanation(colleague, look)
    look(colleague, "the preview")
    save(colleague, "Lu, et juste")
    expect(colleague.get_by_text("vous l’avez lu")).to_be_visible()
    answer_it(screen, course, look)
    screen.goto(f"{desk}publish/")
    save(screen, "Publier")
    expect(screen.get_by_text("Le parcours est publié.")).to_be_visible()
    look(screen, "the version")
    content = course.newest_version().content_in("fr")  # type: ignore[union-attr]
    assert [item.kind for item in content.items] == [kind.value for kind in ITEM_KINDS]
    for address in (f"{desk}settings/", f"/curation/courses/texts/{content.lessons[0].key}/content/"):
        screen.goto(address)
        look(screen)
