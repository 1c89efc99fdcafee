"""PDF files: harmless ones are stored as they are and downloaded; everything else is refused in words."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from contributions.models import Attachment
from contributions.uploads.limits import NotTaken
from tests import factories
from tests.contributions.uploads import makers
from tests.contributions.uploads.makers import ArrayObject, DictionaryObject, NameObject, TextStringObject, act

URL = "/files/"
JSON = {"Accept": "application/json"}


def sent(content: bytes, name: str = "Fiche réflexe.pdf") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content, content_type="application/pdf")}


def with_attachment() -> bytes:
    made = makers.writer()
    made.add_attachment("virus.exe", b"MZ")
    return makers.written(made)


def with_password() -> bytes:
    made = makers.writer()
    made.encrypt("secret")
    return makers.written(made)


def names(*pairs: tuple[str, object]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in pairs})  # type: ignore[misc]


ACTIVE = {
    "a script at opening": makers.pdf_with("/OpenAction", act("JavaScript", JS="app.alert(1)")),
    "a program at opening": makers.pdf_with("/OpenAction", act("Launch", F="cmd.exe")),
    "a form that is sent": makers.pdf_with("/AA", names(("/WC", act("SubmitForm", F="https://example.org")))),
    "data from elsewhere": makers.pdf_with("/AA", names(("/WC", act("ImportData", F="x")))),
    "a film": makers.pdf_with("/OpenAction", act("Rendition")),
    "a script by its name": makers.pdf_with("/Names", names(("/JavaScript", names(("/Names", ArrayObject()))))),
    "another form language": makers.pdf_with("/AcroForm", names(("/XFA", TextStringObject("<xdp/>")))),
    "a script inside a list": makers.pdf_with("/Odd", ArrayObject([ArrayObject([act("JavaScript", JS="x")])])),
    "another file": with_attachment(),
}


@pytest.mark.once
@pytest.mark.parametrize("what", ACTIVE)
def test_a_pdf_that_does_something_is_refused(what: str, contributor) -> None:
    for content in (ACTIVE[what], ACTIVE[what].replace(b"/JavaScript", b"/J#61vaScript")):
        with pytest.raises(NotTaken) as caught:
            makers.create_file(uploader=contributor, content=content)
        assert caught.value.code == "active"
    assert not Attachment.objects.exists()


def test_a_script_in_a_compressed_part_is_found(contributor) -> None:
    import zlib

    inner = b"5 0 << /S /JavaScript /JS (app.alert(1)) >>"
    packed = zlib.compress(inner)
    whole = b"%PDF-1.5\n"
    places = {}

    def put(number: int, body: bytes) -> None:
        nonlocal whole
        places[number] = len(whole)
        whole += b"%d 0 obj\n" % number + body + b"\nendobj\n"

    put(1, b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>")
    put(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    put(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    put(4, head + packed + b"\nendstream")
    begin = len(whole)
    rows = b"".join(
        (1).to_bytes(1, "big") + places[number].to_bytes(4, "big") + b"\0" if number in places else b""
        for number in range(1, 5)
    )
    table = b"\0\0\0\0\0\xff" + rows + b"\x02" + (4).to_bytes(4, "big") + b"\0"
    table += b"\x01" + begin.to_bytes(4, "big") + b"\0"
    packed_table = zlib.compress(table)
    whole += (
        b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>\nstream\n"
        % len(packed_table)
    )
    whole += packed_table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % begin
    assert b"JavaScript" not in whole
    with pytest.raises(NotTaken) as caught:
        makers.create_file(uploader=contributor, content=whole)
    assert caught.value.code == "active"


@pytest.mark.once
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_pdf"),
        (b"MZ" + makers.pdf(), "not_pdf"),
        (b"<html>%PDF-1.7 %%EOF", "not_pdf"),
        (makers.pdf()[:-40], "not_pdf"),
        (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
        (with_password(), "locked"),
        (makers.encoded(makers.halves(8, 8)), "not_pdf"),
    ],
)
def test_what_is_no_sound_pdf_is_refused(content: bytes, code: str, contributor) -> None:
    with pytest.raises(NotTaken) as caught:
        makers.create_file(uploader=contributor, content=content)
    assert caught.value.code == code


def test_a_harmless_pdf_is_stored_as_it_is(contributor) -> None:
    content = makers.pdf(pages=3)
    stored = makers.create_file(uploader=contributor, content=content)
    assert (stored.title, stored.name, stored.pages, stored.size) == (
        "Fiche réflexe.pdf",
        "fiche-reflexe",
        3,
        len(content),
    )
    assert stored.path.read_bytes() == content
    assert makers.create_file(uploader=contributor, content=content).pk == stored.pk


def test_the_form_says_that_a_pdf_is_stored_as_it_is(as_contributor) -> None:
    assert "Il est gardé tel quel, avec ce qu’il dit de son auteur" in as_contributor.get("/files/").text


def test_opening_at_a_page_is_harmless(contributor) -> None:
    assert makers.create_file(uploader=contributor, content=makers.pdf_with("/OpenAction", act("GoTo"))).pages == 1


def test_it_is_downloaded_and_never_opened_on_the_site(contributor, as_contributor) -> None:
    stored = makers.create_file(uploader=contributor)
    response = as_contributor.get(stored.address)
    assert response["Content-Disposition"] == 'attachment; filename="fiche-reflexe.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert len(PdfReader(stored.path).pages) == 2
    assert response.content == stored.path.read_bytes()


def test_it_is_for_those_who_may_read_a_text_that_leads_to_it(contributor, editor, as_editor, sign_in, client) -> None:
    stored = makers.create_file(uploader=contributor)
    colleague = sign_in(factories.create_contributor(username="ines"))
    assert colleague.get(stored.address).status_code == 404
    assert as_editor.get(stored.address).status_code == 200
    page = factories.create_page(body=f"Voir {stored.markdown}.", author=contributor)
    assert f'<a href="{stored.address}">Fiche réflexe.pdf</a>' in page.body_html
    assert colleague.get(stored.address).status_code == 200
    assert client.get(stored.address).status_code == 302
    page.hide(reason="À relire.", by=editor)
    assert colleague.get(stored.address).status_code == 404


def test_a_script_gets_the_line_for_the_text(as_contributor) -> None:
    response = as_contributor.post(URL, sent(makers.pdf()), headers=JSON)
    stored = Attachment.objects.get()
    assert response.status_code == 201
    assert response.json()["markdown"] == f"[Fiche réflexe.pdf]({stored.address})"
    assert as_contributor.post(URL, sent(b"MZ"), headers=JSON).json()["errors"].keys() == {"file"}


def test_the_list_shows_what_one_may_download(contributor, editor, as_contributor, settings) -> None:
    makers.create_file(uploader=contributor)
    makers.create_file(uploader=editor, content=makers.pdf(title="Autre"), name="autre.pdf")
    assert [file.title for file in as_contributor.get(URL).context["files"]] == ["Fiche réflexe.pdf"]
    assert "[Fiche réflexe.pdf](/media/files/" in as_contributor.get(URL).content.decode()
    assert len(as_contributor.get(URL, {"q": "reflexe"}).context["files"]) == 1
    settings.FILE_MEGABYTES = 1
    assert as_contributor.post(URL, sent(b"%PDF-1.7\n" + b"\0" * 2_000_000)).status_code == 422


@pytest.mark.once
def test_editors_hide_a_file_and_show_it_again(contributor, as_contributor, as_editor) -> None:
    stored = makers.create_file(uploader=contributor)
    assert as_editor.get(f"/files/{stored.token}/hide/").status_code == 200
    assert as_editor.post(f"/files/{stored.token}/hide/", {"reason": "Périmé."}).status_code == 302
    assert as_contributor.get(stored.address).status_code == 404
    assert "Périmé." in as_editor.get(URL).content.decode()
    assert as_editor.post(f"/files/{stored.token}/show/").status_code == 302
    assert as_contributor.get(stored.address).status_code == 200


@pytest.mark.once
def test_the_list_asks_no_more_for_more_files(contributor, as_contributor, django_assert_max_num_queries) -> None:
    for number in range(5):
        makers.create_file(uploader=contributor, content=makers.pdf(title=str(number)), name=f"{number}.pdf")
    with django_assert_max_num_queries(9):
        as_contributor.get(URL)


def test_what_one_sent_and_no_text_has_can_be_deleted(contributor, as_contributor) -> None:
    file = makers.create_file(uploader=contributor)
    address = f"/files/{file.token}/delete/"
    assert address in as_contributor.get(URL).content.decode()
    asked = as_contributor.get(address)
    assert "Supprimer définitivement" in asked.content.decode() and Attachment.objects.exists()
    assert as_contributor.post(address).headers["Location"] == URL
    assert not Attachment.objects.exists() and not file.path.exists()


@pytest.mark.once
def test_what_stands_in_a_text_or_once_did_stays(contributor, as_contributor) -> None:
    file = makers.create_file(uploader=contributor)
    page = factories.create_page(author=contributor, body=f"Lire {file.markdown}.")
    factories.edit_page(page, "Rien à lire.")
    address = f"/files/{file.token}/delete/"
    assert address not in as_contributor.get(URL).content.decode()
    assert as_contributor.post(address).status_code == 422
    assert Attachment.objects.get() == file and file.path.exists()


def test_nobody_deletes_what_another_sent(contributor, as_editor) -> None:
    file = makers.create_file(uploader=contributor)
    assert "/delete/" not in as_editor.get(URL).content.decode()
    assert as_editor.post(f"/files/{file.token}/delete/").status_code == 403
    assert Attachment.objects.exists()


def test_a_picture_of_ones_own_is_deleted_from_its_page(contributor, as_contributor) -> None:
    picture = makers.create_picture(uploader=contributor)
    address = f"/images/{picture.token}/delete/"
    assert address in as_contributor.get(picture.get_absolute_url()).content.decode()
    as_contributor.post(address)
    assert not type(picture).objects.exists()


@pytest.mark.once
@pytest.mark.django_db
def test_the_way_back_from_deleting_a_file_leads_to_the_files(contributor, as_contributor) -> None:
    file, picture = makers.create_file(uploader=contributor), makers.create_picture(uploader=contributor)
    of_file = as_contributor.get(f"/files/{file.token}/delete/").content.decode()
    of_picture = as_contributor.get(f"/images/{picture.token}/delete/").content.decode()
    assert '<a href="/files/">Fichiers PDF</a>' in of_file and '<a href="/images/">Images</a>' not in of_file
    assert '<a href="/images/">Images</a>' in of_picture
