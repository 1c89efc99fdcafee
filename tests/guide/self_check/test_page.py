"""The page of the self-check: there with its edition, named by the contents, framed by nobody but whom the settings name."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import User
from guide.models import Edition, Section
from guide.publication.document import EMBEDDED_PAGE, PAGE
from tests.factories import change_site_settings
from tests.guide.conftest import Publish
from tests.guide.self_check.conftest import translate

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FRAMED = f"/guide/fr/{EMBEDDED_PAGE}"


@pytest.fixture
def out(section: Section, publish: Publish) -> Edition:
    return publish()


def test_nobody_needs_an_account_and_nothing_can_be_sent(out: Edition, client: Client) -> None:
    assert client.get("/guide/fr/self-check/").headers["Location"] == f"/guide/fr/{PAGE}"
    page = client.get(f"/guide/fr/{PAGE}")
    text = b"".join(page).decode() if page.streaming else page.text
    assert "<form" not in text and 'name="check-1"' not in text
    assert 'href="tip-6.html"' in text and "Une photo" in text
    assert page.headers["X-Frame-Options"] == "DENY"
    whole = client.get("/guide/fr/")
    assert f'href="{PAGE}"' in (b"".join(whole).decode() if whole.streaming else whole.text)
    worker = client.get("/guide/fr/sw.js")
    assert PAGE in (b"".join(worker).decode() if worker.streaming else worker.text)
    assert EMBEDDED_PAGE not in client.get("/sitemap.xml").text and PAGE in client.get("/sitemap.xml").text


def test_an_edition_without_one_names_none(tips: object, publish: Publish, client: Client, as_editor: Client) -> None:
    publish()
    whole = client.get("/guide/fr/")
    assert PAGE not in (b"".join(whole).decode() if whole.streaming else whole.text)
    assert client.get(f"/guide/fr/{PAGE}").status_code == 404
    assert "self-check" not in client.get("/").text
    assert "iframe" not in as_editor.get("/curation/sections/self-check/").text


def test_only_the_hosts_of_the_settings_may_frame_it_and_that_page_alone(out: Edition, client: Client) -> None:
    alone = client.get(FRAMED)
    assert (alone.status_code, alone.headers["X-Frame-Options"]) == (200, "DENY")
    assert "frame-ancestors 'none'" in alone.headers["Content-Security-Policy"]
    change_site_settings(embedding_hosts=["intranet.example", "wiki.example:8443"])
    framed = client.get(FRAMED)
    assert framed.status_code == 200 and "X-Frame-Options" not in framed.headers
    policy = framed.headers["Content-Security-Policy"]
    assert "frame-ancestors intranet.example wiki.example:8443" in policy and "default-src 'self'" in policy
    for address in ("/guide/fr/", f"/guide/fr/{PAGE}", f"/guide/editions/1/fr/{EMBEDDED_PAGE}", "/"):
        assert client.get(address).headers["X-Frame-Options"] == "DENY", address
    change_site_settings(guide_is_public=False, embedding_hosts=["intranet.example"])
    refused = client.get(FRAMED)
    assert (refused.status_code, refused.headers["X-Frame-Options"]) == (302, "DENY")


def test_editors_copy_one_line_for_each_language(out: Edition, as_editor: Client) -> None:
    url = "/curation/sections/self-check/"
    assert "&lt;iframe" not in as_editor.get(url).text
    change_site_settings(embedding_hosts=["intranet.example"])
    (line,) = re.findall(r"<code>(&lt;iframe .*?)</code>", as_editor.get(url).text)
    assert f"{FRAMED}&quot;" in line and "title=&quot;Avant de publier&quot;" in line


def test_the_frame_is_named_in_each_language_as_readers_have_it(
    section: Section, publish: Publish, as_editor: Client, editor: User
) -> None:
    edition = Edition.objects.in_preparation()
    edition.speak("it")
    edition.choose_for("it", when_missing="original", when_outdated="original")
    translate(section)
    publish()
    change_site_settings(embedding_hosts=["intranet.example"])
    section.revise_self_check(section.parts, title="Un autre titre", author=editor, base_version=section.version)
    page = as_editor.get("/curation/sections/self-check/").text
    assert re.findall(r"title=&quot;(.*?)&quot;", page) == ["Avant de publier", "Prima di pubblicare"]


def test_the_home_page_leads_there(out: Edition, client: Client) -> None:
    assert 'href="/guide/fr/self-check/"' in client.get("/").text
