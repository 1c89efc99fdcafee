"""An edition is set up: its imprint, its pictures, its languages; and the screens on which it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.models import Image
from guide.editions import AlreadyPublished, Edition
from guide.editions.assembly import assemble
from guide.editions.setup import WIDTH_FOR_PRINT
from guide.publication.document import Imprint
from tests.contributions.uploads import makers
from tests.factories import create_theme, create_tip
from tests.guide.conftest import Publish
from tests.sending import send

pytestmark = [pytest.mark.django_db, pytest.mark.once]
IMPRINT = {
    "publisher": "",
    "place": "Nantes",
    "licence": "CC BY 4.0",
    "licence_url": "",
    "isbn": "978-0-00-000000-2",
    "contact": "bonsens@example.org",
    "credits": "Dessins : Inès",
    "director": "Claire Vasseur",
    "printer": "Imprimerie des Rives, Nantes",
    "legal_deposit": "décembre 2026",
    "emergency": "112, urgences\n3018, e-Enfance",
}


@pytest.fixture
def edition(editor: User) -> Edition:
    create_tip(number=6, by=editor)
    return Edition.objects.in_preparation()


@pytest.fixture
def picture(editor: User) -> Image:
    return makers.create_picture(
        uploader=editor, picture=makers.halves(1000, 500), alt="Un phare", credit="Photo : Yves"
    )


def test_the_imprint_is_typed_and_goes_into_the_guide(as_editor: Client, edition: Edition) -> None:
    send(as_editor, "/curation/editions/1/imprint/", IMPRINT)
    guide = assemble(Edition.objects.in_preparation())
    assert guide.publisher == "Société d’essai"
    assert guide.imprint == Imprint(
        place="Nantes",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        isbn="978-0-00-000000-2",
        contact="bonsens@example.org",
        credits="Dessins : Inès",
        director="Claire Vasseur",
        printer="Imprimerie des Rives, Nantes",
        legal_deposit="décembre 2026",
        emergency="112, urgences\n3018, e-Enfance",
    )


@pytest.mark.parametrize(
    ("field", "value"), [("isbn", "978-0-00-000000-3"), ("licence_url", "javascript:alert(1)"), ("licence_url", "x")]
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    as_editor: Client, edition: Edition, field: str, value: str
) -> None:
    response = as_editor.post("/curation/editions/1/imprint/", IMPRINT | {field: value})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text
    assert 'value="Nantes"' in response.text
    assert Edition.objects.in_preparation().place == ""


def test_the_cover_and_a_question_show_a_picture_of_the_site_with_its_words(
    as_editor: Client, edition: Edition, picture: Image
) -> None:
    assert "Un phare" in as_editor.get("/curation/editions/1/cover/").text
    send(as_editor, "/curation/editions/1/cover/", {"picture": picture.token})
    send(as_editor, "/curation/editions/1/pictures/2/", {"picture": picture.token})
    guide = assemble(Edition.objects.in_preparation())
    assert guide.cover is not None and (guide.cover.alt, guide.cover.credit) == ("Un phare", "Photo\u00a0: Yves")
    assert [chapter.illustration == guide.cover for chapter in guide.chapters] == [False, True, False, False]
    assert [shown.name for shown in guide.pictures] == [guide.cover.picture]
    assert "Un phare" in as_editor.get("/curation/editions/1/pictures/").text


def test_no_picture_leaves_the_motifs(as_editor: Client, edition: Edition, picture: Image) -> None:
    edition.show_on_cover(picture)
    edition.illustrate(create_theme(number=2), picture)
    send(as_editor, "/curation/editions/1/cover/", {"picture": ""})
    send(as_editor, "/curation/editions/1/pictures/2/", {"picture": ""})
    guide = assemble(Edition.objects.in_preparation())
    assert guide.cover is None and guide.pictures == ()


def test_a_picture_that_nobody_described_is_described_first(as_editor: Client, edition: Edition, editor: User) -> None:
    silent = makers.create_picture(uploader=editor, alt="")
    assert silent.get_absolute_url() in as_editor.get("/curation/editions/1/cover/").text
    response = as_editor.post("/curation/editions/1/cover/", {"picture": silent.token})
    assert response.status_code == 422
    assert Edition.objects.in_preparation().cover_image is None


def test_a_picture_that_was_hidden_meanwhile_is_not_shown(edition: Edition, picture: Image, editor: User) -> None:
    edition.show_on_cover(picture)
    picture.hide(reason="Nom de client.", by=editor)
    assert assemble(Edition.objects.in_preparation()).cover is None


def test_two_pictures_of_one_name_are_told_apart(edition: Edition, editor: User) -> None:
    first = makers.create_picture(uploader=editor, picture=makers.halves(WIDTH_FOR_PRINT, 20), alt="Un")
    second = makers.create_picture(uploader=editor, picture=makers.halves(WIDTH_FOR_PRINT, 30), alt="Deux")
    assert first.name == second.name
    edition.show_on_cover(second)
    edition.illustrate(create_theme(number=1), first)
    guide = assemble(Edition.objects.in_preparation())
    assert guide.cover is not None and guide.chapters[0].illustration is not None
    assert guide.cover.picture != guide.chapters[0].illustration.picture


def test_pictures_of_editions_are_never_cleared_away(edition: Edition, picture: Image) -> None:
    edition.show_on_cover(picture)
    Image.objects.clear_away(older_than=timedelta(0), at=timezone.now() + timedelta(days=900))
    assert Image.objects.filter(pk=picture.pk).exists()


def test_the_next_edition_is_set_up_as_this_one_but_for_the_number_of_the_book(
    edition: Edition, picture: Image, publish: Publish
) -> None:
    edition.word_imprint(**IMPRINT)
    edition.show_on_cover(picture)
    edition.illustrate(create_theme(number=2), picture)
    edition.speak("it")
    edition.word_cover_in("it", title="Buon senso", subtitle="", summary="")
    edition.choose_for("it", when_missing="original", when_outdated="leave")
    publish()
    following = Edition.objects.in_preparation()
    assert (following.place, following.licence, following.isbn) == ("Nantes", "CC BY 4.0", "")
    assert following.cover_image == picture and following.illustrations.get().image == picture
    text = following.texts.get()
    assert (text.language, text.title, text.when_missing, text.when_outdated) == (
        "it",
        "Buon senso",
        "original",
        "leave",
    )


def test_an_edition_that_is_out_is_set_up_no_more(edition: Edition, picture: Image, publish: Publish) -> None:
    published = publish()
    theme = create_theme(number=2)
    for act in (
        lambda: published.word_imprint(**IMPRINT),
        lambda: published.show_on_cover(picture),
        lambda: published.illustrate(theme, picture),
        lambda: published.speak("it"),
        lambda: published.leave_out("it"),
        lambda: published.choose_for("it", when_missing="", when_outdated=""),
    ):
        with pytest.raises(AlreadyPublished):
            act()


def test_only_languages_of_the_guide_and_never_without_its_own(edition: Edition) -> None:
    with pytest.raises(ValidationError):
        edition.speak("de")
    with pytest.raises(ValidationError):
        edition.leave_out("fr")


def test_the_screen_of_the_edition_says_what_is_wanting(as_editor: Client, edition: Edition) -> None:
    page = as_editor.get("/curation/editions/1/").text
    for screen in ("cover", "pictures", "imprint", "languages"):
        assert f'href="/curation/editions/1/{screen}/"' in page
    assert "19 places libres" in page
    assert 'href="/curation/bibliography/"' in page


def test_a_picture_that_would_be_coarse_in_print_is_refused(
    edition: Edition, picture: Image, as_editor: Client
) -> None:
    Image.objects.update(width=300)
    for screen in ("cover", "pictures/2"):
        refused = as_editor.post(f"/curation/editions/1/{screen}/", {"picture": picture.token})
        assert refused.status_code == 422
        assert "300 pixels" in refused.text
        assert f'value="{picture.token}"' not in refused.text
    assert Edition.objects.in_preparation().cover_image is None


@pytest.mark.parametrize("width", [WIDTH_FOR_PRINT - 1, WIDTH_FOR_PRINT])
def test_no_verb_takes_a_picture_that_would_be_coarse_in_print(edition: Edition, editor: User, width: int) -> None:
    picture = makers.create_picture(uploader=editor, picture=makers.halves(width, 20))
    refused = []
    for put in (edition.show_on_cover, lambda image: edition.illustrate(create_theme(number=2), image)):
        try:
            put(picture)
        except ValidationError as refusal:
            refused += refusal.message_dict["picture"]
    assert [f"{width} pixels" in words for words in refused] == [True] * 2 * (width < WIDTH_FOR_PRINT)
    assert edition.illustrations.count() == (width >= WIDTH_FOR_PRINT)
