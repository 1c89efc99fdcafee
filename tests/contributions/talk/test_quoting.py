"""Quoting: somebody's words in the box below, and who said them above; never what is not there to be read."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Attribution, User
from contributions.models import Contribution
from contributions.talk.quoting import LONGEST_QUOTED, quotation
from tests import factories
from tests.contributions.talk.conftest import Say

pytestmark = pytest.mark.django_db
LIVE = {"HX-Request": "true", "accept-language": "fr"}


@pytest.fixture
def said(say: Say) -> Contribution:
    return say("Je raccroche, toujours.\n\nPuis je rappelle.")


def box(client: Client, said: Contribution, **query: object) -> str:
    address = f"{said.get_absolute_url()}answer/"
    return client.get(address, {"quote": said.pk} | query, headers=LIVE).content.decode()


def test_the_words_are_a_quotation_below_who_said_them(as_contributor: Client, said: Contribution) -> None:
    html = box(as_contributor, said)
    assert "@yves a dit" in html
    assert "&gt; Je raccroche, toujours.\n&gt; Puis je rappelle." in html


def test_the_chosen_words_alone_are_quoted(as_contributor: Client, said: Contribution) -> None:
    html = box(as_contributor, said, words="Puis je rappelle.")
    assert "&gt; Puis je rappelle." in html
    assert "raccroche" not in html


def test_words_that_are_not_in_it_are_nobodys(as_contributor: Client, said: Contribution) -> None:
    html = box(as_contributor, said, words="Tout le contraire.").partition("<textarea")[2]
    assert "contraire" not in html
    assert "raccroche" in html


def test_without_scripts_the_box_stands_on_its_screen(as_contributor: Client, said: Contribution) -> None:
    response = as_contributor.get(f"{said.get_absolute_url()}answer/?quote={said.pk}", follow=True)
    assert "&gt; Je raccroche, toujours." in response.content.decode()


def test_an_answer_is_quoted_in_its_thread_and_nowhere_else(
    as_contributor: Client, say: Say, said: Contribution
) -> None:
    answer, elsewhere = say("Sauf le soir.", reply_to=said), say("Un autre fil.")
    assert "&gt; Sauf le soir." in box(as_contributor, said, quote=answer.pk)
    assert "autre fil" not in box(as_contributor, said, quote=elsewhere.pk)


def test_what_is_withdrawn_or_hidden_is_never_quoted(
    as_editor: Client, say: Say, said: Contribution, colleague: User, editor: User, sign_in
) -> None:
    withdrawn, hidden = say("Canari retiré.", reply_to=said), say("Canari caché.", reply_to=said)
    withdrawn.withdraw(by=colleague)
    hidden.hide(reason="Un nom", by=editor)
    for client in (as_editor, sign_in(colleague)):
        for one in (withdrawn, hidden):
            assert "Canari" not in box(client, said, quote=one.pk)


def test_whoever_goes_by_no_name_is_quoted_without_one(say: Say, said: Contribution, colleague: User) -> None:
    colleague.choose_attribution(Attribution.ANONYMOUS)
    quoted = quotation(Contribution.objects.get(pk=said.pk))
    assert "@" not in quoted
    assert "yves" not in quoted


def test_whoever_is_mentioned_in_the_words_is_mentioned_in_the_quotation(say: Say) -> None:
    factories.create_user(username="marie.dupont", first_name="Marie", last_name="Dupont")
    assert "> Merci @marie.dupont, vraiment." in quotation(say("Merci @marie.dupont, vraiment."))


def test_long_words_are_quoted_in_part(say: Say) -> None:
    assert len(quotation(say("mot " * 900))) < LONGEST_QUOTED + 100


def test_what_was_begun_stays_before_the_quotation(
    as_contributor: Client, said: Contribution, contributor: User
) -> None:
    factories.keep_draft(contributor, key=f"contribution:{said.pk}:answer", body="Voilà :")
    assert "Voilà :\n\n@yves a dit" in box(as_contributor, said)


@pytest.mark.parametrize("quote", ["", "x", "0", "9" * 40, "-1", "\0"])
def test_what_is_no_contribution_is_not_quoted(as_contributor: Client, said: Contribution, quote: str) -> None:
    assert "&gt;" not in box(as_contributor, said, quote=quote).partition("<textarea")[2].partition("</textarea>")[0]


def test_the_quoted_author_is_mentioned_once_it_is_sent(
    as_contributor: Client, said: Contribution, colleague: User
) -> None:
    body = quotation(said) + "D’accord."
    as_contributor.post(f"{said.get_absolute_url()}answer/", {"body": body})
    answer = Contribution.objects.get(reply_to=said)
    assert [one.person for one in answer.mentions.all()] == [colleague]
    assert "<blockquote>" in answer.body_html
