"""At the door, in a browser: the network goes, forty people come, the page is loaded again, the network comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import segno
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from campaign.models import CheckIn, Registration, TrainingSession
from campaign.training.attendance import entry_code
from tests import factories
from tests.campaign.training.made import create_session
from tests.e2e.acts import wait_until
from tests.e2e.killable import KillableServer
from tests.e2e.looking import Look
from tests.e2e.test_keyboard import tab_to

pytestmark = pytest.mark.e2e

PEOPLE = 40
UNSENT = "[data-part=state]"
STORED = """async (desk) => {
  const { camera } = document.querySelector(desk).dataset
  const parts = [...document.querySelectorAll('link[rel=stylesheet], script[src]')].map(({ href, src }) => href ?? src)
  const all = [...parts, camera, location.href]
  const found = await Promise.all(all.map((address) => caches.match(address, { ignoreVary: true })))
  return found.every(Boolean)
}"""
NOTHING_STORED = "async () => (await caches.keys()).length === 0"
CARRIED = """([db, store]) => new Promise((resolve) => {
  const request = indexedDB.open(db)
  request.onsuccess = () => {
    const all = request.result.transaction(store).objectStore(store).getAll()
    all.onsuccess = () => { request.result.close(); resolve(all.result) }
  }
})"""


@pytest.fixture
def session(editor: User) -> TrainingSession:
    found = create_session(in_days=0.02, capacity=PEOPLE + 5)
    for number in range(PEOPLE):
        person = factories.create_user(
            username=f"p{number}", first_name="Zoé", last_name=f"Éluard{chr(97 + number // 26)}{chr(97 + number % 26)}"
        )
        found.register(person, by=editor)
    return found


@pytest.fixture
def far_door(session: TrainingSession, editor: User, browser_beside) -> Page:
    """The same, at a server that can be killed: a browser that is told to be offline lets a request through while it loads
    a page again.
    """
    return opened(browser_beside(editor), session)


@pytest.fixture
def door(session: TrainingSession, editor: User, browser_of) -> Iterator[Page]:
    """The check-in page of an organiser, with its list and everything it needs without a network."""
    page = browser_of(editor)
    yield opened(page, session)
    page.context.set_offline(False)


def opened(page: Page, session: TrainingSession) -> Page:
    page.goto(f"{session.get_absolute_url()}check-in/")
    expect(page.locator("[data-part=people] > li")).to_have_count(session.registrations.registered().count())
    page.evaluate("navigator.serviceWorker.ready")
    wait_until(page, STORED, "[data-check-in]")
    return page


def note(page: Page, name: str) -> None:
    """As somebody types who has a queue before her: without accents, and Enter."""
    page.locator("[data-part=search]").fill(name.lower().replace("é", "e"))
    page.keyboard.press("Enter")


def stored(page: Page, store: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = page.evaluate(CARRIED, ["check-in", store])
    return found


def test_forty_people_come_without_a_network_and_are_all_there_once(
    session: TrainingSession, far_door: Page, killable_server: KillableServer
) -> None:
    door = far_door
    killable_server.kill()
    door.context.set_offline(True)
    names = [row.person.last_name for row in session.registrations.registered().select_related("person")]
    for name in names[:25]:
        note(door, name)
    expect(door.locator(UNSENT)).to_contain_text("25 pas encore envoyés.")
    expect(door.locator(UNSENT)).to_contain_text("Hors ligne")
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 25. Attendus : 40.")
    wait_until(door, f"async () => (await ({CARRIED})(['check-in', 'acts'])).length === 25")
    door.reload()
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 25. Attendus : 40.")
    for name in names[25:]:
        note(door, name)
    note(door, names[3])
    expect(door.locator("[data-part=said]")).to_contain_text(f"Zoé {names[3]} est déjà là, depuis")
    expect(door.locator("[data-part=said]")).to_contain_text(re.compile(r"depuis \d{1,2}\sh\s\d\d\."))
    expect(door.locator(UNSENT)).to_contain_text("40 pas encore envoyés.")
    assert not CheckIn.objects.exists()
    killable_server.start()
    door.context.set_offline(False)
    expect(door.locator(UNSENT)).to_have_text("Tout est envoyé.", timeout=30_000)
    assert Registration.objects.filter(came_at__isnull=False).count() == PEOPLE
    assert CheckIn.objects.count() == PEOPLE
    assert stored(door, "acts") == []
    door.reload()
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 40. Attendus : 40.")


def test_what_was_sent_and_not_answered_is_sent_again_and_counts_once(session: TrainingSession, door: Page) -> None:
    """The answer is lost, as on a train: the device sends the same act once more."""

    def lose(route) -> None:
        route.fetch()
        route.abort()

    door.route("**/check-in/acts/", lose, times=1)
    note(door, "zoe eluardaa")
    expect(door.locator(UNSENT)).to_contain_text("1 pas encore envoyé. Hors ligne")
    assert CheckIn.objects.count() == 1
    door.evaluate("dispatchEvent(new Event('online'))")
    expect(door.locator(UNSENT)).to_have_text("Tout est envoyé.")
    assert CheckIn.objects.count() == 1


def test_two_organisers_see_each_other_and_a_mistake_is_undone(
    session: TrainingSession, door: Page, browser_of
) -> None:
    other = opened(browser_of(factories.create_editor(username="autre")), session)
    note(door, "eluardab")
    expect(door.locator(UNSENT)).to_have_text("Tout est envoyé.")
    other.evaluate("dispatchEvent(new Event('online'))")
    expect(other.locator("[data-part=count]")).to_have_text("Présents : 1. Attendus : 40.")
    row = other.locator("[data-part=people] > li.is-here")
    row.locator("[data-slot=undo]").click()
    expect(other.locator("[data-part=count]")).to_have_text("Présents : 0. Attendus : 40.")
    expect(other.locator(UNSENT)).to_have_text("Tout est envoyé.")
    door.evaluate("dispatchEvent(new Event('online'))")
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 0. Attendus : 40.")
    assert not Registration.objects.filter(came_at__isnull=False).exists()


SEES = """() => {
  globalThis.BarcodeDetector = class {
    static getSupportedFormats() { return Promise.resolve(['qr_code']) }
    detect() { return Promise.resolve(globalThis.seen ? [{ rawValue: globalThis.seen }] : []) }
  }
  navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream(5)
  HTMLMediaElement.prototype.play = async () => {}
}"""
READS = """([script, rows]) => import(script).then(({ readCode }) => {
  const drawing = new OffscreenCanvas(rows.length * 6, rows.length * 6).getContext('2d')
  rows.forEach((row, y) => row.forEach((dark, x) => {
    drawing.fillStyle = dark ? '#000' : '#fff'
    drawing.fillRect(x * 6, y * 6, 6, 6)
  }))
  return readCode(drawing.getImageData(0, 0, rows.length * 6, rows.length * 6))
})"""


def test_the_camera_reads_a_code_and_others_are_refused(session: TrainingSession, door: Page) -> None:
    code = entry_code(session.registrations.registered()[0])
    door.evaluate(SEES)
    door.context.set_offline(True)
    door.locator("[data-part=scan]").click()
    expect(door.locator("[data-part=scan]")).to_have_attribute("aria-pressed", "true")
    for seen, words in {
        code: "est là : noté à",
        f"{session.pk + 1}.1.0123456789ABCDEF0123": "celui d’une autre séance",
        f"{code[:-1]}Z": "pas un code de cette séance",
    }.items():
        door.evaluate("code => { globalThis.seen = code }", seen)
        expect(door.locator("[data-part=said]")).to_contain_text(words.replace(" :", "\u00a0:"))
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 1. Attendus : 40.")


def test_a_browser_that_reads_no_codes_is_given_a_reader(session: TrainingSession, door: Page) -> None:
    code = entry_code(session.registrations.registered()[0])
    rows = [list(row) for row in segno.make(code, error="m", boost_error=False, micro=False).matrix_iter(border=4)]
    script = door.locator("[data-check-in]").get_attribute("data-reader")
    assert door.evaluate(READS, [script, rows]) == code


def test_nobody_is_looked_for_before_a_name_is_typed(session: TrainingSession, editor: User, browser_of) -> None:
    session.registrations.all().delete()
    door = opened(browser_of(editor), session)
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 0. Attendus : 0.")
    expect(door.locator("[data-part=nobody]")).to_be_hidden()
    door.locator("[data-part=search]").fill("Nemo")
    expect(door.locator("[data-part=nobody]")).to_be_visible()


def test_a_name_that_is_on_no_list_waits_offline(session: TrainingSession, door: Page) -> None:
    door.context.set_offline(True)
    door.locator("[data-part=naming] input[name=person]").fill("<b>Une</b> voisine")
    door.keyboard.press("Enter")
    expect(door.locator("[data-part=unmatched] > li b")).to_have_text("<b>Une</b> voisine")
    door.context.set_offline(False)
    expect(door.locator(UNSENT)).to_have_text("Tout est envoyé.", timeout=30_000)
    assert session.check_ins.get().name == "<b>Une</b> voisine"


def test_the_list_leaves_the_device_with_the_organiser(session: TrainingSession, door: Page, contributor: User) -> None:
    assert stored(door, "lists")[0]["session"] == session.pk
    door.context.clear_cookies()
    door.goto("/accounts/login/")
    wait_until(door, NOTHING_STORED)
    assert stored(door, "lists") == []


def test_the_list_leaves_the_device_when_its_day_is_over(session: TrainingSession, door: Page) -> None:
    begin = timezone.now() - timedelta(days=2)
    TrainingSession.objects.update(starts_at=begin, ends_at=begin + timedelta(hours=2))
    door.reload()
    expect(door.locator("[data-part=over]")).to_be_visible()
    assert stored(door, "lists") == []
    wait_until(door, NOTHING_STORED)


def test_leaving_with_something_unsent_asks_first(session: TrainingSession, door: Page) -> None:
    door.context.set_offline(True)
    note(door, "eluardaa")
    expect(door.locator(UNSENT)).to_contain_text("1 pas encore envoyé.")
    asked = []
    door.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    door.reload()
    assert asked == ["beforeunload"]


def test_with_the_keyboard_alone_and_as_axe_sees_it(session: TrainingSession, door: Page, look: Look) -> None:
    tab_to(door, "[data-part=search]")
    door.keyboard.type("eluardac")
    door.keyboard.press("Enter")
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 1. Attendus : 40.")
    tab_to(door, "li.is-here [data-slot=undo]")
    door.keyboard.press("Enter")
    expect(door.locator("[data-part=count]")).to_have_text("Présents : 0. Attendus : 40.")
    expect(door.locator("[data-part=search]")).to_be_focused()
    note(door, "eluardad")
    for path in (None, f"{session.get_absolute_url()}attendance/", session.get_absolute_url()):
        if path:
            expect(door.locator(UNSENT)).to_have_text("Tout est envoyé.") if path.endswith("attendance/") else None
            door.goto(path)
        look(door, path or "the door")
