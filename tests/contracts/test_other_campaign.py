"""A campaign of other words: no screen and no form of its guide says anything of the demo's, or counts as the demo does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from accounts.models import User
from contributions.models import Page
from guide.editions import Edition
from guide.editions.assembly import assemble
from guide.publication.forms import FORMS
from tests import factories
from tests.admin_pages import address as address_of_admin
from tests.guide.publication.pdfs import materials
from tests.shared_rows import copy_editions, made_once
from tests.walking import walk
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SITE_ADDRESS = "https://guide.helvia.example"
DECIDED = {
    "name": "Helvia au quotidien",
    "title": "",
    "subtitle": "ce que nous avons appris",
    "publisher": "Helvia Assurances",
    "address": "guide.helvia.example",
}
THEMES = (
    ("argent", "Argent", "Où va notre argent ?"),
    ("temps", "Temps", "Où va le temps ?"),
    ("sommeil", "Nuit", "Et ?"),
)
PAPERS = {1: 7, 2: 11, 3: 5}
OF_THE_DEMO = re.compile(
    r"\bvingts?\b|\btwenty\b|\bventi\b|二十|20 conseils|20 tips"
    r"|\b(?:quatre|four|quattro) (?:grandes |big )?(?:questions|domande|thèmes|themes|temi)|四つの"
    r"|bon sens|digital common|deux ?rives|sociétaire|my son|mon fils|mio figlio|子ども|-(?:bank|banque|banca|銀行)"
    r"|/wiki/(?:vie-privee|delinquants|reputation|marques)\b",
    re.IGNORECASE,
)
OF_A_PAPER = re.compile(r'class="(?:[\w-]+ )*t([1-9]\d?)(?: [\w-]+)*"')
SHOWING_PAPERS = ("/", "/wiki/", "/wiki/temps/", "/curation/", "/guide/fr/")
PLACE = re.compile(r'class="place[^"]*"[^>]*>\s*(?:<b>)?\s*(\d+)')
NUMBER = re.compile(r"(?<![\w./:-])\d+(?![\w./:%-])")
LAST = 12
MADE = dict(FORMS)  # other tests have them made of a few bytes
READ = ("web", "pdf", "cover", "poster", "leaflet", "epub", "docx", "markdown", "json")


@pytest.fixture(autouse=True)
def _the_language_of_other_tests() -> Iterator[None]:
    """Whoever walks in English leaves it behind."""
    with translation.override("fr"):
        yield


@pytest.fixture(scope="module")
def campaign(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Where the files of the campaign are, which is made once for all tests of this module."""
    folder = tmp_path_factory.mktemp("campaign")
    with made_once(make_campaign, django_db_blocker, folder, SITE_ADDRESS=SITE_ADDRESS):
        yield folder


@translation.override("fr")
def make_campaign() -> None:
    """Three questions of four places each, six tips, and an edition of their own."""
    factories.create_site_settings()
    factories.change_site_settings(**DECIDED)
    editor, contributor = factories.create_editor(), factories.create_contributor()
    for number, (slug, short_title, question) in enumerate(THEMES, 1):
        theme = Theme.objects.create(
            number=number, paper=PAPERS[number], slug=slug, short_title=short_title, question=question, places=4
        )
        page = factories.create_page(theme=theme, title=f"Page {short_title}", author=contributor)
        factories.create_comment(page=page, author=contributor)
        factories.create_question(text=f"Que dire de {short_title} ?", theme=theme, by=contributor)
        for place in (4 * number - 3, 4 * number):
            factories.make_tip(
                page.revision(page.version), number=place, by=editor, title=f"Faire {short_title} {place}"
            )
    factories.create_phase()
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")
    factories.create_translator()
    factories.create_administrator()


@pytest.fixture
def people(campaign: Path, db: None, settings) -> dict[str, User | None]:
    """Somebody of each role in that campaign."""
    settings.SITE_ADDRESS = SITE_ADDRESS
    copy_editions(campaign / "editions", settings.EDITIONS_ROOT)
    caches["template_fragments"].clear()
    names = {"contributor": "martine", "editor": "laurent", "translator": "amelie", "administrator": "karim"}
    return {"visitor": None} | {role: User.objects.get(username=name) for role, name in names.items()}


