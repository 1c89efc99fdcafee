"""Texts show their pictures in several widths, say who made them, and follow what becomes of them."""

from __future__ import annotations

import pytest

from contributions.models import Image as Picture
from contributions.models import ImageUse
from tests import factories
from tests.contributions.uploads import makers

pytestmark = pytest.mark.once


@pytest.fixture
def picture(contributor) -> Picture:
    return makers.create_picture(
        uploader=contributor, picture=makers.halves(1000, 500), alt="Un écran", credit="Photo : Karim H."
    )


def page_with(picture: Picture, author, alt: str = ""):
    return factories.create_page(body=f"Un mot.\n\n![{alt}]({picture.address})", author=author)


def test_a_picture_alone_is_a_figure_with_its_widths_and_its_credit(picture, contributor) -> None:
    html = page_with(picture, contributor).body_html
    assert "<figure>" in html and 'width="1000"' in html and 'height="500"' in html and "loading" not in html
    assert f"{picture.address_at(480)} 480w, {picture.address_at(960)} 960w, {picture.address} 1000w" in html
    assert 'sizes="' in html
    assert '<span class="credit">Photo&nbsp;: Karim H.</span>' in html


def test_what_the_text_says_goes_before_what_the_picture_says(picture, contributor) -> None:
    assert 'alt="Un écran"' in page_with(picture, contributor).body_html
    other = factories.create_page(title="Autre", body=f"![Le bouton rouge]({picture.address})", author=contributor)
    assert 'alt="Le bouton rouge"' in other.body_html
    assert "Un écran" not in other.body_html


def test_another_description_reaches_every_text_without_a_version(picture, contributor) -> None:
    page = page_with(picture, contributor)
    comment = factories.create_page(title="Autre", body=f"![Le bouton]({picture.address})", author=contributor)
    picture.describe(by=contributor, alt="Une fenêtre d’alerte", credit="Dessin : Inès")
    page.refresh_from_db()
    comment.refresh_from_db()
    assert 'alt="Une fenêtre d’alerte"' in page.body_html and "Dessin&nbsp;: Inès" in page.body_html
    assert 'alt="Le bouton"' in comment.body_html and "Dessin&nbsp;: Inès" in comment.body_html
    assert (page.version, comment.version) == (1, 1)
    assert page.render == 2


def test_a_hidden_picture_leaves_its_words_in_the_texts(picture, contributor, editor) -> None:
    page = page_with(picture, contributor, alt="Le bouton rouge")
    picture.hide(reason="Nom de client.", by=editor)
    page.refresh_from_db()
    assert "<img" not in page.body_html
    assert '<span class="missing">Le bouton rouge</span>' in page.body_html
    picture.show(by=editor)
    page.refresh_from_db()
    assert "<img" in page.body_html


def test_an_address_that_nobody_has_sent_shows_its_words(contributor) -> None:
    page = factories.create_page(body="![Le plan](/media/images/0123456789abcdef/plan.webp)", author=contributor)
    assert "<img" not in page.body_html and "Le plan" in page.body_html


def test_uses_follow_the_newest_version_and_never_go(picture, contributor) -> None:
    page = page_with(picture, contributor)
    assert [(use.text_kind, use.text_id, use.is_current) for use in ImageUse.objects.all()] == [
        ("contributions.page", page.pk, True)
    ]
    factories.edit_page(page, "Sans.", author=contributor)
    assert not ImageUse.objects.get().is_current
    factories.edit_page(page, picture.markdown, author=contributor)
    assert ImageUse.objects.get().is_current


def test_a_comparison_keeps_pictures_and_counts_them(picture, contributor, as_contributor) -> None:
    page = factories.create_page(body="Un mot.", author=contributor)
    factories.edit_page(page, f"Un mot.\n\n{picture.markdown}", author=contributor)
    shown = as_contributor.get(page.changes_url(1, 2)).content.decode()
    assert '<ins><figure><img alt="Un écran"' in shown
    assert picture.address_at(480) in shown
    factories.edit_page(page, "Un mot.", author=contributor)
    assert "<del><figure><img" in as_contributor.get(page.changes_url(2, 3)).content.decode()


def test_a_preview_shows_a_picture_that_stands_nowhere_yet(picture, contributor, as_contributor) -> None:
    page = factories.create_page(body="Un mot.", author=contributor)
    fields = {"title": page.title, "body": picture.markdown, "base_version": "1"}
    assert picture.address_at(480) in as_contributor.post(page.screen_url("preview"), fields).content.decode()


def test_marks_of_markdown_in_a_description_stay_words(contributor) -> None:
    picture = makers.create_picture(uploader=contributor, alt="Un [bouton] *rouge* `ici` <b> _là_ \\ fin")
    html = factories.create_page(body=picture.markdown, author=contributor).body_html
    assert 'alt="Un [bouton] *rouge* `ici` &lt;b&gt; _là_ \\ fin"' in html
