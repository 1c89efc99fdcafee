"""An edition takes its pictures along: its own copies, at its own addresses, described in the PDF too."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from django.urls import reverse
from pypdf import PdfReader

from guide.builds import build
from guide.builds.disk import folder_of
from guide.builds.preview.building import web_files
from guide.editions import Edition
from guide.editions.assembly import assemble
from guide.publication import document
from guide.sections import Section
from tests import factories
from tests.contributions.uploads import makers

pytestmark = pytest.mark.once

ALT = "Une fenêtre qui dit que tout est bloqué"


@pytest.fixture
def picture(contributor):
    return makers.create_picture(
        uploader=contributor, picture=makers.halves(1000, 500), alt=ALT, credit="Dessin : Inès"
    )


@pytest.fixture
def tip(picture, editor):
    return factories.create_tip(number=6, by=editor, body=f"Raccrochez.\n\n{picture.markdown}")


@pytest.fixture
def published(tip, editor, django_capture_on_commit_callbacks) -> Edition:
    edition = Edition.objects.in_preparation()
    with django_capture_on_commit_callbacks(execute=True):
        edition.publish(by=editor, accept_free_places=True)
    edition.refresh_from_db()
    return edition


def page_of(edition: Edition) -> str:
    return (folder_of(edition) / "index.html").read_text()


def sources(html: str) -> list[str]:
    return re.findall(r'<img [^>]*?src="([^"]*)"', html)


def test_a_tip_shows_its_picture_at_the_desk(tip, picture, as_editor) -> None:
    assert picture.address_at(480) in tip.body_html
    assert picture.address in as_editor.get(tip.get_absolute_url()).content.decode()


def test_the_page_of_an_edition_shows_copies_of_its_own(published, picture, client) -> None:
    html = page_of(published)
    assert "/media/" not in html
    (name,) = sources(html)
    assert re.fullmatch(rf"{picture.name}-1000\.[0-9a-f]{{12}}\.webp", name)
    assert re.search(rf'srcset="{picture.name}-480\.[0-9a-f]{{12}}\.webp 480w, ', html)
    assert f'alt="{ALT}"' in html and "Dessin&nbsp;: Inès" in html
    response = client.get(f"/guide/fr/{name}")
    assert response["Content-Type"] == "image/webp" and "immutable" in response["Cache-Control"]
    assert b"".join(response) == picture.file(1000).read_bytes()


def test_an_edition_keeps_its_pictures_whatever_becomes_of_the_wiki(
    published, picture, editor, settings, client
) -> None:
    before = page_of(published)
    picture.hide(reason="Nom de client.", by=editor)
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "images")
    shutil.rmtree(folder_of(published))
    assert client.get("/guide/fr/").status_code == 200
    assert page_of(published) == before
    assert (folder_of(published) / sources(before)[0]).is_file()


def test_a_picture_that_is_gone_from_disk_becomes_its_words(published, settings, failed_tasks) -> None:
    shutil.rmtree(Path(settings.MEDIA_ROOT))
    build.request_builds(published, forms=["web"])
    failed_tasks.expect("is missing: the edition shows its words instead")
    html = page_of(published)
    assert "<img" not in html and f'<span class="missing">{ALT}</span>' in html


def test_a_preview_shows_the_pictures_of_the_texts_as_they_stand(tip, as_editor) -> None:
    edition = Edition.objects.in_preparation()
    url = f"/curation/editions/{edition.number}/preview/fr/"
    html = as_editor.get(url).content.decode()
    assert "/media/" not in html
    (name,) = sources(html)
    response = as_editor.get(f"{url}{name}")
    assert response.status_code == 200 and response["Content-Type"] == "image/webp"
    b"".join(response)


def test_sections_and_openings_show_theirs_too(picture, tip, editor) -> None:
    for section in Section.objects.in_order():
        if section.key in {"editorial", "opening-2"}:
            section.record_revision(body=picture.markdown, author=editor, base_version=1)
    guide = assemble(Edition.objects.in_preparation())
    html = web_files(Edition.objects.in_preparation(), guide)["index.html"].decode()
    assert len(sources(html)) == 3 and "/media/" not in html


def test_a_hidden_picture_is_not_taken_along(picture, tip, editor) -> None:
    picture.hide(reason="Nom de client.", by=editor)
    guide = assemble(Edition.objects.in_preparation())
    assert guide.pictures == ()
    html = web_files(Edition.objects.in_preparation(), guide)["index.html"].decode()
    assert "<img" not in html and ALT in html


def test_the_frozen_document_comes_back_as_it_was_and_an_older_one_is_read(published) -> None:
    guide = published.guide
    assert document.Guide.from_json(guide.to_json(), names=published.names) == guide
    assert all(name.startswith("editions/") for picture in guide.pictures for _, name in picture.copies)
    older = {name: value for name, value in guide.to_json().items() if name != "pictures"}
    assert document.Guide.from_json(older, names={}).pictures == ()


def test_the_words_of_pictures_are_in_the_pdf(tip, picture, settings) -> None:
    from guide.publication.pdf import build_pdf

    guide = assemble(Edition.objects.in_preparation())
    pdf = PdfReader(
        io.BytesIO(build_pdf(guide, assets=settings.PUBLICATION_ASSETS, pictures=Path(settings.MEDIA_ROOT)))
    )
    alternatives = [
        found["/Alt"]
        for found in map(pdf.get_object, range(1, pdf.trailer["/Size"]))
        if isinstance(found, dict) and found.get("/S") == "/Figure" and "/Alt" in found
    ]
    assert ALT in alternatives
    assert [image for page in pdf.pages for image in page.images]


def test_questions_with_a_picture_are_counted_among_the_questions(picture, as_editor) -> None:
    edition = Edition.objects.in_preparation()
    edition.illustrations.create(theme=factories.create_themes()[0], image=picture)
    screen = as_editor.get(reverse("guide:edition", args=[edition.number])).text
    assert "Questions qui ont une image\xa0: 1 sur 4." in screen
