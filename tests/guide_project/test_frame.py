"""The bar, the menus and the foot are drawn once for many readers, and hold nothing of any of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings
from django.test import Client

from guide_project import frame
from tests import factories
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db

TOP = "parts/top/top.html"


@pytest.fixture(autouse=True)
def _nothing_is_made() -> None:
    frame._made.cache_clear()


def test_two_readers_of_one_bar_each_find_their_own_name_and_menu(sign_in: SignIn) -> None:
    people = [factories.create_user(username=name, first_name=name.capitalize()) for name in ("brigitte", "sylvie")]
    pages = [sign_in(person).get("/wiki/").content.decode() for person in people]
    assert frame._made.cache_info().misses == 3  # the bar, the foot and the form that signs in again
    for page, own, other in zip(pages, ("brigitte", "sylvie"), ("sylvie", "brigitte"), strict=True):
        assert f"/contributors/{own}/" in page
        assert f"</span> {own.capitalize()}</summary>" in page
        assert other not in page.lower()


def test_a_part_that_names_a_field_of_the_reader_shows_nothing_of_it(
    sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    place = tmp_path / TOP
    place.parent.mkdir(parents=True)
    source = (real_settings.BASE_DIR / "templates" / TOP).read_text()
    shown = "[{{ user.email }}][{{ user.job }}][{{ request.user }}][{{ request.COOKIES }}][{{ request.session.items }}]"
    place.write_text(source.replace("</header>", f"{shown}</header>"))
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    person = factories.create_user(username="brigitte", email="b@example.org", job="Standardiste")
    html = sign_in(person).get("/wiki/").content.decode()
    assert "[][][][][]" in html.replace("None", "")


def test_the_bar_shows_what_the_reader_may_open_and_where_she_is(
    as_contributor: Client, as_editor: Client, client: Client
) -> None:
    assert "/curation/" not in as_contributor.get("/wiki/").content.decode()
    assert 'href="/curation/"' in as_editor.get("/wiki/").content.decode()
    assert 'href="/wiki/" aria-current="page"' in as_editor.get("/wiki/").content.decode()
    assert 'href="/recent-changes/" aria-current="page"' in " ".join(
        as_editor.get("/recent-changes/").content.decode().split()
    )
    assert "/accounts/logout/" not in client.get("/").content.decode()


def test_another_name_of_the_site_stands_in_the_bar_and_the_foot_at_once(as_contributor: Client) -> None:
    as_contributor.get("/wiki/")
    factories.change_site_settings(name="Bien vu")
    assert as_contributor.get("/wiki/").content.decode().count("Bien vu") == 3  # title, bar and foot


def test_each_language_has_its_own_bar(as_contributor: Client) -> None:
    for language, label in (("fr", "Nouveautés"), ("en", "What is new"), ("fr", "Nouveautés")):
        assert label in as_contributor.get("/wiki/", headers={"accept-language": language}).content.decode()
