"""A picture is served to those who may read a text in which it stands, as a picture and as nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from contributions.models import Comment, ImageUse
from contributions.models import Image as Picture
from tests import factories
from tests.contributions.uploads import makers


@pytest.fixture
def picture(contributor) -> Picture:
    return makers.create_picture(uploader=contributor, picture=makers.halves(1000, 500))


@pytest.fixture
def colleague(db, sign_in) -> Client:
    return sign_in(factories.create_contributor(username="ines"))


def test_it_comes_with_headers_that_let_nothing_run(picture, as_contributor) -> None:
    response = as_contributor.get(picture.address, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == f'inline; filename="{picture.name}.webp"'
    assert response["Cache-Control"].startswith("private") and "immutable" in response["Cache-Control"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Content-Encoding" not in response
    assert response.content == picture.file(1000).read_bytes()


@pytest.mark.once
def test_each_width_has_its_address(picture, as_contributor) -> None:
    assert picture.widths == [480, 960, 1000]
    for width in picture.widths:
        assert as_contributor.get(picture.address_at(width)).content == picture.file(width).read_bytes()


@pytest.mark.once
def test_what_the_browser_has_is_not_sent_again(picture, as_contributor) -> None:
    etag = as_contributor.get(picture.address)["ETag"]
    again = as_contributor.get(picture.address, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again["Cache-Control"].startswith("private")
    other = as_contributor.get(picture.address_at(480), headers={"If-None-Match": etag})
    assert other.status_code == 200


@pytest.mark.once
def test_only_its_own_name_and_widths_lead_to_it(picture, as_contributor) -> None:
    token = picture.token
    for path in (
        f"/media/images/{token}/other.webp",
        f"/media/images/{token}/{picture.name}.png",
        f"/media/images/{token}/481/{picture.name}.webp",
        f"/media/images/{token}/0480/{picture.name}.webp",
        f"/media/images/{token}/{'9' * 400}/{picture.name}.webp",
        f"/media/images/{token}/../{token}/{picture.name}.webp",
        f"/media/images/{token}/%2e%2e/{picture.name}.webp",
        f"/media/images/{token[:2]}/{token}/480.webp",
        f"/media/images/{token}/480.webp",
        f"/media/images/{token.upper()}/{picture.name}.webp",
        f"/media/images/{token}/print.png",
        "/media/images/0000000000000000/x.webp",
        "/media/../settings.py",
        f"/media/images/{token}/{picture.name}.webp%00.svg",
    ):
        assert as_contributor.get(path).status_code == 404, path


@pytest.mark.once
def test_a_picture_in_no_text_is_seen_by_whoever_sent_it_and_by_editors(
    picture, as_contributor, as_editor, as_administrator, colleague, client
) -> None:
    assert as_contributor.get(picture.address).status_code == 200
    assert as_editor.get(picture.address).status_code == 200
    assert as_administrator.get(picture.address).status_code == 200
    assert colleague.get(picture.address).status_code == 404
    assert client.get(picture.address).status_code == 302


def test_a_picture_in_a_page_is_seen_by_whoever_may_read_the_page(picture, contributor, colleague, client) -> None:
    page = factories.create_page(body=f"Voici :\n\n{picture.markdown}", author=contributor)
    assert colleague.get(picture.address).status_code == 200
    assert client.get(picture.address).status_code == 302
    factories.change_site_settings(wiki_is_public=True)
    assert client.get(picture.address).status_code == 200
    page.hide(reason="Une personne y est reconnaissable.", by=contributor)
    assert client.get(picture.address).status_code == 404


@pytest.mark.once
def test_a_picture_in_a_hidden_page_is_seen_by_editors_and_whoever_sent_it(
    picture, contributor, editor, colleague, as_contributor, as_editor
) -> None:
    page = factories.create_page(body=picture.markdown, author=contributor)
    page.hide(reason="À relire.", by=editor)
    assert colleague.get(picture.address).status_code == 404
    assert as_contributor.get(picture.address).status_code == 200
    assert as_editor.get(picture.address).status_code == 200
    other = factories.create_page(title="Une autre page", body=picture.markdown, author=contributor)
    assert colleague.get(picture.address).status_code == 200
    other.hide(reason="Celle-ci aussi.", by=editor)
    assert colleague.get(picture.address).status_code == 404


def test_a_picture_of_an_older_version_is_seen_in_the_history(picture, contributor, colleague) -> None:
    page = factories.create_page(body=picture.markdown, author=contributor)
    factories.edit_page(page, "Sans image.", author=contributor)
    assert list(ImageUse.objects.values_list("is_current", flat=True)) == [False]
    assert colleague.get(picture.address).status_code == 200
    assert picture.address in colleague.get(page.screen_url("revisions/1")).content.decode()


@pytest.mark.once
def test_a_picture_in_a_comment_is_seen_until_it_is_withdrawn(picture, contributor, colleague) -> None:
    comment = Comment.objects.write(
        theme=factories.create_theme(), body=f"Voyez {picture.markdown}", author=contributor
    )
    assert picture.address in comment.body_html
    assert colleague.get(picture.address).status_code == 200
    comment.withdraw(by=contributor)
    assert colleague.get(picture.address).status_code == 404


@pytest.mark.once
def test_a_hidden_picture_is_seen_by_editors_alone(
    picture, contributor, editor, colleague, as_contributor, as_editor
) -> None:
    factories.create_page(body=picture.markdown, author=contributor)
    picture.hide(reason="Un client y est reconnaissable.", by=editor)
    assert colleague.get(picture.address).status_code == 404
    assert as_contributor.get(picture.address).status_code == 404
    assert as_editor.get(picture.address).status_code == 200
    picture.show(by=editor)
    assert colleague.get(picture.address).status_code == 200


def test_a_file_that_has_gone_from_disk_is_not_found(picture, as_contributor) -> None:
    picture.file(1000).unlink()
    assert as_contributor.get(picture.address).status_code == 404
    assert as_contributor.get(picture.address_at(480)).status_code == 200


def test_it_is_only_ever_asked_for(picture, as_contributor) -> None:
    assert as_contributor.post(picture.address).status_code == 405
    assert as_contributor.head(picture.address).status_code == 200
