"""The discussion of a page: its threads, the last active first, by state and kind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.models import Comment, Page, Passage
from contributions.views.comments.discussion_threads import THREADS_AT_ONCE
from tests import factories
from tests.contributions.comments.conftest import Say

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


def talk(client: Client, page: Page, query: str = "") -> str:
    return client.get(f"{page.screen_url('talk')}{query}", headers=FRENCH).content.decode()


def order(html: str, *words: str) -> list[str]:
    return sorted(words, key=html.index)


def ago(minutes: int) -> object:
    return timezone.now() - timedelta(minutes=minutes)


@pytest.mark.once
def test_threads_are_found_by_their_index(page: Page) -> None:
    openings = Comment.objects.filter(page=page, reply_to=None).newest_first().values("pk")[:21]
    plan = Comment.objects.in_threads(openings).newest_first().explain()
    assert connection.vendor != "sqlite" or "SEARCH contributions_comment USING INDEX threads_as_shown" in plan


def test_the_thread_in_which_somebody_spoke_last_stands_first(as_contributor: Client, say: Say, page: Page) -> None:
    first = say("Le fil de Brest.", page=page, at=ago(9))
    say("Le fil de Nantes.", page=page, at=ago(8))
    assert order(talk(as_contributor, page), "Brest", "Nantes") == ["Nantes", "Brest"]
    say("Une réponse.", page=page, reply_to=first, at=ago(7))
    assert order(talk(as_contributor, page), "Brest", "Nantes") == ["Brest", "Nantes"]


def test_threads_are_chosen_by_state_and_kind(as_contributor: Client, say: Say, page: Page, colleague: User) -> None:
    say("Un fil ouvert.", page=page)
    say("Pourquoi un fil réglé ?", page=page).resolve(by=colleague)
    assert "fil ouvert" not in talk(as_contributor, page, "?show=settled")
    assert "fil réglé" not in talk(as_contributor, page, "?show=open")
    assert "fil ouvert" not in talk(as_contributor, page, "?kind=question")
    everything = talk(as_contributor, page, "?show=nonsense&kind=nonsense")
    assert "fil ouvert" in everything
    assert "fil réglé" in everything
    assert "Aucun fil n’est ainsi" in talk(as_contributor, page, "?show=settled&kind=advice")


def test_a_thread_about_words_that_have_gone_says_so_with_the_words(
    as_contributor: Client, say: Say, page: Page
) -> None:
    passage = Passage.objects.at(page, exact="Dites : je vous rappelle.")
    say("Sauf le soir.", page=page, passage=passage)
    assert "Sauf le soir" not in talk(as_contributor, page, "?show=gone")
    factories.edit_page(page, "Tout autre chose, sans rapport aucun avec le reste.")
    for query in ("", "?show=gone"):  # the first reader after a change has it looked for
        html = talk(as_contributor, page, query)
        assert "Ce passage n’est plus dans la page" in html
        assert "je vous rappelle" in html
        assert f'href="{page.screen_url("revisions/1")}"' in html
    assert (
        "Ce passage n’est plus dans la page"
        in as_contributor.get(Comment.objects.get().get_absolute_url(), headers=FRENCH).content.decode()
    )


def test_a_passage_that_has_changed_says_so(as_contributor: Client, say: Say, page: Page) -> None:
    passage = Passage.objects.at(page, exact="Il se présente comme le service informatique.")
    say("Pas toujours.", page=page, passage=passage)
    factories.edit_page(page, page.body.replace("le service informatique", "le service informatique du siège"))
    html = talk(as_contributor, page)
    assert "Le passage a changé depuis" in html
    assert "Il se présente comme le service informatique." in html


@pytest.mark.usefixtures("awake")
def test_passages_are_looked_for_before_anybody_reads(say: Say, page: Page) -> None:
    passage = Passage.objects.at(page, exact="Dites : je vous rappelle.")
    factories.edit_page(page, "Tout autre chose, sans rapport aucun avec le reste.")
    passage.refresh_from_db()
    assert (passage.standing, passage.looked_in) == ("gone", 2)


def test_long_discussions_are_paged_by_key(as_contributor: Client, say: Say, page: Page) -> None:
    for number in range(THREADS_AT_ONCE + 2):
        say(f"Fil numéro {number:02}.", page=page, at=ago(99 - number))
    first = as_contributor.get(page.screen_url("talk"))
    query = first.context["discussion"].next_query
    assert len(first.context["discussion"].threads) == THREADS_AT_ONCE
    rest = as_contributor.get(f"{page.screen_url('talk')}?{query}").context["discussion"]
    assert [one.excerpt for one in rest.threads] == ["Fil numéro 01.", "Fil numéro 00."]
    assert not rest.next_query


@pytest.mark.once
def test_what_was_withdrawn_or_hidden_is_not_there(
    as_contributor: Client, say: Say, page: Page, colleague: User, editor: User
) -> None:
    say("Canari retiré.", page=page).withdraw(by=colleague)
    answered = say("Canari caché.", page=page)
    say("La réponse reste.", page=page, reply_to=answered)
    answered.resolve(by=colleague)
    answered.hide(reason="Un nom", by=editor)
    html = talk(as_contributor, page)
    assert "Canari" not in html
    assert "La réponse reste" in html


def test_a_hidden_page_has_no_discussion_for_readers(
    as_contributor: Client, as_editor: Client, say: Say, page: Page, editor: User
) -> None:
    say("Un mot.", page=page)
    page.hide(reason="À revoir", by=editor)
    assert as_contributor.get(page.screen_url("talk")).status_code == 404
    assert as_editor.get(page.screen_url("talk")).status_code == 200


def test_it_costs_the_same_however_much_is_said(as_contributor: Client, say: Say, page: Page) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            talk(as_contributor, page)
        return len(queries)

    def more() -> None:
        for number in range(4):
            opening = say(f"Un fil {number}.", page=page)
            for answer in range(9):
                say(f"Réponse {answer}.", page=page, reply_to=opening)

    more()
    talk(as_contributor, page)
    few = cost()
    more()
    assert cost() == few
