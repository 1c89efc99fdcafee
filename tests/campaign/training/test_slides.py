"""Slides of a session: taken in, replaced, removed, downloaded by whoever sees the session."""

from __future__ import annotations

import os
import time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from campaign.models import Slides, TrainingSession
from campaign.training import slides
from campaign.training.slides import CONTENT_TYPES
from contributions.uploads import slides_store
from demo.training import slides_pdf
from tests.campaign.training.made import create_session
from tests.contributions.uploads import makers

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def session() -> TrainingSession:
    return create_session(in_days=4)


def send(client: Client, session: TrainingSession, content: bytes, name: str = "Mes idées.pdf", **more: Any) -> Any:
    return client.post(f"/sessions/{session.pk}/slides/", {"file": SimpleUploadedFile(name, content)} | more)


def test_whoever_sees_the_session_downloads_its_slides(
    session: TrainingSession, as_editor: Client, as_contributor: Client, client: Client
) -> None:
    content = makers.pdf(pages=3)
    assert send(as_editor, session, content, "<b>Idées</b>.pdf").status_code == 302
    made = session.slides.get()
    assert (made.name, made.pages, made.size) == ("b>.pdf", 3, len(content))
    page = as_contributor.get(session.get_absolute_url()).text
    assert "b&gt;.pdf" in page
    answer = as_contributor.get(made.get_absolute_url())
    assert answer.content == content
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(made.get_absolute_url()).status_code == 302


