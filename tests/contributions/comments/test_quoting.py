"""Quoting: somebody's words in the box below, and who said them above; never what is not there to be read."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Comment
from contributions.views.comments.threads import LONGEST_QUOTED, quotation
from tests import factories
from tests.contributions.comments.conftest import Say

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true", "accept-language": "fr"}


@pytest.fixture
def comment(say: Say) -> Comment:
    return say("Je raccroche, toujours.\n\nPuis je rappelle.")


def box(client: Client, comment: Comment, **query: object) -> str:
    address = f"{comment.get_absolute_url()}answer/"
    return client.get(address, {"quote": comment.pk} | query, headers=LIVE).content.decode()


def test_the_words_are_a_quotation_below_who_said_them(as_contributor: Client, comment: Comment) -> None:
    html = box(as_contributor, comment)
    assert "@yves a dit" in html
    assert "&gt; Je raccroche, toujours.\n&gt; Puis je rappelle." in html


def test_the_chosen_words_alone_are_quoted(as_contributor: Client, comment: Comment) -> None:
    html = box(as_contributor, comment, words="Puis je rappelle.")
    assert "&gt; Puis je rappelle." in html
    assert "raccroche" not in html


def test_words_that_are_not_in_it_are_nobodys(as_contributor: Client, comment: Comment) -> None:
    html = box(as_contributor, comment, words="Tout le contraire.").partition("<textarea")[2]
    assert "contraire" not in html
    assert "raccroche" in html


def test_without_scripts_the_box_stands_on_its_screen(as_contributor: Client, comment: Comment) -> None:
    response = as_contributor.get(f"{comment.get_absolute_url()}answer/?quote={comment.pk}", follow=True)
    assert "&gt; Je raccroche, toujours." in response.content.decode()


@pytest.mark.once
def test_an_answer_is_quoted_in_its_thread_and_nowhere_else(as_contributor: Client, say: Say, comment: Comment) -> None:
    answer, elsewhere = say("Sauf le soir.", reply_to=comment), say("Un autre fil.")
    assert "&gt; Sauf le soir." in box(as_contributor, comment, quote=answer.pk)
    assert "autre fil" not in box(as_contributor, comment, quote=elsewhere.pk)


def test_what_is_withdrawn_or_hidden_is_never_quoted(
    as_editor: Client, say: Say, comment: Comment, colleague: User, editor: User, sign_in
) -> None:
    withdrawn, hidden = say("Canari retiré.", reply_to=comment), say("Canari caché.", reply_to=comment)
    withdrawn.withdraw(by=colleague)
    hidden.hide(reason="Un nom", by=editor)
    for client in (as_editor, sign_in(colleague)):
        for one in (withdrawn, hidden):
            assert "Canari" not in box(client, comment, quote=one.pk)


def test_whoever_goes_by_no_name_is_quoted_without_one(say: Say, comment: Comment, colleague: User) -> None:
    colleague.choose_attribution(Attribution.ANONYMOUS)
    quoted = quotation(Comment.objects.get(pk=comment.pk))
    assert "@" not in quoted
    assert "yves" not in quoted


def test_whoever_is_mentioned_in_the_words_is_mentioned_in_the_quotation(say: Say) -> None:
    factories.create_user(username="marie.dupont", first_name="Marie", last_name="Dupont")
    assert "> Merci @marie.dupont, vraiment." in quotation(say("Merci @marie.dupont, vraiment."))


def test_long_words_are_quoted_in_part(say: Say) -> None:
    assert len(quotation(say("mot " * 900))) < LONGEST_QUOTED + 100


def test_what_was_begun_stays_before_the_quotation(as_contributor: Client, comment: Comment, contributor: User) -> None:
    factories.store_draft(contributor, key=f"comment:{comment.pk}:answer", body="Voilà :")
    assert "Voilà :\n\n@yves a dit" in box(as_contributor, comment)


@pytest.mark.once
@pytest.mark.parametrize("quote", ["", "x", "0", "9" * 40, "-1", "\0"])
def test_what_is_no_comment_is_not_quoted(as_contributor: Client, comment: Comment, quote: str) -> None:
    assert "&gt;" not in box(as_contributor, comment, quote=quote).partition("<textarea")[2].partition("</textarea>")[0]


def test_the_quoted_author_is_mentioned_once_it_is_sent(
    as_contributor: Client, comment: Comment, colleague: User
) -> None:
    body = quotation(comment) + "D’accord."
    as_contributor.post(f"{comment.get_absolute_url()}answer/", {"body": body})
    answer = Comment.objects.get(reply_to=comment)
    assert [one.person for one in answer.mentions.all()] == [colleague]
    assert "<blockquote>" in answer.body_html
