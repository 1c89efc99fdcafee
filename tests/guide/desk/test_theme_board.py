"""The board of a theme: candidates beside places, and the buttons that decide."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contributions.models import Endorsement, Page, Passage
from guide.models import Candidate, Nomination, Tip
from tests.factories import (
    create_candidate,
    create_comment,
    create_page,
    create_poll,
    create_themes,
    create_tip,
    create_user,
)

pytestmark = pytest.mark.django_db

BOARD = "/curation/themes/delinquants/"


@pytest.fixture
def page(contributor: User) -> Page:
    create_themes()
    return create_page(author=contributor)


@pytest.mark.once
def test_a_nomination_is_shortlisted_with_one_press_and_waits_no_longer(
    as_editor: Client, contributor: User, page: Page
) -> None:
    Nomination.objects.nominate(page, by=contributor, reason="Elle m’a évité le pire.")
    text = as_editor.get(BOARD).text
    assert "Elle m’a évité le pire." in text
    what = re.search(r'name="what" value="(page-\d+)"', text)
    assert what
    answer = as_editor.post("/curation/candidates/", {"what": what[1], "note": "Claire.", "place": "7"})
    row = Candidate.objects.get()
    assert answer["Location"] == f"{BOARD}#candidate-{row.pk}"
    assert (row.page, row.note, row.place) == (page, "Claire.", 7)
    board = as_editor.get(BOARD).context["board"]
    assert (len(board.entries), board.waiting) == (1, [])


def test_signs_that_nobody_types_are_left_out_of_why_a_text_is_shortlisted(as_editor: Client, page: Page) -> None:
    """PostgreSQL stores no NUL."""
    assert as_editor.post("/curation/candidates/", {"what": f"page-{page.pk}", "note": "Cla\0ire."}).status_code == 302
    assert Candidate.objects.get().note == "Claire."


@pytest.mark.once
def test_what_was_dropped_waits_again_once_somebody_nominates_it_anew(
    as_editor: Client, contributor: User, editor: User, page: Page
) -> None:
    Nomination.objects.nominate(page, by=contributor, reason="Oui.")
    create_candidate(page, by=editor).drop(by=editor, why="Déjà dit.")
    assert as_editor.get(BOARD).context["board"].waiting == []
    Nomination.objects.nominate(page, by=create_user(username="lise"), reason="Si.")
    assert len(as_editor.get(BOARD).context["board"].waiting) == 1


@pytest.mark.once
def test_what_colleagues_find_useful_is_offered_until_it_is_shortlisted(
    as_editor: Client, contributor: User, editor: User, page: Page
) -> None:
    comment = create_comment(author=contributor)
    for what in (page, comment):
        Endorsement.objects.endorse(what, by=editor)
    text = as_editor.get(BOARD).text
    assert f'value="page-{page.pk}"' in text
    assert f'value="comment-{comment.pk}"' in text
    create_candidate(page, by=editor)
    assert f'value="page-{page.pk}"' not in as_editor.get(BOARD).text


@pytest.mark.once
def test_a_candidate_takes_the_place_that_is_chosen(as_editor: Client, editor: User, page: Page) -> None:
    row = create_candidate(page, by=editor, place=8)
    assert '<option value="8" selected>' in as_editor.get(BOARD).text
    answer = as_editor.post(f"/curation/candidates/{row.pk}/promote/", {"number": "9", "seen": "0"})
    assert answer["Location"] == f"{BOARD}#place-9"
    assert Tip.objects.get().number == 9


def test_a_place_that_was_taken_meanwhile_is_told_and_nothing_is_lost(
    as_editor: Client, editor: User, page: Page
) -> None:
    row = create_candidate(page, by=editor)
    create_tip(number=9, by=editor, title="Arrivé avant")
    answer = as_editor.post(
        f"/curation/candidates/{row.pk}/promote/", {"number": "9", "seen": "0"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert re.search(r'<hx-partial hx-target="#board-told".*refused.*Arrivé avant', answer.text, re.DOTALL)
    assert f'id="candidate-{row.pk}"' in answer.text
    assert '<hx-partial hx-target="#board-count" hx-swap="innerHTML">1 candidat, ' in answer.text
    row.refresh_from_db()
    assert row.is_open


def test_tips_move_and_change_places(as_editor: Client, editor: User) -> None:
    one, other = create_tip(number=6, by=editor), create_tip(number=7, by=editor)
    as_editor.post(f"{BOARD}move/", {"tip": one.pk, "number": "7"})
    assert list(Tip.objects.placed().values_list("pk", "number")) == [(other.pk, 6), (one.pk, 7)]
    assert as_editor.post(f"{BOARD}move/", {"tip": one.pk, "number": "99"}).status_code == 302
    assert Tip.objects.get(pk=one.pk).number == 7


@pytest.mark.once
def test_dropping_keeps_the_reason_that_was_typed(as_editor: Client, editor: User, page: Page) -> None:
    row = create_candidate(page, by=editor)
    address = f"/curation/candidates/{row.pk}/drop/"
    assert as_editor.post(address, {"why": " "}).status_code == 422
    create_poll(page, create_page(title="Autre"), by=editor)
    answer = as_editor.post(address, {"why": "Déjà dit au conseil 3."})
    assert answer.status_code == 422
    assert "Déjà dit au conseil 3." in answer.text
    row.polls.get().close(by=editor)
    assert as_editor.post(address, {"why": "Déjà dit au conseil 3."})["Location"] == BOARD
    assert "data-candidate" in as_editor.get(BOARD).text
    assert Candidate.objects.open().count() == 1


def test_a_text_that_is_gone_is_said_to_be(as_editor: Client, contributor: User, editor: User) -> None:
    create_themes()
    comment = create_comment(body="Un secret.", author=contributor)
    row = create_candidate(comment, by=editor)
    comment.withdraw(by=contributor)
    assert "Un secret." not in as_editor.get(BOARD).text
    as_editor.post(f"/curation/candidates/{row.pk}/promote/", {"number": "9"})
    assert not Tip.objects.exists()


@pytest.mark.once
def test_it_costs_the_same_for_few_and_for_many(as_editor: Client, contributor: User, editor: User) -> None:
    create_themes()

    def more(place: int) -> None:
        waits = create_page(title=f"Attend {place}")
        Nomination.objects.nominate(waits, by=contributor, reason="Oui.")
        passage = Passage.objects.at(create_page(title=f"Passage {place}"), exact="Il se présente")
        create_poll(
            create_page(title=f"Page {place}"), passage, create_comment(author=contributor), by=editor, place=place
        )
        useful = create_page(title=f"Utile {place}"), create_comment(author=contributor)
        for what in useful:
            Endorsement.objects.endorse(what, by=editor)
        create_tip(number=place + 5, by=editor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_editor.get(BOARD).status_code == 200
        return len(queries)

    more(6)
    cost()
    before = cost()
    for place in (7, 8, 9):
        more(place)
    assert cost() == before
