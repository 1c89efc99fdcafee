"""The certificate: its page, and a tagged PDF in the language of the course, for any name."""

from __future__ import annotations

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from contributions.uploads import storage
from learning.certificates.certificate_sheet import certificate_sheet
from learning.models import Certificate, WithdrawnBadge
from tests import factories
from tests.guide.publication.pdfs import elements, opened, words
from tests.learning.attempts.ways import pass_course
from tests.learning.course_rows import published_course
from tests.learning.sample_course import sample_course

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def made_for(learner: User, editor: User, language: str = "en", **values: str) -> tuple[Certificate, bytes]:
    certificate = pass_course(published_course(editor, sample_course(language=language, **values)), learner)
    made = certificate_sheet(certificate)
    assert made is not None
    return certificate, made


def check_tags(book: pikepdf.Pdf, language: str, title: str) -> None:
    """What PDF/UA asks of a file, as far as a sheet has it: tags, a language, a title that is shown, words for pictures."""
    assert book.Root.MarkInfo.Marked
    assert str(book.Root.Lang) == language
    assert book.Root.ViewerPreferences.DisplayDocTitle
    with book.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == title
    assert [len(elements(book, kind)) for kind in ("/H1", "/L", "/LI")] == [1, 1, 1]
    assert len(elements(book, "/P")) >= 6
    assert all("/Alt" in figure for figure in elements(book, "/Figure"))


def test_whoever_has_taken_a_course_is_not_deleted_with_her_certificate(
    contributor: User, editor: User, as_administrator: Client
) -> None:
    """Her badge would stay valid to whoever has it, and lead nowhere."""
    certificate = pass_course(published_course(editor, sample_course()), contributor)
    address = reverse("admin:accounts_user_delete", args=[contributor.pk])
    assert as_administrator.post(address, {"post": "yes"}).status_code == 302
    assert Certificate.objects.get().attempt.learner == contributor
    contributor.erase(by=User.objects.get(username="karim"), reason="à sa demande")
    assert WithdrawnBadge.objects.get().uuid == certificate.uuid


def test_it_says_who_has_passed_what_and_when(contributor: User, editor: User) -> None:
    factories.change_site_settings(logo={"token": "ab12", "width": 60, "height": 40, "printed": "print.png"})
    folder = storage.folder_of("logo", "ab12")
    folder.mkdir(parents=True)
    Image.new("RGB", (60, 40), (34, 58, 88)).save(folder / "print.png")
    certificate, made = made_for(contributor, editor)
    book, said = opened(made), words(made)
    check_tags(book, "en", "Certificate: Before you publish")
    assert len(elements(book, "/Figure")) == 1
    for part in (
        "Martine Le Goff",
        "Before you publish",
        "The Press",
        "Version 1",
        "edition 1",
        "Tip 1 Ask first",
        str(certificate.uuid),
    ):
        assert part in said, part
    assert settings.SITE_ADDRESS not in said
    assert len(book.pages) == 1


def test_any_name_fits_and_is_escaped(editor: User) -> None:
    long = factories.create_user(username="long", first_name="W" * 150, last_name="<b>O’Neil & “Co”</b>")
    _certificate, made = made_for(long, editor, title="<i>Titre</i> " + "x" * 120)
    said = words(made).replace(" ", "")
    assert "<b>O’Neil&“Co”</b>" in said
    assert "<i>Titre</i>" in said
    assert "W" * 20 in said


def test_in_japanese(editor: User) -> None:
    sakura = factories.create_user(username="sakura", first_name="さくら", last_name="山田")
    _certificate, made = made_for(sakura, editor, "ja", title="公開する前に")
    book = opened(made)
    check_tags(book, "ja", "修了証：公開する前に")
    said = words(made).replace(" ", "")
    assert "公開する前に" in said
    assert "さくら" in said
    assert len(book.pages) == 1


def test_its_page_and_file_are_the_reader_s_own(
    contributor: User, editor: User, as_contributor: Client, as_editor: Client
) -> None:
    certificate, _made = made_for(contributor, editor)
    course = certificate.attempt.course
    page, file = (reverse(f"learning:{name}", args=[course.pk]) for name in ("certificate", "certificate_pdf"))
    assert file in as_contributor.get(page).content.decode()
    answer = as_contributor.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'attachment; filename="certificate-before-you-publish.pdf"'
    assert [as_editor.get(address).status_code for address in (page, file)] == [404, 404]


def test_a_certificate_that_cannot_be_made_says_so(
    contributor: User, editor: User, as_contributor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = pass_course(published_course(editor), contributor)
    monkeypatch.setattr("learning.views.learners.course_page.certificate_sheet", lambda _own: None)
    file = reverse("learning:certificate_pdf", args=[certificate.attempt.course_id])
    assert "n’a pas pu être faite" in as_contributor.get(file, follow=True).content.decode()