@pytest.mark.parametrize(
    ("role", "language"),
    [
        ("visitor", "fr"),
        ("visitor", "en"),
        ("contributor", "fr"),
        ("editor", "fr"),
        ("editor", "en"),
        ("translator", "fr"),
        ("administrator", "fr"),
    ],
)
def test_no_screen_says_a_word_of_another_campaign(people: dict[str, User | None], role: str, language: str) -> None:
    client, person = Client(headers={"accept-language": language}), people[role]
    if person:
        User.objects.filter(pk=person.pk).update(language=language)
        client.force_login(person, backend="accounts.sessions.RolesBackend")
    screens = walk(client).screens
    assert len(screens) > (40 if role == "editor" else 3)
    assert {address: found for address, text in screens.items() if (found := set(OF_THE_DEMO.findall(text)))} == {}
    beyond = {address: [int(n) for n in PLACE.findall(text) if int(n) > LAST] for address, text in screens.items()}
    assert {address: numbers for address, numbers in beyond.items() if numbers} == {}


def test_no_page_of_the_administration_says_a_word_of_another_campaign(people: dict[str, User | None]) -> None:
    client = Client(headers={"accept-language": "fr"})
    client.force_login(people["administrator"], backend="accounts.sessions.RolesBackend")  # type: ignore[arg-type]
    pages = ["/admin/", *map(address_of_admin, admin.site._registry)]
    rows = (model.objects.earliest("pk") for model in (Page, User, Edition))
    pages.extend(address_of_admin(row, "change") for row in rows)
    assert {page: found for page in pages if (found := set(OF_THE_DEMO.findall(client.get(page).text)))} == {}


def test_every_screen_and_form_shows_the_papers_that_the_campaign_has_chosen(
    people: dict[str, User | None], tmp_path: Path
) -> None:
    client = Client()
    client.force_login(people["editor"], backend="accounts.sessions.RolesBackend")  # type: ignore[arg-type]
    shown = {address: set(OF_A_PAPER.findall(client.get(address).text)) for address in SHOWING_PAPERS}
    assert shown == {address: {"5", "7", "11"} for address in SHOWING_PAPERS} | {"/wiki/temps/": {"11"}}
    guide, made_with = assemble(Edition.objects.in_preparation()), materials(tmp_path)
    for name in ("web", "epub"):
        text = "\n".join(texts_of(MADE[name].make(guide, made_with)))
        assert (name, set(OF_A_PAPER.findall(text))) == (name, {"5", "7", "11"})


@pytest.mark.parametrize("language", ["en", "fr", "it", "ja", "de"])
def test_no_form_of_the_guide_says_a_word_of_another_campaign(
    people: dict[str, User | None], tmp_path: Path, language: str
) -> None:
    guide = replace(assemble(Edition.objects.in_preparation()), language=language)
    made_with = materials(tmp_path)
    for name in READ:
        text = "\n".join(texts_of(MADE[name].make(guide, made_with)))
        assert "Helvia" in text
        assert (name, set(OF_THE_DEMO.findall(text))) == (name, set())
        if name in {"poster", "leaflet"}:
            assert {int(number) for number in NUMBER.findall(text)} >= set(range(1, LAST + 1))
            assert str(LAST + 1) not in text.split()


def texts_of(files: object) -> Iterator[str]:
    """What the files of a form say: pages of a PDF, the texts in an archive, and plain texts."""
    for name, content in dict(files).items():  # type: ignore[call-overload]
        if name.endswith(".pdf"):
            yield from (page.extract_text().replace("\0", "") for page in PdfReader(io.BytesIO(content)).pages)
        elif name.endswith((".epub", ".docx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inner = [one for one in archive.namelist() if one.endswith((".xhtml", ".xml", ".opf", ".ncx"))]
                yield from (archive.read(one).decode() for one in inner)
        elif name.endswith((".html", ".md", ".json", ".webmanifest", ".vtt", ".txt")):
            yield content.decode()
