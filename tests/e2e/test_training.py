"""Training sessions in a browser: an employee and an organiser with the keyboard alone, and the screens as axe sees them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.models import User
from campaign.models import Registration, TrainingSession
from tests.campaign.training.made import create_people, create_session
from tests.e2e.looking import SIZES, Look
from tests.e2e.test_keyboard import enter, tab_to

pytestmark = pytest.mark.e2e


def test_an_employee_waits_is_called_and_gives_her_seat_back_with_the_keyboard(contributor: User, browser_of) -> None:
    session = create_session(capacity=1)
    (first,) = create_people(1)
    seat = session.register(first)
    martine = browser_of(contributor)
    martine.goto("/")
    enter(martine, ".nav a[href='/sessions/']")
    enter(martine, f".sessions a[href='{session.get_absolute_url()}']")
    tab_to(martine, "[name=shows_name]")
    martine.keyboard.press("Space")
    enter(martine, "form[action$='/register/'] button")
    expect(martine.locator(".seat")).to_contain_text("Vous êtes numéro 1 sur la liste d’attente.")
    seat.cancel(by=first)
    martine.reload()
    expect(martine.locator(".seat")).to_contain_text("Vous avez une place.")
    enter(martine, "form[action$='/leave/'] button")
    assert not Registration.objects.get(person=contributor).is_coming


def test_an_organiser_plans_adds_and_cancels_with_the_keyboard(editor: User, contributor: User, browser_of) -> None:
    laurent = browser_of(editor)
    laurent.goto("/sessions/")
    enter(laurent, "main a[href='/sessions/new/']")
    for name, text in {"title": "Une séance", "place": "Lille", "room": "Salle Vauban", "capacity": "2"}.items():
        tab_to(laurent, f"[name={name}]")
        laurent.keyboard.type(text)
    laurent.fill("[name=starts_at]", "2027-06-01T10:00")  # a browser's own control, with keys of its own
    laurent.fill("[name=ends_at]", "2027-06-01T09:00")
    enter(laurent, "main button.do")
    expect(laurent.locator("#id_ends_at_error")).to_be_visible()
    expect(laurent.locator("[name=title]")).to_have_value("Une séance")
    laurent.fill("[name=ends_at]", "2027-06-01T12:00")
    enter(laurent, "main button.do")
    session = TrainingSession.objects.get()
    enter(laurent, "main a[href$='/registrations/']")
    tab_to(laurent, "[name=person]")
    laurent.keyboard.type(contributor.username)
    laurent.keyboard.press("Escape")
    enter(laurent, "main form button:has-text('Ajouter')")
    assert session.registrations.get().is_registered
    laurent.goto(f"{session.get_absolute_url()}cancel/")
    tab_to(laurent, "[name=reason]")
    laurent.keyboard.type("La salle est inondée.")
    enter(laurent, "main button.do")
    expect(laurent.locator(".note.err")).to_contain_text("La salle est inondée.")


def test_the_screens_of_sessions(editor: User, contributor: User, browser_of, look: Look) -> None:
    mine = create_session(
        in_days=4, online_url="https://visio.example/a", description="Apportez **tout**.\n\n- un\n- deux"
    )
    full, off = (create_session(in_days=5 + day, speakers="", capacity=1) for day in range(2))
    create_session(in_days=-4, speakers="", kind="conference")
    for person in (contributor, *create_people(2)):
        mine.register(person, shows_name=True)
        full.register(person, by=editor)
    off.cancel(reason="La salle est inondée.", by=editor)
    browser = browser_of(editor)
    full.register(editor)
    paths = ["", "?view=calendar", "?place=Nulle+part&month=2031-01", "mine/", "new/", f"{mine.pk}/", f"{full.pk}/"]
    paths += [f"{off.pk}/", f"{off.pk}/history/", f"{mine.pk}/edit/", f"{mine.pk}/cancel/", f"{mine.pk}/registrations/"]
    for path in paths:
        browser.goto(f"/sessions/{path}")
        look(browser, path)
    browser.set_viewport_size(SIZES[1])
    browser.goto(f"/sessions/{off.pk}/history/")  # a change has the whole line
    assert browser.locator("dd").first.evaluate("change => change.clientWidth") > 300
