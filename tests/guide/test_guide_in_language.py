"""What readers get: files from disk, without one query, and nothing else from disk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from accounts.models import User
from guide.builds import build
from guide.builds.disk import folder, folder_of
from guide.distribution import visit_counter
from guide.models import Edition, EditionFile, Tip
from guide.serving import file_in
from guide.serving.file_server import FileServer
from tests import factories
from tests.as_read import as_read
from tests.factories import create_page, create_tip
from tests.forms import PDF
from tests.guide.conftest import NAMES_THAT_LEAD_OUT, Publish
from tests.guide.serving.conftest import ask

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def stylesheet(client: Client) -> str:
    return re.search(r'href="(guide\.[0-9a-f]{12}\.css)"', client.get("/guide/fr/").text)[1]


def test_before_any_edition_a_kind_page_says_so(client: Client) -> None:
    response = client.get("/guide/fr/")
    assert response.status_code == 404
    assert "Le guide n’est pas encore paru" in response.text
    assert client.get("/guide/fr/guide.pdf").status_code == 404


@pytest.mark.parametrize("address", ["/guide/fr/", "/guide/editions/1/fr/"])
def test_the_page_costs_no_query_for_visitors_and_for_people_who_are_signed_in(
    client: Client, as_contributor: Client, published: Edition, address: str, django_assert_num_queries
) -> None:
    for reader in (client, as_contributor):
        with django_assert_num_queries(0):
            response = reader.get(address)
        assert 'id="tip-6"' in response.text
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Language"] == "fr"
        assert "Cookie" not in response["Vary"]


def test_its_files_cost_no_query_and_are_cached_for_ever_by_their_names(
    client: Client, published: Edition, django_assert_num_queries
) -> None:
    name = stylesheet(client)
    with django_assert_num_queries(0):
        response = client.get(f"/guide/fr/{name}")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    font = re.search(rb'url\("?([\w.-]+\.woff2)', response.content)[1].decode()
    answer = client.get(f"/guide/fr/{font}")
    assert answer.getvalue()[:4] == b"wOF2"
    assert answer["Content-Type"] == "font/woff2"


def test_the_page_is_asked_for_again_soon_and_comes_only_when_it_is_new(client: Client, published: Edition) -> None:
    first = client.get("/guide/fr/")
    assert first["Cache-Control"] == "public, max-age=0, stale-if-error=3600"
    by_tag = client.get("/guide/fr/", headers={"If-None-Match": first["ETag"]})
    by_date = client.get("/guide/fr/", headers={"If-Modified-Since": first["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content, by_tag["ETag"]) == (304, b"", first["ETag"])
    assert by_date.status_code == 304
    assert client.get("/guide/fr/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_the_guide_leads_to_the_reader_s_language_or_else_to_its_own(client: Client, published: Edition) -> None:
    assert client.get("/guide/", headers={"Accept-Language": "en"})["Location"] == "/guide/fr/"
    folder(1, "en").mkdir()
    assert client.get("/guide/", headers={"Accept-Language": "en"})["Location"] == "/guide/fr/"  # its page is not made
    (folder(1, "en") / "index.html").write_text("A guide.")
    assert client.get("/guide/", headers={"Accept-Language": "en"})["Location"] == "/guide/en/"


def test_the_current_edition_is_the_newest_and_each_stays_at_its_address(
    client: Client, published: Edition, publish: Publish, editor: User
) -> None:
    Tip.objects.get(number=6).move_to(7, by=editor)
    publish()
    assert 'id="tip-7"' in client.get("/guide/fr/").text
    assert 'id="tip-6"' in client.get("/guide/editions/1/fr/").text
    assert 'id="tip-7"' in client.get("/guide/editions/2/fr/").text


def test_search_engines_are_sent_to_the_current_edition(client: Client, published: Edition) -> None:
    assert "X-Robots-Tag" not in client.get("/guide/fr/")
    assert client.get("/guide/editions/1/fr/")["X-Robots-Tag"] == "noindex"


def test_nothing_outside_of_the_edition_is_ever_opened(client: Client, published: Edition) -> None:
    (folder_of(published) / ".index.html.abcd").write_text("half of a page")
    in_life = FileServer(WSGIHandler(), note=visit_counter.note)
    opened = {}
    for name in NAMES_THAT_LEAD_OUT:
        for address in (f"/guide/fr/{name}", f"/guide/editions/1/fr/{name}"):
            answers = (client.get(address).status_code, ask(in_life, address, method="GET").status)
            opened |= {address: answers} if answers != (404, 404) else {}
    assert opened == {}


def test_a_link_that_leads_outside_is_not_followed(published: Edition, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    folder = folder_of(published)
    (folder / "way-out").symlink_to(tmp_path / "secret")
    assert file_in(folder, "way-out") is None
    assert file_in(folder, str(tmp_path / "secret")) is None
    assert file_in(folder, "index.html") == (folder / "index.html").resolve()


def test_files_that_cannot_be_made_again_are_not_tried_by_every_reader(
    client: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[EditionFile] = []
    (folder_of(published) / "index.html").unlink()
    monkeypatch.setattr(build, "build_file", tried.append)
    assert {client.get("/guide/editions/1/fr/").status_code for _ in range(3)} == {404}
    assert tried == [published.files.get(form="web")]


def test_a_name_that_no_edition_has_is_not_there_and_makes_nothing(
    client: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "build_file", lambda file: pytest.fail("made again"))
    for address in ("/guide/fr/nothing.css", "/guide/de/", "/guide/editions/7/fr/", "/guide/editions/99999/fr/"):
        assert client.get(address).status_code == 404


def test_files_that_are_gone_are_made_again_from_the_frozen_document(
    client: Client, published: Edition, editor: User
) -> None:
    before, name = as_read(client.get("/guide/fr/").text), stylesheet(client)
    Tip.objects.get().revise(title="Plus tard", body="Plus tard.", author=editor, base_version=1)
    shutil.rmtree(settings.EDITIONS_ROOT)
    assert as_read(client.get("/guide/fr/").text) == before
    assert client.get(f"/guide/fr/{name}").status_code == 200
    (folder_of(published) / name).unlink()
    assert client.get(f"/guide/fr/{name}").status_code == 200


def test_the_pdf_comes_whole_or_in_part(client: Client, published: Edition) -> None:
    whole = client.get("/guide/fr/guide.pdf")
    assert (whole.getvalue(), whole["Content-Type"]) == (PDF, "application/pdf")
    assert whole["Accept-Ranges"] == "bytes"
    for asked, expected in {"bytes=0-3": PDF[:4], "bytes=200-": PDF[200:], "bytes=-5": PDF[-5:]}.items():
        part = client.get("/guide/fr/guide.pdf", headers={"Range": asked, "Accept-Encoding": "gzip"})
        assert (part.status_code, part.content) == (206, expected)
    assert part["Content-Range"] == f"bytes {len(PDF) - 5}-{len(PDF) - 1}/{len(PDF)}"


def test_a_part_that_is_not_there_and_a_range_that_is_none(client: Client, published: Edition) -> None:
    beyond = client.get("/guide/fr/guide.pdf", headers={"Range": "bytes=9999-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(PDF)}")
    for asked in ("bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2"):
        assert client.get("/guide/fr/guide.pdf", headers={"Range": asked}).getvalue() == PDF
    changed = client.get("/guide/fr/guide.pdf", headers={"Range": "bytes=0-3", "If-Range": '"old"'})
    assert changed.getvalue() == PDF


def test_a_pdf_that_failed_says_so_and_editors_read_why(
    no_pdf: None, client: Client, as_editor: Client, published: Edition
) -> None:
    response = client.get("/guide/fr/guide.pdf")
    assert response.status_code == 404
    assert "Cette édition n’a pas de PDF" in response.text
    assert "Pango" not in response.text
    assert "Pango" in as_editor.get("/guide/fr/guide.pdf").text


def test_a_pdf_that_is_being_made_says_when_to_look_again_and_is_no_error_of_the_site(
    client: Client, published: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    published.files.filter(form="pdf").update(state="waiting")
    (folder_of(published) / "guide.pdf").unlink()
    response = client.get("/guide/fr/guide.pdf")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "en cours de fabrication" in response.text
    assert "guide.pdf" not in caplog.text


def test_a_guide_that_is_not_public_asks_visitors_to_sign_in(
    client: Client, as_contributor: Client, published: Edition
) -> None:
    factories.change_site_settings(guide_is_public=False)
    for address in ("/guide/", "/guide/fr/", "/guide/fr/guide.pdf", "/guide/editions/", "/guide/editions/1/fr/"):
        assert client.get(address)["Location"].startswith("/accounts/login/")
    response = as_contributor.get("/guide/fr/")
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("private")
    assert response["X-Robots-Tag"] == "noindex"


def test_its_policy_allows_nothing_from_elsewhere(client: Client, editor: User, publish: Publish) -> None:
    create_tip(number=6, by=editor)
    publish()
    policy = client.get("/guide/fr/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "nonce" not in policy
    assert "unsafe" not in policy


def test_an_edition_forgets_the_name_of_somebody_who_was_erased(
    client: Client, publish: Publish, editor: User, contributor: User, administrator: User
) -> None:
    create_tip(number=6, by=editor, page=create_page(author=contributor))
    edition = publish()
    assert "Martine L." in client.get("/guide/fr/").text
    before = edition.texts.get().document
    contributor.erase(by=administrator, reason="à sa demande")
    assert "Martine" not in client.get("/guide/fr/").text
    edition.refresh_from_db()
    assert str(contributor.pk) not in edition.names
    assert edition.texts.get().document == before
