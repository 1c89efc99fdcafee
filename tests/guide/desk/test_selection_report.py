"""How the choice was made, as everybody signed in reads it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.models import Page
from guide.decisions.verbs import promote_candidate
from guide.desk.selection_report import numbers
from guide.models import Candidate, Nomination
from tests.factories import (
    create_candidate,
    create_comment,
    create_page,
    create_poll,
    create_theme,
    create_themes,
    create_tip,
    create_user,
)

pytestmark = pytest.mark.django_db

CHOICE = "/guide/choice/delinquants/"


@pytest.fixture
def page(contributor: User) -> Page:
    create_themes()
    return create_page(author=contributor)


def test_the_numbers_of_each_theme(as_contributor: Client, contributor: User, editor: User, page: Page) -> None:
    other = create_page(title="Une autre")
    for nominated in (page, page, other):
        Nomination.objects.nominate(nominated, by=contributor, reason="Oui.")
    create_poll(page, other, by=editor).close(by=editor)
    promote_candidate(Candidate.objects.get(page=page), 7, by=editor)
    row = numbers()[1]
    assert (row.nominated, row.shortlisted, row.voted, row.promoted, row.not_kept) == (2, 2, 2, 1, 0)
    assert as_contributor.get("/guide/choice/").text.count('href="/guide/choice/') == 4


@pytest.mark.once
def test_a_place_says_who_was_a_candidate_what_spoke_for_it_and_who_decided(
    as_contributor: Client, contributor: User, editor: User, page: Page
) -> None:
    Nomination.objects.nominate(page, by=create_user(username="lise"), reason="Elle m’a évité le pire.")
    promote_candidate(create_candidate(page, by=editor, note="Une étape claire."), 7, by=editor)
    text = as_contributor.get(CHOICE).text
    for shown in ("Elle m’a évité le pire.", "Lise L.", "Une étape claire.", "Laurent C."):
        assert shown in text
    (contender,) = as_contributor.get(CHOICE).context["choice"].places[1].contenders
    assert contender.candidate.page == page


@pytest.mark.once
def test_what_was_dropped_says_why(as_contributor: Client, editor: User, page: Page) -> None:
    create_candidate(page, by=editor, place=7).drop(by=editor, why="Le conseil 3 le dit déjà.")
    choice = as_contributor.get(CHOICE).context["choice"]
    assert [one.candidate.page for one in choice.dropped] == [page]
    assert "Le conseil 3 le dit déjà." in as_contributor.get(CHOICE).text


def test_a_tip_without_a_shortlist_says_who_put_it_there(as_contributor: Client, editor: User) -> None:
    create_tip(number=7, by=editor)
    assert as_contributor.get(CHOICE).context["choice"].places[1].promotion.history_user == editor


@pytest.mark.once
def test_an_open_vote_says_who_voted_and_a_closed_one_how(as_contributor: Client, editor: User) -> None:
    poll = create_poll(by=editor)
    poll.cast([[poll.keys[1]], [poll.keys[0]]], by=editor, why="La seconde est plus claire.")
    text = as_contributor.get(CHOICE).text
    assert "Laurent C." in text
    assert "La seconde est plus claire." not in text
    poll.close(by=editor)
    assert "La seconde est plus claire." in as_contributor.get(CHOICE).text


@pytest.mark.once
def test_what_readers_no_longer_see_is_not_shown_here_either(
    as_contributor: Client, contributor: User, editor: User, page: Page
) -> None:
    comment = create_comment(body="Un secret.", author=contributor)
    create_poll(page, comment, by=editor).close(by=editor)
    comment.withdraw(by=contributor)
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    text = as_contributor.get(CHOICE).text
    assert "Un secret." not in text
    assert page.title not in text


@pytest.mark.once
def test_it_costs_the_same_for_few_and_for_many(as_contributor: Client, contributor: User, editor: User) -> None:
    create_themes()

    def more(place: int) -> None:
        page = create_page(title=f"Page {place}")
        Nomination.objects.nominate(page, by=contributor, reason="Oui.")
        poll = create_poll(page, create_page(title=f"Autre {place}"), by=editor, place=place)
        poll.cast([poll.keys], by=editor)
        poll.close(by=editor)
        promote_candidate(Candidate.objects.get(page=page), place, by=editor)
        create_poll(create_comment(author=contributor), create_page(title=f"Encore {place}"), by=editor, place=place)
        create_candidate(create_page(title=f"Tombée {place}"), by=editor).drop(by=editor, why="Déjà dit.")

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_contributor.get(path).status_code == 200
        return len(queries)

    more(6)
    as_contributor.get(CHOICE)
    before = cost(CHOICE), cost("/guide/choice/")
    for place in (7, 8, 9):
        more(place)
    assert (cost(CHOICE), cost("/guide/choice/")) == before
    assert before[0] <= 30
    assert create_theme().number == 2


@pytest.mark.once
def test_what_gave_up_its_place_is_still_told(as_contributor: Client, editor: User, page: Page) -> None:
    promote_candidate(create_candidate(page, by=editor, note="Une étape claire."), 7, by=editor).release(by=editor)
    choice = as_contributor.get(CHOICE)
    assert [one.candidate.page for one in choice.context["choice"].dropped] == [page]
    assert "Une étape claire." in choice.text


@pytest.mark.once
def test_what_was_said_for_a_page_that_is_hidden_now_is_read_by_editors_alone(
    as_contributor: Client, as_editor: Client, contributor: User, editor: User, page: Page
) -> None:
    Nomination.objects.nominate(page, by=contributor, reason="Elle nomme le voisin.")
    create_candidate(page, by=editor)
    page.hide(reason="x", by=editor)
    assert "Elle nomme le voisin." not in as_contributor.get(CHOICE).text
    assert "Elle nomme le voisin." in as_editor.get(CHOICE).text


@pytest.mark.once
def test_before_there_is_a_question_it_shows_no_empty_table(as_editor: Client) -> None:
    page = as_editor.get("/guide/choice/")
    assert page.status_code == 200
    assert "<table" not in page.text
