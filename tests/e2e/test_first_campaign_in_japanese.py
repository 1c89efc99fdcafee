"""A company that writes in Japanese first: from an empty database to a guide in Japanese and French, as PDF and EPUB.

KEEP=folder leaves there what was seen and made, to be looked at.
"""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from campaign.models import SetUpLink
from guide.builds.disk import folder
from guide.publication.forms import later
from guide.translations.models import Translation
from tests import factories
from tests.e2e.acts import press, put_text, save, sticking_out
from tests.e2e.conftest import SignIn
from tests.e2e.sakura import FRENCH_COVER, QUESTIONS, SITE, TIPS
from tests.forms import set_form
from themes.models import Theme

pytestmark = [pytest.mark.not_set_up]
MAKING = 400_000  # faces of ten thousand signs
PASSWORD = "four words in a row"
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def look(page: Page, name: str) -> None:
    """Nothing sticks out of a telephone's screen; every screen says its language."""
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.set_viewport_size({"width": 390, "height": 844})
    assert sticking_out(page) == [], name
    page.set_viewport_size({"width": 1280, "height": 900})
    if shots := os.environ.get("KEEP"):
        page.screenshot(path=Path(shots) / f"{name}.png", full_page=True)


@pytest.fixture(autouse=True)
def _real_books(monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("pdf", "epub", *(("poster", "leaflet") if "KEEP" in os.environ else ())):
        set_form(monkeypatch, form, later(form))


def test_a_company_writes_in_japanese_first(new_context, sign_in: SignIn) -> None:
    keiko = new_context(locale="ja-JP").new_page()
    set_up(keiko)
    ask_the_questions(keiko)
    people = [factories.create_user(username=name, role=role) for name, role in ROLES.items()]
    editor, translator, writer = (sign_in(one, locale="ja-JP") for one in people)
    write_and_promote(writer, editor)
    write_the_others(people[0], people[2])
    translate(editor, translator)
    publish(editor)
    read(new_context(locale="ja-JP").new_page())
    look_into_the_files()


ROLES = {"tanaka": Role.EDITOR, "lea": Role.TRANSLATOR, "suzuki": Role.CONTRIBUTOR}


def set_up(page: Page) -> None:
    page.goto(urlsplit(SetUpLink.objects.make()).path)
    for name, value in (SITE | dict.fromkeys(("password1", "password2"), PASSWORD)).items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=language]", "ja")
    page.check("[name=other_languages][value=fr]")
    page.select_option("[name=time_zone]", "Asia/Tokyo")
    press(page, "main form button[type=submit]")
    expect(page).to_have_title(re.compile(SITE["name"]))
    look(page, "01-home")


def ask_the_questions(page: Page) -> None:
    page.goto("/settings/themes/")
    for number, (short, question, _french, _short) in enumerate(QUESTIONS):
        press(page, "main .btn.do")
        page.fill("[name=question]", question)
        page.fill("[name=short_title]", short)
        page.fill("[name=places]", "4")
        page.check(f"[name=paper][value='{(7, 11, 5)[number]}']", force=True)
        press(page, "main .btn.do")
    expect(page.locator(".theme-list > li")).to_have_count(3)
    look(page, "02-questions")


def write_and_promote(writer: Page, editor: Page) -> None:
    """A page with a long title, by the form; and the tip that is made of it."""
    theme, (title, body, _french, _words) = Theme.objects.get(number=1), TIPS[0]
    writer.goto(f"/wiki/{theme.slug}/")
    press(writer, "main a[href$='/new/'] >> nth=0")
    writer.fill("[name=title]", title)
    put_text(writer, body)
    save(writer)
    expect(writer.get_by_role("heading", level=1)).to_have_text(title)
    look(writer, "03-page")
    editor.goto(writer.url)
    editor.locator("article .tools .drop > summary").click()
    press(editor, "article .tools .drop a[href$='/promote/']")
    look(editor, "04-promote")
    save(editor)
    expect(editor.locator("main h1")).to_contain_text(title)
    look(editor, "05-tip")


