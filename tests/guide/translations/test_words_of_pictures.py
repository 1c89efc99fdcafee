"""What the pictures of cover and chapters show is said in each language of an edition, in every form for the screen."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Image
from guide.editions import Edition, EditionText
from guide.editions.assembly import assemble
from guide.publication import pdf
from guide.publication.document import Guide
from guide.publication.epub import make as make_epub
from guide.publication.materials import Materials
from guide.publication.web import build_web
from tests.contributions.uploads import makers
from tests.guide.publication.pdfs import elements, opened
from tests.sending import send
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def pictures(edition: Edition, editor: User) -> tuple[Image, Image]:
    cover = makers.create_picture(uploader=editor, picture=makers.halves(1000, 700), alt="Un pont")
    chapter = makers.create_picture(uploader=editor, picture=makers.halves(1000, 500), alt="Une vague")
    edition.show_on_cover(cover)
    edition.illustrate(Theme.objects.get(number=2), chapter)
    return cover, chapter


def address(edition: Edition) -> str:
    return f"/curation/editions/{edition.number}/languages/it/"


def test_a_translator_says_what_each_picture_shows(
    client: Client, translator: User, edition: Edition, pictures: tuple[Image, Image]
) -> None:
    cover, chapter = pictures
    client.force_login(translator)
    page = client.get(address(edition)).text
    assert "Ce que montre l’image de la couverture" in page
    assert "Un pont" in page and "Une vague" in page
    sent = {"title": "", "subtitle": "", "summary": "", "cover": "1"}
    words = {f"picture_{cover.token}": "Un ponte", f"picture_{chapter.token}": ""}
    assert send(client, address(edition), sent | words).status_code == 302
    guide = assemble(edition, language="it")
    assert guide.cover and guide.cover.alt == "Un ponte"
    assert guide.chapters[1].illustration and guide.chapters[1].illustration.alt == "Une vague"
    assert "Un ponte" in client.get(address(edition)).text
    own = assemble(edition)
    assert own.cover and own.cover.alt == "Un pont"


def test_words_of_a_picture_that_was_changed_are_not_said_of_another(
    edition: Edition, pictures: tuple[Image, Image]
) -> None:
    cover, chapter = pictures
    edition.word_cover_in("it", title="", subtitle="", summary="", pictures={cover.token: "Un ponte"})
    edition.show_on_cover(chapter)
    guide = assemble(edition, language="it")
    assert guide.cover and guide.cover.alt == "Une vague"


def test_cover_words_that_are_brought_in_leave_those_of_pictures_and_the_next_edition_has_both(
    edition: Edition, pictures: tuple[Image, Image]
) -> None:
    comment = {pictures[0].token: "Un ponte"}
    edition.word_cover_in("it", title="Buon senso", subtitle="", summary="", pictures=comment)
    edition.word_cover_in("it", title="Buon senso!", subtitle="", summary="")
    assert EditionText.objects.get(edition=edition, language="it").picture_words == comment
    Edition.objects.filter(pk=edition.pk).update(status="published", published_at="2026-10-12T08:00Z")
    edition.refresh_from_db()
    assert edition.open_the_next().texts.get(language="it").picture_words == comment


def test_web_page_ebook_and_tagged_pdf_say_it_in_their_language(
    edition: Edition, pictures: tuple[Image, Image], settings
) -> None:
    comment = {pictures[0].token: "Un ponte", pictures[1].token: "Un’onda"}
    edition.word_cover_in("it", title="Buon senso", subtitle="", summary="", pictures=comment)
    guide = replace(assemble(edition, language="it"), edition=1)
    made_with = Materials(assets=settings.PUBLICATION_ASSETS, pictures=Path(settings.MEDIA_ROOT))
    for form, text in forms_of(guide, made_with).items():
        assert "Un’onda" in text, form
        assert "Une vague" not in text and "Un pont." not in text, form
    assert "Un ponte" in forms_of(guide, made_with)["web"]


def forms_of(guide: Guide, materials: Materials) -> dict[str, str]:
    web = build_web(guide, assets=materials.assets, pictures=materials.pictures)["index.html"].decode()
    with zipfile.ZipFile(io.BytesIO(make_epub(guide, materials)["guide.epub"])) as book:
        epub = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    read = opened(pdf.make(guide, materials)["guide.pdf"])
    return {
        "web": web,
        "epub": epub,
        "pdf": " ".join(str(figure.get("/Alt", "")) for figure in elements(read, "/Figure")),
    }
