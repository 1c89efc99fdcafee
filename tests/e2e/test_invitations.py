"""Invitations in a browser: an organiser makes a wave with the keyboard, somebody opts out, the screens as axe sees them."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from accounts.models import User
from campaign.invitations.models import OptOut, Wave
from campaign.invitations.sending import send_what_is_due
from campaign.invitations.wave_letters import opt_out_url
from tests.campaign.invitations.made import NOON, create_colleagues, create_running_wave, create_wave, words
from tests.e2e.looking import Look
from tests.e2e.test_keyboard import enter, tab_to

pytestmark = pytest.mark.e2e


def test_an_organiser_makes_a_wave_with_the_keyboard_and_schedules_it(editor: User, browser_of) -> None:
    create_colleagues(3, site="Lille")
    create_colleagues(2, site="Lyon")
    laurent = browser_of(editor)
    laurent.goto("/invitations/")
    enter(laurent, "main a[href='/invitations/new/']")
    laurent.locator("form[data-editor=ready]").wait_for()
    tab_to(laurent, "[name=subject_fr]")
    laurent.keyboard.type("Une phrase suffit")
    tab_to(laurent, ".rich .ProseMirror")
    laurent.keyboard.type("Racontez ce que vous savez.")
    laurent.keyboard.press("Escape")
    enter(laurent, "main button.do")
    expect(laurent.locator("#counts")).to_contain_text("5 personnes reçoivent une lettre.")
    tab_to(laurent, "[name=sites][value=Lille]")
    laurent.keyboard.press("Space")
    expect(laurent.locator("#counts")).to_contain_text("3 personnes reçoivent une lettre.")
    laurent.fill("[name=starts_at]", "2027-03-10T12:00")  # a browser's own controls, with keys of their own
    laurent.fill("[name=begin]", "18:00")
    laurent.fill("[name=until]", "08:00")
    enter(laurent, "main button.do")
    expect(laurent.locator("#id_until_error")).to_be_visible()
    expect(laurent.locator("[name=sites][value=Lille]")).to_be_checked()
    laurent.fill("[name=begin]", "08:00")
    laurent.fill("[name=until]", "18:00")
    enter(laurent, "main button.do")
    expect(laurent.locator(".note.warn")).to_be_visible()
    enter(laurent, "form[action$='/preview/'] button")
    enter(laurent, "button[value=schedule]")
    wave = Wave.objects.get()
    assert wave.state == "gathering"
    send_what_is_due(at=NOON)
    assert wave.letters.filter(state="sent").count() == 3
    laurent.reload()
    expect(laurent.locator("main .voice")).to_contain_text("Terminée")


def test_whoever_follows_the_link_of_a_letter_opts_out_by_a_button_alone(contributor: User, visitor) -> None:
    visitor.goto(urlsplit(opt_out_url(contributor)).path)
    assert not OptOut.objects.exists()
    enter(visitor, "main button.do")
    expect(visitor.locator("h1")).to_have_text("Vous ne recevez plus d’invitations")
    assert OptOut.objects.get().person == contributor
    enter(visitor, "main button[name=again]")
    expect(visitor.locator("h1")).to_have_text("Vous recevez de nouveau les invitations")
    assert not OptOut.objects.exists()


def test_the_screens_of_invitations(editor: User, contributor: User, browser_of, look: Look) -> None:
    create_colleagues(40, site="Lille")
    create_colleagues(5, site="Saint-Maurice-de-Rotherens", department="Gestion des contrats collectifs")
    wave = create_running_wave(
        by=editor, words=words(subject="Un objet qui est bien plus long que ce que l’on écrirait")
    )
    send_what_is_due(at=NOON)
    for place, letter in enumerate(wave.letters.all()[:8]):
        letter.came_back("smtp; 550 5.1.1 utilisateur inconnu")
        if place % 2:
            wave.letters.filter(pk=letter.pk).update(state="uncertain")
    draft, empty = create_wave(previewed_at=None), create_wave(words=words(), starts_at=None)
    halted = create_wave(state="paused", halted_at=NOON, counted_from=NOON)
    halted.letters.create(person=contributor, state="bounced", claimed_at=NOON)
    reminder = create_wave(reminds=wave)
    paths = [
        "",
        "new/",
        "mine/",
        f"{wave.pk}/",
        f"{wave.pk}/letters/",
        f"{draft.pk}/",
        f"{draft.pk}/words/",
        f"{empty.pk}/",
    ]
    paths += [
        f"{draft.pk}/plan/",
        f"{halted.pk}/",
        f"{reminder.pk}/plan/",
        opt_out_url(contributor).partition("/invitations/")[2],
    ]
    browser = browser_of(editor)
    for path in paths:
        browser.goto(f"/invitations/{path}")
        look(browser, path)
