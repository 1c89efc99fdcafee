"""Videos in a browser: a film that plays, jumps where its transcript says, and is watched with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from campaign.models import Video
from contributions.models import Comment
from tests import factories
from tests.campaign.videos.made import FRENCH, make_video
from tests.campaign.videos.media_files import mp4, webm
from tests.e2e.looking import Look
from tests.e2e.test_keyboard import enter, tab_to

pytestmark = pytest.mark.e2e
TIME = "document.querySelector('video').currentTime"
LANGUAGES_SHOWN = """() => [...document.querySelector('video').textTracks]
    .filter((track) => track.kind === 'captions' && track.mode === 'showing').map((track) => track.language)"""
WORDS_NOW = """() => [...document.querySelector('video').textTracks]
    .filter((track) => track.mode === 'showing').flatMap((track) => [...track.activeCues ?? []]).map((cue) => cue.text)"""


@pytest.fixture
def video(transactional_db: None) -> Video:
    return make_video(factories.create_theme(), webm=BytesIO(webm(seconds=5)), description="Deux phrases.")


def wait_for_time(page: Page, first: float, last: float = 60) -> None:
    """Waits until the film is between these two seconds."""
    for _look in range(150):
        if first <= page.evaluate(TIME) <= last:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(TIME))


def test_a_film_plays_jumps_and_marks_what_is_said(
    video: Video, contributor: User, browser_of: Callable[[User], Page]
) -> None:
    martine = browser_of(contributor)
    martine.goto(video.get_absolute_url())
    assert martine.evaluate("document.querySelector('video').paused"), "nothing plays by itself"
    martine.click(".transcript a[data-seek='2']")
    wait_for_time(martine, 2.1)
    expect(martine.locator(".transcript a[aria-current]")).to_have_attribute("data-seek", "2")
    assert "Qui a cliqué" in martine.evaluate(WORDS_NOW)[0]
    assert martine.evaluate(LANGUAGES_SHOWN) == ["fr"]
    martine.click(".chapters a[data-seek='0']")
    wait_for_time(martine, 0, 1.9)
    expect(martine.locator(".transcript a[aria-current]")).to_have_attribute("data-seek", "0")


def test_captions_and_transcript_are_japanese_for_whoever_reads_japanese(
    video: Video, browser_of: Callable[[User], Page]
) -> None:
    ken = browser_of(factories.create_user(username="ken", language="ja"))
    ken.goto(video.get_absolute_url())
    ken.click("footer [lang=ja]")
    expect(ken.locator(".transcript ol")).to_have_attribute("lang", "ja")
    ken.click(".transcript a[data-seek='2']")
    wait_for_time(ken, 2.1)
    assert ken.evaluate(LANGUAGES_SHOWN) == ["ja"]
    assert "だれが" in ken.evaluate(WORDS_NOW)[0]


def test_a_film_is_watched_and_talked_about_with_the_keyboard_alone(
    video: Video, contributor: User, browser_of: Callable[[User], Page]
) -> None:
    martine = browser_of(contributor)
    martine.goto("/")
    enter(martine, "main a[href='/videos/']")
    enter(martine, f".videos a[href='{video.get_absolute_url()}']")
    tab_to(martine, "video")
    martine.keyboard.press("Space")
    wait_for_time(martine, 0.3)
    martine.keyboard.press("Space")
    tab_to(martine, ".transcript a[data-seek='2']")
    martine.keyboard.press("Enter")
    wait_for_time(martine, 2.1)
    tab_to(martine, "#say-body")
    martine.keyboard.type("Je raccroche aussi.")
    enter(martine, ".say button[type=submit]")
    expect(martine.locator("#log")).to_contain_text("Je raccroche aussi.")
    assert Comment.objects.get().video == video


def test_an_editor_adds_a_film_and_loses_nothing(
    editor: User, browser_of: Callable[[User], Page], tmp_path: Path
) -> None:
    factories.create_theme()
    good, bad, text = tmp_path / "film.mp4", tmp_path / "film.zip.mp4", tmp_path / "fr.vtt"
    good.write_bytes(mp4(seconds=5))
    bad.write_bytes(b"PK\x03\x04" + bytes(100))
    text.write_text(FRENCH.replace("00:00:00.000", "00:00:00"), encoding="utf-8")
    laurent = browser_of(editor)
    laurent.goto("/videos/")
    enter(laurent, "main a[href='/videos/new/']")
    tab_to(laurent, "[name=title]")
    laurent.keyboard.type("Le faux technicien")
    laurent.select_option("[name=theme]", index=1)
    laurent.set_input_files("[name=mp4_file]", bad)
    laurent.set_input_files("[name=captions_fr_file]", text)
    enter(laurent, "main button.do")
    expect(laurent.locator("#id_mp4_file_error")).to_contain_text("ZIP")
    expect(laurent.locator("[name=captions_fr]")).to_have_value(FRENCH.replace("00:00:00.000", "00:00:00"))
    laurent.set_input_files("[name=mp4_file]", good)
    enter(laurent, "main button.do")
    expect(laurent.locator("#id_captions_fr_error")).to_contain_text("3")
    expect(laurent.locator("main")).to_contain_text("film.mp4")
    laurent.fill("[name=captions_fr]", FRENCH)
    enter(laurent, "main button.do")
    expect(laurent.locator("h1")).to_have_text("Le faux technicien")
    assert Video.objects.get().milliseconds == 5000


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    editor: User, browser_of: Callable[[User], Page], tmp_path: Path
) -> None:
    factories.create_theme()
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(2_100_000_000)
    laurent = browser_of(editor)
    laurent.goto("/videos/new/")
    laurent.fill("[name=title]", "Le faux technicien")
    laurent.set_input_files("[name=mp4_file]", large)
    expect(laurent.locator(".field:has([name=mp4_file]) [data-too-large]")).to_be_visible()
    laurent.click("main button.do")
    expect(laurent).to_have_url(laurent.url)
    expect(laurent.locator("[name=title]")).to_have_value("Le faux technicien")
    assert not Video.objects.exists()


def test_without_scripts_a_line_opens_the_film_at_its_moment(
    video: Video, contributor: User, browser_of: Callable[[User], Page]
) -> None:
    martine = browser_of(contributor)
    martine.goto(video.get_absolute_url())
    assert martine.get_attribute(".transcript a[data-seek='2']", "href") == f"{video.mp4_url}#t=2"


def test_the_screens_of_videos(
    video: Video, contributor: User, editor: User, browser_of: Callable[[User], Page], look: Look
) -> None:
    Comment.objects.write(theme=video.theme, video=video, body="Je raccroche.", author=contributor)
    martine, laurent = browser_of(contributor), browser_of(editor)
    screens = [(martine, "/videos/"), (martine, video.get_absolute_url())]
    screens += [(laurent, address) for address in ("/videos/", video.get_absolute_url(), "/videos/new/")]
    screens += [(laurent, f"/videos/{video.pk}/{name}/") for name in ("edit", "withdraw")]
    for browser, address in screens:
        browser.goto(address)
        look(browser, address)
