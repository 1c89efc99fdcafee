"""A company's first campaign, from an empty database to a guide in two languages, by its screens alone.

docs/first-campaign.md tells the same steps. PICTURES=docs/first-campaign makes its pictures anew.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.people.invitations import invite
from campaign.models import SetUpLink
from guide.translations.models import Translation
from guide.translations.originals import Original
from guide.translations.segments import source_segments
from tests import factories
from tests.contracts.test_other_campaign import OF_THE_DEMO
from tests.e2e.acts import MAKING, press, put_text, save
from tests.e2e.helvia import ADVICE, EDITORIAL, FRENCH_COVER, NAMES, NUANCE, QUESTIONS, Advice, in_french, people_csv
from themes.models import Theme

pytestmark = [pytest.mark.both, pytest.mark.not_set_up]
PASSWORD = "four words in a row"
LINK = re.compile(r"https?://\S+/invitation/\S+")

SLUGS = ("meetings", "client-files", "two-offices")
BY_HAND = ADVICE[::4]  # one for each question; the others are made as these are, without a browser

type Browser = Callable[..., Page]


def picture(page: Page, name: str) -> None:
    """Keeps what a screen begins with, in few colours, where PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        page.evaluate("scrollTo(0, 0)")
        shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        shot.resize((960, 675)).quantize(64).save(Path(settings.BASE_DIR) / folder / f"{name}.png", optimize=True)


@pytest.fixture
def browser(new_context) -> Browser:
    def opened() -> Page:
        page: Page = new_context(locale="en-GB").new_page()
        return page

    return opened


def test_a_company_runs_its_first_campaign(browser: Browser, mailoutbox: list[EmailMessage]) -> None:
    anne = browser()
    set_up(anne)
    ask_the_questions(anne)
    set_the_calendar(anne)
    bring_people_in(anne)
    priya, oliver, lea = (
        open_account(browser(), mailoutbox, name) for name in ("Priya Shah", "Oliver Hughes", "Léa Rochat")
    )
    for advice in BY_HAND:
        write(priya, advice)
    comment(lea, ADVICE[0])
    for number, advice in enumerate(ADVICE, 1):
        if advice in BY_HAND:
            promote(oliver, advice)
        else:
            write_promote_and_translate(advice, number)
    translate(oliver, lea)
    publish(oliver)
    read(browser())
    assert [letter.subject for letter in mailoutbox if OF_THE_DEMO.search(f"{letter.subject} {letter.body}")] == []


def set_up(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/set-up/$"))
    page.goto(urlsplit(SetUpLink.objects.make()).path)
    typed = {
        "first_name": "Anne",
        "last_name": "Favre",
        "username": "anne",
        "email": "person1@helvia.example",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "name": "Helvia at work",
        "title": "Better days at work",
        "subtitle": "twelve things we learnt from each other",
        "publisher": "Helvia Assurances",
        "sender_address": "guide@helvia.example",
    }
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=language]", "en")
    page.check("[name=other_languages][value=fr]")
    page.select_option("[name=time_zone]", "Europe/Zurich")
    press(page, "main form button[type=submit]")
    expect(page).to_have_title(re.compile("Helvia at work"))
    picture(page, "checklist")


def follow_checklist(page: Page, step: str) -> None:
    page.goto("/")
    press(page, page.get_by_role("link", name=step))


def ask_the_questions(page: Page) -> None:
    follow_checklist(page, "Ask the questions")
    for number, one in enumerate(QUESTIONS):
        press(page, "main .btn.do")
        page.fill("[name=question]", one.question)
        page.fill("[name=short_title]", one.short_title)
        page.fill("[name=places]", "4")
        page.check(f"[name=paper][value='{(7, 11, 5)[number]}']", force=True)
        press(page, "main .btn.do")
    expect(page.locator(".theme-list > li")).to_have_count(3)
    picture(page, "questions")


def set_the_calendar(page: Page) -> None:
    follow_checklist(page, "Set the calendar")
    press(page, "main .btn.do")
    press(page, "main .btn.do")


def bring_people_in(page: Page) -> None:
    follow_checklist(page, "Import colleagues")
    press(page, page.get_by_role("link", name="Import people"))
    page.fill("main textarea", people_csv())
    press(page, "main .btn.do")
    picture(page, "import-preview")
    press(page, "main .btn.do")
    assert User.objects.count() == len(NAMES)
    for person in User.objects.filter(last_login=None):  # a wave does it in life: see test_invitations
        invite(person)


def open_account(page: Page, letters: list[EmailMessage], name: str) -> Page:
    """Follows the link of the person's letter, and sets the password."""
    number = NAMES.index(name) + 1
    letter = next(one for one in letters if one.to == [f"person{number}@helvia.example"])
    link = LINK.search(letter.body)
    assert link, letter.body
    page.goto(urlsplit(link[0]).path)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    press(page, "main form button[type=submit]")
    return page


