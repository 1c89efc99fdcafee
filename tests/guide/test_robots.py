"""What search engines are told: where they may go, and every page of the current edition, in every language."""

from __future__ import annotations

import shutil
from xml.etree import ElementTree

import pytest
from django.test import Client

from guide.builds.disk import folder
from guide.models import Edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PLACES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BESIDE = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def _address(settings) -> None:
    settings.SITE_ADDRESS = "https://guide.example.org"


def places(client: Client) -> dict[str | None, dict[str | None, str | None]]:
    """Each address of the sitemap, and those of the same page in its languages."""
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        url.findtext(f"{PLACES}loc"): {link.get("hreflang"): link.get("href") for link in url.iter(BESIDE)}
        for url in ElementTree.fromstring(response.content)
    }


def test_robots_read_the_guide_and_the_home_page_alone(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert text.splitlines() == [
        "User-agent: *",
        "Allow: /$",
        "Allow: /guide/",
        "Allow: /static/",
        "Disallow: /",
        "",
        "Sitemap: https://guide.example.org/sitemap.xml",
    ]


def test_a_guide_for_people_who_are_signed_in_is_not_for_robots(client: Client, published: Edition) -> None:
    factories.change_site_settings(guide_is_public=False)
    assert client.get("/robots.txt").text.split() == ["User-agent:", "*", "Disallow:", "/"]
    assert client.get("/sitemap.xml").status_code == 404


def test_before_any_edition_there_is_the_home_page(client: Client) -> None:
    assert list(places(client)) == ["https://guide.example.org/"]


def test_every_page_of_the_current_edition_is_named_without_a_query(
    client: Client, published: Edition, django_assert_num_queries
) -> None:
    places(client)  # a robot asks for no language: that of the campaign is known from now on
    with django_assert_num_queries(0):
        found = places(client)
    assert list(found)[:2] == ["https://guide.example.org/", "https://guide.example.org/guide/fr/"]
    assert "https://guide.example.org/guide/fr/tip-6.html" in found
    assert found["https://guide.example.org/guide/fr/"] == {}


def test_a_page_names_itself_in_each_language(client: Client, published: Edition) -> None:
    shutil.copytree(folder(1, "fr"), folder(1, "ja"))
    found = places(client)
    both = {code: f"https://guide.example.org/guide/{code}/tip-6.html" for code in ("fr", "ja")}
    assert found[both["fr"]] == found[both["ja"]] == both


@pytest.mark.parametrize("name", ["tip-6.html", "sw.js", "guide.webmanifest"])
def test_what_stands_beside_the_page_is_made_again_when_it_is_gone(
    client: Client, published: Edition, name: str
) -> None:
    content = (folder(1, "fr") / name).read_bytes()
    (folder(1, "fr") / name).unlink()
    assert client.get(f"/guide/fr/{name}").content == content
    assert client.get("/guide/fr/tip-999.html").status_code == 404