def test_one_file_replaces_another_and_what_was_there_is_known(
    session: TrainingSession, editor: User, as_editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    send(as_editor, session, makers.pdf())
    first = session.slides.get()
    with django_capture_on_commit_callbacks(execute=True):
        send(as_editor, session, makers.pdf(pages=1), "Autre.pdf", replaces=first.pk)
    assert [one.name for one in session.slides.shown()] == ["Autre.pdf"]
    first.refresh_from_db()
    assert first.removed_by == editor
    assert not slides_store.path_of(first.token).exists()
    assert first.name in as_editor.get(f"/sessions/{session.pk}/slides/").text
    assert as_editor.get(first.get_absolute_url()).status_code == 404
    second = session.slides.shown().get()
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post(f"{second.get_absolute_url()}remove/")
    assert not session.slides.shown().exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a ZIP", makers.pdf()[:200]])
def test_what_is_no_whole_pdf_is_refused_with_words(
    session: TrainingSession, as_editor: Client, content: bytes
) -> None:
    answer = send(as_editor, session, content)
    assert answer.status_code == 422
    assert 'id="id_file_error"' in answer.text
    assert not Slides.objects.exists()


def zipped(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


ODP = {
    "mimetype": CONTENT_TYPES["odp"].encode(),
    "content.xml": b'<x><draw:page draw:name="1"/><draw:page/><draw:page-thumbnail/></x>',
    "META-INF/manifest.xml": b"<manifest/>",
}
PPTX = {
    "[Content_Types].xml": f"<Override ContentType='{CONTENT_TYPES['pptx']}.main+xml'/>".encode(),
    "ppt/slides/slide1.xml": b"<p/>",
    "ppt/slides/slide2.xml": b"<p/>",
    "ppt/slides/_rels/slide1.xml.rels": b"<r/>",
}


@pytest.mark.parametrize(("parts", "kind"), [(ODP, "odp"), (PPTX, "pptx")])
def test_slides_of_impress_and_powerpoint_are_offered_as_what_they_are(
    parts: dict[str, bytes], kind: str, session: TrainingSession, as_editor: Client
) -> None:
    content = zipped(parts)
    assert send(as_editor, session, content, "Idées.exe").status_code == 302
    made = session.slides.get()
    assert (made.name, made.kind, made.pages) == (f"Idées.exe.{kind}", kind, 2)
    answer = as_editor.get(made.get_absolute_url())
    assert (answer.content, answer["Content-Type"]) == (content, CONTENT_TYPES[kind])
    assert f"{kind.upper()}, " in as_editor.get(session.get_absolute_url()).text


REFUSED = {
    "a document": ({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}, "pas des diapositives"),
    "macros of PowerPoint": (PPTX | {"ppt/vbaProject.bin": b"x"}, "macro"),
    "macros of Impress": (ODP | {"Basic/Standard/Module1.xml": b"x"}, "macro"),
    "a program inside": (PPTX | {"ppt/embeddings/oleObject1.bin": b"x"}, "macro"),
    "a password": (ODP | {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}, "mot de passe"),
    "no slide": (ODP | {"content.xml": b"<x/>"}, "pas des diapositives"),
    "a bomb": (ODP | {"content.xml": b" " * 60_000_000}, "temps ou de mémoire"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_else_a_zip_may_hold_is_refused_with_words(what: str, session: TrainingSession, as_editor: Client) -> None:
    parts, words = REFUSED[what]
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    answer = send(as_editor, session, made.getvalue(), "Idées.pptx")
    assert answer.status_code == 422 and words in answer.text
    assert not Slides.objects.exists()


def damaged() -> bytes:
    """Slides of which a part cannot be unpacked."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in (ODP | {"content.xml": ODP["content.xml"] * 1_000}).items():
            file.writestr(name, content)
    content, at = made.getvalue(), made.getvalue().index(b"content.xml") + len("content.xml")
    return content[:at] + b"\xff" * 20 + content[at + 20 :]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "pas des diapositives"),
        (damaged(), "pas des diapositives"),
    ],
    ids=["PowerPoint's password", "slides of before 2007", "a damaged part"],
)
def test_what_is_no_zip_that_can_be_read_is_refused_with_words(
    content: bytes, words: str, session: TrainingSession, as_editor: Client
) -> None:
    answer = send(as_editor, session, content, "Idées.pptx")
    assert answer.status_code == 422 and words in answer.text
    assert not Slides.objects.exists()


def test_one_that_is_too_heavy_is_told_the_limit(session: TrainingSession, as_editor: Client, settings: Any) -> None:
    settings.FILE_MEGABYTES = 1
    answer = send(as_editor, session, makers.pdf() + b"x" * 1_100_000)
    assert answer.status_code == 422
    assert "1 Mo" in answer.text
    assert not Slides.objects.exists()


def test_only_organisers_send_and_remove(session: TrainingSession, editor: User, as_contributor: Client) -> None:
    made = slides.add(session, makers.pdf(), file_name="a.pdf", by=editor)
    assert send(as_contributor, session, makers.pdf()).status_code == 403
    assert as_contributor.post(f"{made.get_absolute_url()}remove/").status_code == 403
    assert session.slides.shown().count() == 1


def test_what_a_crash_left_goes_and_nothing_else(session: TrainingSession, editor: User) -> None:
    made = slides.add(session, makers.pdf(), file_name="a.pdf", by=editor)
    left = slides_store.store(makers.pdf()).token
    long_ago = time.time() - 3 * slides_store.LATE
    for token in (made.token, left):
        os.utime(slides_store.path_of(token).parent, (long_ago, long_ago))
    assert slides.clear_away_slides() == 1
    assert slides_store.path_of(made.token).exists()
    assert not slides_store.path_of(left).exists()


def test_looking_for_stray_slides_costs_one_query(session: TrainingSession, editor: User) -> None:
    long_ago = time.time() - 3 * slides_store.LATE
    for name in ("a.pdf", "b.pdf"):
        made = slides.add(session, makers.pdf(), file_name=name, by=editor)
        os.utime(slides_store.path_of(made.token).parent, (long_ago, long_ago))
    with CaptureQueriesContext(connection) as queries:
        assert slides.clear_away_slides() == 0
    assert len(queries) == 1


def test_the_slides_of_the_demo_are_taken_as_any_other() -> None:
    assert slides_store.store(slides_pdf("Une séance (à l’essai)", [["Un", "deux"], ["Trois"]])).pages == 2