def write(page: Page, advice: Advice) -> None:
    slug = SLUGS[advice.theme - 1]
    page.goto("/")
    press(page, page.locator(f"main a[href='/wiki/{slug}/']").first)
    press(page, page.locator(f"main a[href='/wiki/{slug}/new/']").first)
    page.fill("[name=title]", advice.title)
    put_text(page, advice.body)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(advice.title)


def comment(page: Page, advice: Advice) -> None:
    page.goto("/")
    press(page, page.locator(f"main a[href='/wiki/{SLUGS[advice.theme - 1]}/']").first)
    press(page, page.get_by_role("link", name=advice.title).first)
    page.fill("#say-body", NUANCE)
    page.locator("form", has=page.locator("#say-body")).locator(".btn.do").click()
    expect(page.locator(".comment.sent")).to_contain_text("cancel the meeting")
    picture(page, "page")


def promote(page: Page, advice: Advice) -> None:
    page.goto("/")
    press(page, page.locator(f"main a[href='/wiki/{SLUGS[advice.theme - 1]}/']").first)
    press(page, page.get_by_role("link", name=advice.title).first)
    page.locator("article .tools .drop > summary").click()
    press(page, page.locator("article .tools .drop a[href$='/promote/']"))
    save(page)
    expect(page.locator("main h1")).to_contain_text(advice.title)


def write_promote_and_translate(advice: Advice, number: int) -> None:
    """What others did in the same way."""
    theme, by = Theme.objects.get(number=advice.theme), User.objects.get(username="oliver.hughes")
    page = factories.create_page(
        theme=theme, title=advice.title, body=advice.body, author=User.objects.get(username="priya.shah")
    )
    tip = factories.make_tip(page.revision(page.version), number=number, by=by)
    Translation.objects.record(
        tip,
        language="fr",
        title=advice.french_title,
        body=advice.french_body,
        source_version=tip.version,
        by=by,
    )


def translate(page: Page, other: Page) -> None:
    """The editor chooses the languages; a translator writes them."""
    page.goto("/curation/places/")
    press(page, "a[href='/curation/sections/editorial/']")
    page.fill("[name=title]", EDITORIAL[0])
    put_text(page, EDITORIAL[1])
    save(page)
    page.goto("/curation/editions/1/languages/")
    page.check("[name=languages][value=fr]")
    press(page, "main .btn.do")
    other.goto("/")
    press(other, ".nav a[href$='/translation/']")
    press(other, "h2 a[href$='/translation/fr/']")
    picture(other, "translation")
    while (left := other.locator(".translations li[id]", has=other.locator(".err"))).count():
        title = left.first.locator(".voice").inner_text()
        press(other, left.first.locator("a"))
        french, body = in_french(title)
        short = [one.short_in_french for one in QUESTIONS if one.question == title]
        beside = ["Dites-le en une phrase."] * (other.locator("[name^=target_]").count() - 2) if short else []
        for place, words in enumerate([french, *short, *paragraphs_of(body), *beside]):
            other.fill(f"[name=target_{place}]", words)
        press(other, ".save-bar .do")
        press(other, "form[action$='/review/'] .do")
    other.goto("/translation/fr/?state=review")
    for waiting in other.locator(".translations li[id] a").evaluate_all("all => all.map(one => one.href)"):
        page.goto(waiting)
        press(page, ".save-bar .do")
    other.goto("/curation/editions/1/languages/fr/")
    other.fill("[name=title]", FRENCH_COVER[0])
    other.fill("[name=subtitle]", FRENCH_COVER[1])
    press(other, "[name=cover]")


def paragraphs_of(body: str) -> list[str]:
    """As the boxes of a text hold them."""
    whole = Original(None, "", "", "", 0, body)  # type: ignore[arg-type]  # of no row
    return [one.source for one in source_segments(whole)]


def publish(page: Page) -> None:
    page.goto("/curation/editions/1/proof/")
    for reason in page.locator(".reason").all():
        reason.locator("summary").click()
        reason.locator("input").fill("Seen together.")
    press(page, "form .btn.do")
    press(page, "main .btn.do")
    press(page, "main .btn.do")
    press(page, "main form .btn.do", timeout=MAKING)  # every form in both languages, which a worker makes in life


def read(page: Page) -> None:
    """A visitor, without signing in: the guide in both languages, and nothing of it that nobody has decided."""
    page.goto("/guide/")
    expect(page).to_have_url("/guide/en/")
    expect(page).to_have_title(re.compile("Better days at work"))
    expect(page.locator("[id^='tip-'] h3")).to_have_text([re.compile(re.escape(one.title)) for one in ADVICE])
    picture(page, "guide")
    page.goto("/guide/fr/")
    expect(page).to_have_title(re.compile(FRENCH_COVER[0]))
    expect(page.locator("[id^='tip-'] h3")).to_have_text([re.compile(as_printed(one.french_title)) for one in ADVICE])


def as_printed(title: str) -> str:
    """The typography of French puts other spaces between the same words."""
    return r"\s+".join(map(re.escape, title.split()))
