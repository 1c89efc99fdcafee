"""The screens about one contribution: its own, answering, correcting, withdrawing, its history, taking it up."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from contributions.models import Comment, Page
from tests import factories
from tests.contributions.comments.conftest import Say

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIVE = {"HX-Request": "true", "accept-language": "fr"}
SCREENS = ["", "edit/", "history/", "revisions/1/", "diff/", "take-up/", "answer/"]
POSTS = ["answer/", "edit/", "withdraw/", "put-back/", "take-up/"]


@pytest.fixture
def author(sign_in, colleague: User) -> Client:
    return sign_in(colleague)


def test_it_has_a_screen_of_its_own_with_a_box_to_answer(as_contributor: Client, say: Say) -> None:
    comment = say("Pourquoi ?")
    html = as_contributor.get(comment.get_absolute_url()).content.decode()
    assert "Pourquoi" in html
    assert f'id="answer-{comment.pk}"' in html


def test_an_answer_is_shown_below_what_it_answers(as_contributor: Client, say: Say) -> None:
    answer = say("Parce que.", reply_to=say("Pourquoi ?"))
    html = as_contributor.get(answer.get_absolute_url()).content.decode().partition('class="comments')[2]
    assert html.index("Pourquoi") < html.index("Parce que.")


def test_the_small_box_is_a_fragment_or_leads_to_the_screen(as_contributor: Client, say: Say) -> None:
    comment = say("Pourquoi ?")
    address = f"{comment.get_absolute_url()}answer/"
    fragment = as_contributor.get(f"{address}?kind=nuance", headers=LIVE).content.decode()
    assert "autofocus" in fragment
    assert 'value="nuance"' in fragment
    assert as_contributor.get(address).headers["Location"] == f"{comment.get_absolute_url()}#answer-{comment.pk}"


def test_an_answer_is_an_answer_and_a_nuance_a_nuance(as_contributor: Client, say: Say) -> None:
    comment = say()
    for kind in ("", "nuance", "poem"):
        as_contributor.post(f"{comment.get_absolute_url()}answer/", {"body": f"Sauf le soir {kind}.", "kind": kind})
    kinds = Comment.objects.filter(reply_to=comment).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["answer", "nuance", "answer"]


def test_a_refused_answer_comes_back_on_its_screen(as_contributor: Client, say: Say) -> None:
    comment = say()
    response = as_contributor.post(f"{comment.get_absolute_url()}answer/", {"body": ""})
    assert response.status_code == 422
    assert "err-line" in response.content.decode()


def test_an_answer_to_what_was_just_withdrawn_is_not_lost(
    as_contributor: Client, say: Say, colleague: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = say()
    address = f"{comment.get_absolute_url()}answer/"
    found = Comment.objects.get(pk=comment.pk)
    comment.withdraw(by=colleague)
    monkeypatch.setattr("contributions.views.comments.resolvers._found", lambda pk, reader: found)  # a moment before
    response = as_contributor.post(address, {"body": "Sauf le soir."}, headers=LIVE)
    assert found.is_standing
    assert response.status_code == 422
    assert "Sauf le soir.</textarea>" in response.content.decode()


def test_its_author_corrects_it(author: Client, say: Say) -> None:
    comment = say("Je racroche.")
    address = f"{comment.get_absolute_url()}edit/"
    assert "Je racroche.</textarea>" in author.get(address).content.decode()
    response = author.post(address, {"body": "Je raccroche.", "kind": "experience", "base_version": 1})
    assert response.headers["Location"] == comment.place_url
    comment.refresh_from_db()
    assert (comment.body, comment.kind, comment.version) == ("Je raccroche.", "experience", 2)


def test_a_correction_begun_twice_keeps_both_texts(author: Client, say: Say) -> None:
    comment = say("Je raccroche.")
    address = f"{comment.get_absolute_url()}edit/"
    author.post(address, {"body": "Je raccroche vite.", "base_version": 1})
    response = author.post(address, {"body": "Je raccroche poliment.", "base_version": 1})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Je raccroche poliment.</textarea>" in html
    assert 'name="base_version" value="2"' in html
    author.post(address, {"body": "Je raccroche poliment.", "base_version": 2})
    assert Comment.objects.get().version == 3


@pytest.mark.parametrize("screen", ["edit/", "withdraw/", "put-back/"])
def test_nobody_else_corrects_or_withdraws_it(as_contributor: Client, as_editor: Client, say: Say, screen: str) -> None:
    address = f"{say().get_absolute_url()}{screen}"
    assert {client.post(address, {"body": "x"}).status_code for client in (as_contributor, as_editor)} == {403}


def test_withdrawing_and_putting_back_lead_to_its_place(author: Client, say: Say) -> None:
    comment = say()
    for screen, is_standing in (("withdraw/", False), ("put-back/", True)):
        assert author.post(f"{comment.get_absolute_url()}{screen}").headers["Location"] == comment.place_url
        comment.refresh_from_db()
        assert comment.is_standing == is_standing


@pytest.mark.parametrize("screen", SCREENS)
def test_what_was_withdrawn_is_found_by_its_author_alone(
    author: Client, as_contributor: Client, as_editor: Client, say: Say, colleague: User, screen: str
) -> None:
    comment = say()
    comment.withdraw(by=colleague)
    address = f"{comment.get_absolute_url()}{screen}"
    assert {client.get(address).status_code for client in (as_contributor, as_editor)} == {404}
    assert author.get(address).status_code in {200, 302}


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_under_a_hidden_page_is_for_editors(
    as_contributor: Client, as_editor: Client, say: Say, page: Page, editor: User, screen: str
) -> None:
    comment = say(page=page)
    page.hide(reason="doublon", by=editor)
    address = f"{comment.get_absolute_url()}{screen}"
    assert as_contributor.get(address).status_code == 404
    assert as_editor.get(address).status_code != 404


def test_its_history_shows_its_versions_and_what_changed(author: Client, say: Say, colleague: User) -> None:
    comment = say("Je racroche.")
    comment.revise_text(body="Je raccroche.", author=colleague, base_version=1)
    address = comment.get_absolute_url()
    assert author.get(f"{address}history/").content.decode().count("revisions/") >= 2
    assert "Je racroche." in author.get(f"{address}revisions/1/").content.decode()
    assert "<ins>" in author.get(f"{address}diff/?older=1&newer=2").content.decode()


def test_under_a_page_taking_up_is_one_press(as_contributor: Client, say: Say, page: Page) -> None:
    comment = say(page=page)
    response = as_contributor.post(f"{comment.get_absolute_url()}take-up/")
    assert response.headers["Location"] == page.get_absolute_url()
    page.refresh_from_db()
    assert page.version == 2


def test_under_a_question_the_page_is_chosen_by_its_title(as_contributor: Client, say: Say, page: Page) -> None:
    comment = say()
    address = f"{comment.get_absolute_url()}take-up/"
    assert f'<option value="{page.title}">' in as_contributor.get(address).content.decode()
    as_contributor.post(address, {"page": page.title.upper()})
    page.refresh_from_db()
    assert "Je raccroche, toujours." in page.body


def test_a_title_that_no_page_has_is_said(as_contributor: Client, say: Say, page: Page, editor: User) -> None:
    address = f"{say().get_absolute_url()}take-up/"
    page.hide(reason="doublon", by=editor)
    for title in ("", "Nulle part", page.title):
        assert as_contributor.post(address, {"page": title}).status_code == 422


def test_a_page_can_be_opened_with_it(as_contributor: Client, say: Say, page: Page) -> None:
    address = f"{say().get_absolute_url()}take-up/"
    assert as_contributor.post(address, {"title": page.title}).status_code == 422
    response = as_contributor.post(address, {"title": "Raccrocher"})
    assert response.headers["Location"] == Page.objects.get(title="Raccrocher").get_absolute_url()


@pytest.mark.parametrize("pk", [0, 999_999, 2**63 - 1, 2**64, 10**30])
def test_what_nobody_said_is_not_found(as_contributor: Client, pk: int) -> None:
    for screen in SCREENS:
        assert as_contributor.get(f"/contributions/{pk}/{screen}").status_code == 404


def test_a_draft_of_a_correction_says_that_the_comment_has_changed_since(
    as_contributor: Client, contributor: User, page: Page
) -> None:
    comment = factories.create_comment(page=page, author=contributor)
    address = comment.screen_url("edit")
    fields = {"kind": comment.kind, "base_version": "1"}
    factories.store_draft(contributor, key=f"comment:{comment.pk}:edit", body="Ma suite.", url=address, **fields)
    assert "Le texte a été modifié" not in as_contributor.get(address).text
    comment.revise_text(body="Corrigé ailleurs.", author=contributor, base_version=1)
    back = as_contributor.get(address)
    assert "Le texte a été modifié depuis que vous avez commencé votre brouillon." in back.text
    assert back.context["form"]["body"].value() == "Ma suite."
    assert as_contributor.get(back.context["changes_url"]).status_code == 200
