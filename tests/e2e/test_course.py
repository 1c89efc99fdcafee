"""An employee learns on her telephone, stops, goes on at her desk, and has her certificate; then what fails while she sends."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from guide.editions import Edition
from learning.models import Attempt, Course
from tests.e2e.acts import press
from tests.e2e.looking import Look
from tests.factories import create_tip
from tests.learning.attempts.ways import go_through
from tests.learning.course_rows import published_course
from tests.learning.sample_course import RIGHT, sample_course

TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def course(editor: User) -> Course:
    return published_course(
        editor, sample_course(language="fr", title="Avant de publier " + "anticonstitutionnel" * 4)
    ).course


CHOSEN = {"choice": "answer", "choices": "answer", "dialogue": "reply"}
FIELDS = {"order": "place", "match": "partner", "fill_in": "gap", "sort": "category"}


def choose(form: Locator) -> None:
    """Answers an item rightly, as its form asks for it; the right order is 1, 2, 3."""
    kind = form.get_attribute("data-kind") or ""
    if name := CHOSEN.get(kind):
        for key in RIGHT[kind]:
            form.locator(f"[name={name}][value='{key}']").check()
        return
    for place, value in enumerate(RIGHT[kind], 1):
        field = form.locator(f"[name={FIELDS[kind]}-{place}]")
        if kind == "sort":
            field.and_(form.locator(f"[value='{value}']")).check()
        elif kind == "fill_in":
            field.fill(value)
        else:
            field.select_option(value)


def answer(page: Page, *, focus: bool = True) -> None:
    form = page.locator("form.item")
    choose(form)
    form.get_by_role("button").click()
    expect(page.locator("#feedback")).to_contain_text("C’est juste.")
    if focus:
        expect(page.locator("#feedback")).to_be_focused()


def go_on(page: Page, words: str) -> None:
    press(page, page.get_by_role("link", name=words))


def test_she_learns_on_two_devices(course: Course, contributor: User, browser_of, look: Look) -> None:
    telephone = browser_of(contributor)
    telephone.set_viewport_size(TELEPHONE)
    telephone.goto("/courses/")
    look(telephone, "courses")
    press(telephone, telephone.get_by_role("link", name=re.compile("Avant de publier")))
    look(telephone, "course")
    press(telephone, telephone.get_by_role("button", name="Commencer le parcours"))
    look(telephone, "lesson")
    go_on(telephone, "Aux questions")
    for _place in range(3):
        look(telephone, f"form {telephone.url}")
        answer(telephone)
        look(telephone, f"feedback {telephone.url}")
        go_on(telephone, "Question suivante")

    desk = browser_of(contributor)
    desk.goto(f"/courses/{course.pk}/")
    expect(desk.get_by_text("Réponses données : 3 sur 4")).to_be_visible()
    desk.get_by_role("button", name="Continuer").click()
    expect(desk).to_have_url(f"/courses/{course.pk}/1/14/")
    answer(desk)
    go_on(desk, "Passer à la leçon suivante")
    go_on(desk, "Aux questions")
    for left in (2, 1, 0):
        look(desk, f"form {desk.url}")
        answer(desk)
        go_on(desk, "Question suivante" if left else "Voir le résultat")
    expect(desk.get_by_role("heading", level=1)).to_have_text("C’est réussi.")
    look(desk, "result")
    go_on(desk, "Votre attestation")
    look(desk, "certificate")
    expect(desk.get_by_role("link", name="Attestation (PDF)")).to_be_visible()
    assert Attempt.objects.get().is_passed


def test_what_was_chosen_stays_when_the_network_fails(course: Course, contributor: User, browser_of) -> None:
    page = browser_of(contributor)
    page.goto(f"/courses/{course.pk}/")
    press(page, page.get_by_role("button", name="Commencer le parcours"))
    page.goto(f"/courses/{course.pk}/1/13/")
    form = page.locator("form.item")
    choose(form)
    form.locator("[name=place-2]").select_option("1")
    form.get_by_role("button").click()
    expect(form.locator("[name=place-1]")).to_be_focused()
    expect(form.get_by_text("Vous avez donné cette place deux fois").first).to_be_visible()
    expect(form.locator("[name=place-2]")).to_have_value("1")
    form.locator("[name=place-2]").select_option("2")
    page.context.set_offline(True)
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Votre choix est toujours là")
    expect(form.locator("[name=place-3]")).to_have_value("3")
    page.context.set_offline(False)
    page.keyboard.press("Tab")
    answer(page)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_by_the_keyboard_alone(course: Course, contributor: User, browser_of) -> None:
    page = browser_of(contributor)
    page.goto(f"/courses/{course.pk}/")
    page.get_by_role("button", name="Commencer le parcours").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Aux questions").focus()
    page.keyboard.press("Enter")
    page.locator("[name=answer][value='1']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#feedback")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Question suivante")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("form.item")).to_have_attribute("data-kind", "choices")


def test_a_withdrawn_edition_is_said_to_who_learns_and_at_the_desk(
    contributor: User, editor: User, browser_of, look: Look
) -> None:
    create_tip(number=6, by=editor)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    course = published_course(editor, sample_course(language="fr"), edition=edition).course
    go_through(course, contributor, left_out=2)
    page = browser_of(contributor)
    page.goto(f"/courses/{course.pk}/1/")
    edition.withdraw(notice="Le conseil 6 met en danger ceux qui le suivent. Ne l’appliquez plus.", by=editor)
    page.reload()
    expect(page).to_have_url(re.compile(f"/courses/{course.pk}/$"))
    expect(page.get_by_role("status").filter(has_text="Le conseil 6")).to_contain_text("reprendrez là où vous en étiez")
    expect(page.get_by_role("button", name="Continuer")).to_have_count(0)
    look(page, "the course of a withdrawn edition")
    desk = browser_of(editor)
    for address in (f"/curation/courses/{course.pk}/", f"/curation/courses/{course.pk}/versions/1/"):
        desk.goto(address)
        expect(desk.get_by_text("ne peut pas être rappelé d’ici")).to_be_visible()
        look(desk, address)
