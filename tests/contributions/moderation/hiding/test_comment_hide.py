"""Hiding a contribution."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Endorsement, LogEntry, Page
from tests import factories

pytestmark = pytest.mark.django_db

WORDS = "Mirabelle-7731"


@pytest.fixture
def colleague(db: None) -> User:
    return factories.create_user(username="yves", last_name="Kerbrat")


@pytest.fixture
def page(editor: User) -> Page:
    return factories.create_page(author=editor)


@pytest.fixture
def comment(page: Page, colleague: User) -> Comment:
    return factories.create_comment(page=page, author=colleague, body=f"Je le dis : {WORDS}.")


@pytest.mark.once
def test_everybody_but_its_author_and_the_editors_loses_sight_of_it(
    page: Page, comment: Comment, colleague: User, editor: User, as_contributor: Client, as_editor: Client, sign_in
) -> None:
    comment.hide(reason="Hors sujet", by=editor)
    here = page.get_absolute_url()
    assert WORDS not in as_contributor.get(here).content.decode()
    assert as_contributor.get(comment.get_absolute_url()).status_code == 404
    for client in (as_editor, sign_in(colleague)):
        html = client.get(here).content.decode()
        assert WORDS in html
        assert "Hors sujet" in html


@pytest.mark.once
def test_its_place_is_kept_for_its_answers(
    page: Page, comment: Comment, contributor: User, editor: User, as_contributor: Client
) -> None:
    factories.create_comment(page=page, author=contributor, body="Je ne suis pas d’accord.", reply_to=comment)
    comment.hide(reason="Hors sujet", by=editor)
    html = as_contributor.get(page.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert WORDS not in html
    assert "Hors sujet" not in html
    assert "The editors have hidden this." in html
    assert "Je ne suis pas d’accord." in html


def test_showing_it_again_brings_it_back(page: Page, comment: Comment, editor: User, as_contributor: Client) -> None:
    comment.hide(reason="Hors sujet", by=editor)
    comment.show(by=editor)
    comment.show(by=editor)
    assert WORDS in as_contributor.get(page.get_absolute_url()).content.decode()
    assert list(LogEntry.objects.order_by("pk").values_list("act", "comment")) == [
        ("hide_said", comment.pk),
        ("show_said", comment.pk),
    ]


def test_nobody_answers_takes_up_or_endorses_what_is_hidden(
    comment: Comment, page: Page, editor: User, contributor: User
) -> None:
    comment.hide(reason="Hors sujet", by=editor)
    with pytest.raises(ValidationError):
        factories.create_comment(page=page, author=contributor, reply_to=comment)
    with pytest.raises(ValidationError):
        comment.incorporate(page=page, by=contributor)
    with pytest.raises(ValidationError):
        Endorsement.objects.endorse(comment, by=contributor)


@pytest.mark.once
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_asked_for(comment: Comment, as_editor: Client, reason: str) -> None:
    path = f"{comment.get_absolute_url()}hide/"
    assert as_editor.get(path).status_code == 200
    assert as_editor.post(path, {"reason": reason}).status_code == 422
    assert not Comment.objects.get(pk=comment.pk).is_hidden


@pytest.mark.once
def test_an_editor_hides_and_shows_it_from_its_menu(comment: Comment, page: Page, as_editor: Client) -> None:
    assert f"{comment.get_absolute_url()}hide/" in as_editor.get(page.get_absolute_url()).content.decode()
    as_editor.post(f"{comment.get_absolute_url()}hide/", {"reason": "Hors sujet"})
    assert f"{comment.get_absolute_url()}show/" in as_editor.get(page.get_absolute_url()).content.decode()
    as_editor.post(f"{comment.get_absolute_url()}show/")
    assert not Comment.objects.get(pk=comment.pk).is_hidden


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_hide_it_once(comment: Comment, editor: User) -> None:
    def hide(reason: str) -> str:
        try:
            Comment.objects.get(pk=comment.pk).hide(reason=reason, by=editor)
        except ValidationError as refusal:
            return str(refusal.code)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(hide, ["Hors sujet", "Doublon"])) == ["done", "hidden"]
    assert LogEntry.objects.filter(comment=comment).count() == 1
