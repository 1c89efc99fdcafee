"""A picture or a file goes out of sight with the texts that named it, and nobody brings it back by its address alone."""

from __future__ import annotations

import pytest

from accounts.models import User
from contributions.models import AttachmentUse, Comment, ImageUse
from contributions.models import Image as Picture
from contributions.moderation.hiding import hide_versions, show_version
from tests import factories
from tests.contributions.uploads import makers


@pytest.fixture
def picture(contributor) -> Picture:
    return makers.create_picture(uploader=contributor, alt="Le dossier de Mme Roux", credit="Photo : guichet 4")


@pytest.fixture
def colleague(db) -> User:
    return factories.create_contributor(username="ines")


def is_shown_to(client, person, picture: Picture) -> bool:
    client.force_login(person)
    statuses = {client.get(picture.address).status_code, client.get(picture.get_absolute_url()).status_code}
    assert len(statuses) == 1, "the file and its page are shown to the same people"
    return statuses == {200}


def test_a_picture_goes_with_the_only_version_that_named_it(client, picture, contributor, colleague, editor) -> None:
    page = factories.create_page(body=f"Un mot.\n\n{picture.markdown}", author=contributor)
    factories.edit_page(page, "Un mot.", author=contributor)
    assert is_shown_to(client, colleague, picture), "the history can be read"
    hide_versions(page, [1], reason="Un nom de client.", by=editor)
    assert not is_shown_to(client, colleague, picture)
    assert picture.address not in client.get("/images/").content.decode()
    assert is_shown_to(client, contributor, picture) and is_shown_to(client, editor, picture)
    show_version(page, 1, by=editor)
    assert is_shown_to(client, colleague, picture)


def test_a_picture_stays_while_another_version_names_it(client, picture, contributor, colleague, editor) -> None:
    page = factories.create_page(body=picture.markdown, author=contributor)
    factories.edit_page(page, f"Un mot.\n\n{picture.markdown}", author=contributor)
    hide_versions(page, [1], reason="Un nom de client.", by=editor)
    assert is_shown_to(client, colleague, picture)
    factories.edit_page(page, "Un mot.", author=contributor)
    assert is_shown_to(client, colleague, picture), "version 2 can be read"
    hide_versions(page, [2], reason="Un nom de client.", by=editor)
    assert not is_shown_to(client, colleague, picture)


def test_a_file_goes_with_the_only_version_that_named_it(client, contributor, colleague, editor) -> None:
    attachment = makers.create_file(uploader=contributor)
    page = factories.create_page(body=attachment.markdown, author=contributor)
    factories.edit_page(page, "Un mot.", author=contributor)
    client.force_login(colleague)
    assert client.get(attachment.address).status_code == 200
    hide_versions(page, [1], reason="Un nom de client.", by=editor)
    assert client.get(attachment.address).status_code == 404


def test_whoever_knows_the_address_shows_a_picture_of_a_hidden_page_to_nobody(
    client, picture, contributor, colleague, editor
) -> None:
    hidden = factories.create_page(title="Le dossier", body=picture.markdown, author=contributor)
    hidden.hide(reason="Un nom de client.", by=editor)
    page = factories.create_page(title="Ma page", body=f"Voyez.\n\n![]({picture.address})", author=colleague)
    comment = Comment.objects.write(theme=page.theme, body=f"Voyez.\n\n![]({picture.address})", author=colleague)
    for html in (page.body_html, comment.body_html):
        assert "<img" not in html and "Mme Roux" not in html and "guichet 4" not in html
    assert not is_shown_to(client, colleague, picture)
    assert ImageUse.objects.count() == 1

    factories.edit_page(page, f"Et encore.\n\n![]({picture.address})", author=colleague)
    picture.describe(by=contributor, alt="Un dossier")  # every text that shows it is rendered anew
    page.refresh_from_db()
    assert "<img" not in page.body_html
    assert not is_shown_to(client, colleague, picture)


@pytest.mark.once
def test_a_preview_tells_nothing_of_a_picture_that_the_writer_may_not_see(
    client, picture, contributor, colleague, editor
) -> None:
    factories.create_page(title="Le dossier", body=picture.markdown, author=contributor).hide(reason="Non.", by=editor)
    page = factories.create_page(title="Ma page", body="Un mot.", author=colleague)
    client.force_login(colleague)
    fields = {"title": page.title, "body": f"![]({picture.address})", "base_version": "1"}
    shown = client.post(page.screen_url("preview"), fields).content.decode()
    assert "<img" not in shown.partition("preview")[2] and "Mme Roux" not in shown
    new = client.post("/wiki/1/new/", fields | {"preview": "1"}).content.decode()
    assert "Mme Roux" not in new


def test_a_file_of_a_hidden_page_is_not_given_out_through_another(client, contributor, colleague, editor) -> None:
    attachment = makers.create_file(uploader=contributor)
    factories.create_page(title="Le dossier", body=attachment.markdown, author=contributor).hide(
        reason="Non.", by=editor
    )
    factories.create_page(title="Ma page", body=attachment.markdown, author=colleague)
    client.force_login(colleague)
    assert client.get(attachment.address).status_code == 404
    assert AttachmentUse.objects.count() == 1


def test_a_picture_that_two_pages_showed_stays_in_the_other(client, picture, contributor, colleague, editor) -> None:
    first = factories.create_page(title="Le dossier", body=picture.markdown, author=contributor)
    page = factories.create_page(title="Ma page", body=picture.markdown, author=colleague)
    first.hide(reason="Hors sujet.", by=editor)
    assert is_shown_to(client, colleague, picture)
    factories.edit_page(page, f"Encore.\n\n{picture.markdown}", author=factories.create_contributor(username="karim"))
    assert "<img" in page.body_html


def test_an_older_version_with_a_picture_is_brought_back_whole(picture, contributor, colleague) -> None:
    page = factories.create_page(body=picture.markdown, author=contributor)
    factories.edit_page(page, "Sans.", author=contributor)
    page.revert_to(1, author=colleague)
    assert "<img" in page.body_html
