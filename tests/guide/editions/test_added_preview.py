"""A language is seen as it would go out before it is added, and readers get it once its page is there."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from guide.builds.disk import folder
from guide.builds.preview import state as states
from guide.editions import Edition, EditionFile
from guide.tips.models import Tip
from guide.translations.models import Translation
from tests.factories import create_contributor, create_editor, create_page, create_tip
from tests.guide.conftest import Publish
from tests.guide.distribution.made import create_channel
from tests.guide.editions.added_language.adding import ADD, translate
from tests.shared_rows import copy_editions, published_once

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SENT = {"accept_missing": "on", "title": "Buon senso"}


@translation.override("fr")
def publish_in_french() -> None:
    """Edition 1, in French alone, with two tips of which one is translated."""
    editor, contributor = create_editor(), create_contributor()
    tip = create_tip(number=6, by=editor, title="Raccrochez", body="Puis rappelez le numéro que vous connaissez.")
    create_tip(number=7, by=editor, page=create_page(author=contributor), title="Attendez", body="Une heure.")
    translate(tip)
    with TestCase.captureOnCommitCallbacks(execute=True):
        Edition.objects.in_preparation().publish(by=editor, accept_free_places=True)


edition_files = published_once(publish_in_french, scope="module")


@pytest.fixture
def editor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="laurent")


@pytest.fixture
def contributor(edition_files: Path, db: None) -> User:
    return User.objects.get(username="martine")


@pytest.fixture
def tip(edition_files: Path, db: None) -> Tip:
    return Tip.objects.get(number=6)


@pytest.fixture
def published(edition_files: Path, db: None, settings: Any) -> Edition:
    """The edition, with a copy of its files."""
    copy_editions(edition_files, settings.EDITIONS_ROOT)
    return Edition.objects.get(number=1)


def preview(client: Client, **changes: str) -> tuple[str, str]:
    """The address of the preview that the confirmation shows, and its page."""
    confirm = client.post(ADD, SENT | changes)
    (address,) = set(re.findall(r'src="(/curation/editions/1/added-languages/it/preview/[^"]+)"', confirm.text))
    answer = client.get(address)
    assert answer.status_code == 200
    return address, b"".join(answer).decode()


def test_the_whole_page_is_seen_as_readers_would_get_it(published: Edition, as_editor: Client) -> None:
    _address, page = preview(as_editor)
    assert '<html lang="it"' in page and "Buon senso" in page
    assert "Riagganciate" in page and "Poi richiamate il numero che conoscete." in page and "Une heure." in page
    assert "<script src" not in page
    assert published.languages == ("fr",) and not folder(1, "it").exists()


def test_the_confirmation_names_the_language_and_leads_back_to_its_screen(
    published: Edition, as_editor: Client
) -> None:
    page = as_editor.post(ADD, SENT).text
    assert '<ul class="lines" lang="it">' in page and f'href="{ADD}"' in page


def test_names_stand_in_it_as_in_the_other_languages(published: Edition, as_editor: Client) -> None:
    page = preview(as_editor)[1]
    names = Edition.objects.get(number=1).names.values()
    assert names and all(name in page for name in names)


def test_what_is_not_translated_is_marked_and_what_is_is_not(published: Edition, as_editor: Client) -> None:
    page = preview(as_editor)[1]
    marks = re.findall(r'<p lang="fr"><mark>([^<]*)</mark></p>', page)
    assert [mark for mark in marks if "Attendez" in mark and "pas traduit" in mark]
    assert not [mark for mark in marks if "Raccrochez" in mark]
    as_editor.post(ADD, SENT | {"confirmed": "1", "seen": as_editor.post(ADD, SENT).context["seen"]})
    assert "<mark>" not in str(Edition.objects.get(number=1).guide_in("it"))


def test_a_translation_of_another_wording_is_marked_as_it_goes_out(
    published: Edition, tip: Tip, editor: User, as_editor: Client
) -> None:
    tip.revise(title=tip.title, body="Ne rappelez jamais.", author=editor, base_version=tip.version)
    tip.refresh_from_db()
    translate(tip, body="Non richiamate mai.")
    Translation.history.exclude(body="Non richiamate mai.").delete()
    page = preview(as_editor, when_outdated="older")[1]
    assert "sous une note" in page and "Non richiamate mai." in page
    assert "Non richiamate mai." not in preview(as_editor, when_outdated="original")[1]


def test_a_title_is_escaped_in_a_mark(published: Edition, editor: User, publish: Publish, as_editor: Client) -> None:
    create_tip(number=9, by=editor, title='<script>"x"</script>', body="Rien.")
    publish()
    confirm = as_editor.post(ADD.replace("/1/", "/2/"), SENT)
    page = b"".join(as_editor.get(re.findall(r'src="(/curation[^"]+)"', confirm.text)[0])).decode()
    assert "&lt;script&gt;" in page and "<script>&quot;" not in page and '<script>"x"' not in page


def test_it_is_for_editors_alone_and_no_browser_stores_it(
    published: Edition, as_editor: Client, as_contributor: Client, client: Client
) -> None:
    address, _page = preview(as_editor)
    answer = as_editor.get(address)
    assert answer["Cache-Control"] == "private, no-store" and "noindex" in answer["X-Robots-Tag"]
    assert as_contributor.get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert as_editor.get(address.replace("index.html", "../state.json")).status_code == 404


def test_it_is_gone_with_a_name_and_after_an_hour(published: Edition, as_editor: Client) -> None:
    address, _page = preview(as_editor)
    (made,) = states.folder_of(1, "it").iterdir()
    long_ago = time.time() - 4000
    os.utime(made, (long_ago, long_ago))
    again, _page = preview(as_editor, title="Altro")
    assert as_editor.get(address).status_code == 404 and as_editor.get(again).status_code == 200
    states.forget_all()
    assert as_editor.get(again).status_code == 404


@pytest.fixture
def being_added(published: Edition, editor: User, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """Italian is added, and nothing of it is made yet."""
    monkeypatch.setattr("guide.builds.build.request_build", lambda *_asked: None)
    published.add_language("it", by=editor, accept_missing=True)
    return published


@pytest.mark.parametrize("path", ["/guide/it/", "/guide/editions/1/it/", "/guide/it/guide.pdf"])
def test_readers_find_no_language_before_its_page_is_made(being_added: Edition, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get("/guide/", headers={"accept-language": "it"}).url == "/guide/fr/"


def test_they_go_on_to_an_older_edition_that_has_it(
    published: Edition, editor: User, publish: Publish, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.add_language("it", by=editor, accept_missing=True)
    publish()
    monkeypatch.setattr("guide.builds.build.request_build", lambda *_asked: None)
    Edition.objects.get(number=2).add_language("it", by=editor, accept_missing=True)
    assert client.get("/guide/it/").url == "/guide/editions/1/it/"


def test_a_page_that_is_made_again_says_so(being_added: Edition, client: Client) -> None:
    being_added.files.filter(language="it").update(state="waiting", made_at=being_added.published_at)
    answer = client.get("/guide/it/")
    assert answer.status_code == 503 and answer["Retry-After"]


def test_the_page_of_the_language_is_made_last_and_then_those_that_lead_to_it(
    published: Edition, editor: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[tuple[str, str, int]] = []
    monkeypatch.setattr(
        "guide.builds.build.request_build",
        lambda file, priority: asked.append((file.language, file.form, priority + 10 * (file.form == "web"))),
    )
    published.add_language("it", by=editor, accept_missing=True)
    order = sorted(asked, key=lambda one: -one[2])
    forms = [form for language, form, _priority in order if language == "it"]
    assert forms[-1] == EditionFile.Form.WEB and len(forms) == len(EditionFile.Form)
    assert [one[:2] for one in order[len(forms) :]] == [("fr", "web")]


def test_an_address_on_paper_leads_to_the_own_language_meanwhile(being_added: Edition, client: Client) -> None:
    channel = create_channel(language="it")
    assert client.get(reverse("guide:short_link", args=[channel.code])).url.startswith("/guide/fr/")