def write_the_others(editor: User, writer: User) -> None:
    """As the first was written, without a browser; all but the last are translated."""
    for number, (title, body, french, words) in enumerate(TIPS, 1):
        theme = Theme.objects.get(number=(number - 1) // 4 + 1)
        if number == 1:
            continue
        page = factories.create_page(theme=theme, title=title, body=body, author=writer)
        tip = factories.make_tip(page.revision(page.version), number=number, by=editor, title=title, body=body)
        if number < len(TIPS):
            said = {"title": french, "body": words, "source_version": tip.version}
            Translation.objects.record(tip, language="fr", by=editor, **said)
    for theme, (_short, _question, short, question) in zip(Theme.objects.all(), QUESTIONS, strict=True):
        said = {"title": question, "short_title": short, "source_version": 0}
        Translation.objects.record(theme, language="fr", by=editor, **said)


def translate(editor: Page, translator: Page) -> None:
    editor.goto("/curation/sections/editorial/")
    editor.fill("[name=title]", "はじめに")
    put_text(editor, "この本は、窓口に立つ私たちが、お互いに教え合ったことをまとめたものです。")
    save(editor)
    editor.goto("/curation/editions/1/languages/")
    editor.check("[name=languages][value=fr]")
    press(editor, "main .btn.do")
    look(editor, "06-languages")
    translator.goto("/translation/fr/")
    look(translator, "07-translation")
    for key, french in (("tip", TIPS[0][2:]), ("tip", TIPS[-1][2:])):
        translator.goto("/translation/fr/?state=missing&kind=tip")
        press(translator, f".translations li[id^={key}] a >> nth=0")
        for box, words in zip(translator.locator("[name^=target_]").all(), words_of(*french), strict=True):
            box.fill(words)
        press(translator, ".save-bar .do")
        look(translator, f"08-text-{french[0][:5]}")
        press(translator, "form[action$='/review/'] .do")
        editor.goto("/translation/fr/?state=review")
        press(editor, ".translations li[id] a")
        press(editor, "button[form='approve']")
    translator.goto("/curation/editions/1/languages/fr/")
    translator.fill("[name=title]", FRENCH_COVER[0])
    translator.fill("[name=subtitle]", FRENCH_COVER[1])
    press(translator, "[name=cover]")
    editor.goto("/curation/editions/1/languages/fr/")
    editor.check("[name=when_missing][value=original]")
    press(editor, "[name=choice]")
    look(editor, "09-language")


def words_of(title: str, body: str) -> list[str]:
    return [title, *(line.removeprefix("- ") for line in body.split("\n") if line)]


def publish(page: Page) -> None:
    page.goto("/curation/editions/1/proof/")
    look(page, "10-proof")
    for reason in page.locator(".reason").all():
        reason.locator("summary").click()
        reason.locator("input").fill("二人で確認しました。")
    press(page, "form .btn.do")
    look(page, "11-in-proof")
    press(page, "main .btn.do")
    press(page, "main .btn.do")
    look(page, "12-publish")
    press(page, "main form .btn.do", timeout=MAKING)  # every form in both languages, which a worker makes in life
    look(page, "13-published")


def read(page: Page) -> None:
    page.goto("/guide/")
    expect(page).to_have_url(re.compile("/guide/ja/$"))
    expect(page.locator("[id^='tip-'] h3")).to_have_count(12)
    look(page, "14-guide")
    page.goto("/guide/fr/")
    expect(page).to_have_title(re.compile(FRENCH_COVER[0].split()[0]))
    for number in (1, 12):
        assert not JAPANESE.search(page.locator(f"#tip-{number} h3").inner_text())
    expect(page.locator("#tip-5 h3")).to_contain_text("téléphone")


def look_into_the_files() -> None:
    """The book holds the titles in both languages, and is not lacking a sign; an EPUB says its language."""
    for language, words in (("ja", TIPS[4][0]), ("fr", "Posez les papiers")):
        where = folder(1, language)
        document = pdfium.PdfDocument(where / "guide.pdf")
        said = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
        assert "".join(words.split()) in said.replace("\u00a0", ""), language
        with zipfile.ZipFile(where / "guide.epub") as epub:
            package = next(name for name in epub.namelist() if name.endswith(".opf"))
            assert f"<dc:language>{language}</dc:language>" in epub.read(package).decode()
        if shots := os.environ.get("KEEP"):
            for number, page in enumerate(document):
                page.render(scale=1.2).to_pil().save(Path(shots) / f"book-{language}-{number:02}.png")
            for name in ("guide.epub", "guide.pdf", "poster.pdf", "leaflet.pdf"):
                if (where / name).is_file():
                    (Path(shots) / f"{language}-{name}").write_bytes((where / name).read_bytes())
