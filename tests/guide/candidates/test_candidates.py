"""The shortlist: what enters it, what speaks for each, and how it ends."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contributions.models import Endorsement, Page, PageView, Passage
from guide.candidates.evidence import evidence_of, shown
from guide.candidates.models import BeingVotedOn, ClosedMeanwhile, NotInThisTheme
from guide.decisions import verbs
from guide.decisions.reasons import DecidedMeanwhile
from guide.decisions.verbs import promote_candidate
from guide.models import Candidate, Nomination, Submission, Tip
from guide.tips.models import PlaceTaken
from tests.factories import (
    create_candidate,
    create_comment,
    create_page,
    create_poll,
    create_question,
    create_themes,
    create_tip,
    create_user,
    edit_page,
)

pytestmark = pytest.mark.django_db

BODY = "Raccrochez d’abord.\n\n## Ensuite\n\nPuis rappelez **par l’annuaire**. Toujours."


@pytest.fixture
def page(contributor: User) -> Page:
    create_themes()
    return create_page(body=BODY, author=contributor)


@pytest.fixture
def passage(page: Page) -> Passage:
    return Passage.objects.at(page, exact="Puis rappelez par l’annuaire.")


def test_a_text_is_on_the_shortlist_once(page: Page, passage: Passage, contributor: User, editor: User) -> None:
    comment = create_comment(author=contributor)
    for what in (page, passage, comment, page, passage, comment):
        Candidate.objects.shortlist(what, by=editor, note="  Une  étape claire. ", place=7)
    assert Candidate.objects.open().count() == 3
    assert set(Candidate.objects.values_list("theme__number", "note", "place")) == {(2, "Une étape claire.", 7)}


@pytest.mark.once
def test_the_button_that_shortlists_says_in_which_language_the_title_is(
    page: Page, contributor: User, as_editor: Client
) -> None:
    Nomination.objects.nominate(page, by=contributor, reason="Elle sauve une heure.")
    board = as_editor.get(reverse("guide:theme_board", args=["delinquants"]), headers={"Accept-Language": "en"}).text
    assert f'<span class="vh" lang="fr"> {page.title}</span>' in " ".join(board.replace("  ", " ").split())


@pytest.mark.once
def test_what_readers_no_longer_see_is_not_shortlisted(page: Page, contributor: User, editor: User) -> None:
    comment = create_comment(author=contributor)
    comment.withdraw(by=contributor)
    page.hide(reason="Une cliente est reconnaissable.", by=editor)
    for what in (page, comment):
        with pytest.raises(ValidationError):
            Candidate.objects.shortlist(what, by=editor)


def test_a_place_of_another_question_is_refused(page: Page, editor: User) -> None:
    with pytest.raises(NotInThisTheme):
        Candidate.objects.shortlist(page, by=editor, place=3)


def test_it_takes_a_place_with_its_passage_as_first_source_and_its_matter_is_decided(
    page: Page, passage: Passage, editor: User
) -> None:
    tip = promote_candidate(create_candidate(passage, by=editor), 8, by=editor)
    assert (tip.number, tip.title, tip.body) == (8, page.title, "Puis rappelez **par l’annuaire**.")
    assert tip.sources.get().passage == "Puis rappelez **par l’annuaire**."
    assert Submission.objects.of(page).outcome == "promoted"
    ended = Candidate.objects.get()
    assert (ended.tip, ended.ended_by, ended.dropped_why) == (tip, editor, "")


@pytest.mark.once
def test_a_passage_that_has_changed_begins_with_the_words_that_were_chosen(
    page: Page, passage: Passage, editor: User
) -> None:
    row = create_candidate(passage, by=editor)
    edit_page(page, "Tout autre chose.", author=editor)
    source = promote_candidate(Candidate.objects.get(pk=row.pk), 8, by=editor).sources.get()
    assert (source.version, source.passage) == (1, "Puis rappelez **par l’annuaire**.")


@pytest.mark.once
def test_a_comment_takes_a_place_too(contributor: User, editor: User) -> None:
    create_themes()
    comment = create_comment(body="Je raccroche, et je rappelle.", author=contributor)
    tip = promote_candidate(create_candidate(comment, by=editor), 9, by=editor)
    assert tip.title == "Je raccroche, et je rappelle."
    assert tip.sources.get().comment == comment


def test_a_taken_place_leaves_the_candidate_where_it_was(page: Page, editor: User) -> None:
    row = create_candidate(page, by=editor)
    create_tip(number=8, by=editor)
    with pytest.raises(PlaceTaken):
        promote_candidate(row, 8, by=editor)
    row.refresh_from_db()
    assert row.is_open
    assert row.evidence is None
    assert Submission.objects.of(page).outcome == ""


def test_of_two_who_decide_at_once_the_second_is_told(page: Page, editor: User) -> None:
    row = create_candidate(page, by=editor)
    late = Candidate.objects.get(pk=row.pk)
    row.drop(by=editor, why="Déjà dit.")
    with pytest.raises(ClosedMeanwhile):
        promote_candidate(late, 8, by=editor)
    with pytest.raises(ClosedMeanwhile):
        late.drop(by=editor, why="Trop long.")
    assert not Tip.objects.exists()


def test_whoever_saw_an_older_decision_about_the_text_is_told(page: Page, editor: User) -> None:
    row = create_candidate(page, by=editor)
    verbs.keep_for_later(Submission.objects.of(page), by=editor, seen=0)
    with pytest.raises(DecidedMeanwhile):
        promote_candidate(row, 8, by=editor, seen=0)
    assert promote_candidate(row, 8, by=editor, seen=1).number == 8


def test_wherever_a_page_takes_a_place_its_candidates_end_but_not_its_other_passages(
    page: Page, passage: Passage, editor: User
) -> None:
    rows = [create_candidate(what, by=editor) for what in (page, Passage.objects.at(page, exact="Raccrochez"), passage)]
    decision = verbs.promote(Submission.objects.of(page), onto=8, by=editor, seen=0)
    assert [Candidate.objects.get(pk=row.pk).tip for row in rows] == [decision.tip, decision.tip, None]
    assert Candidate.objects.open().get() == rows[2]


@pytest.mark.once
def test_dropping_asks_why_and_waits_for_a_vote_to_end(page: Page, contributor: User, editor: User) -> None:
    with pytest.raises(ValidationError):
        create_candidate(page, by=editor).drop(by=editor, why="  ")
    poll = create_poll(page, create_comment(author=contributor), by=editor)
    row = Candidate.objects.get(page=page)
    with pytest.raises(BeingVotedOn):
        row.drop(by=editor, why="Déjà dit.")
    poll.close(by=editor)
    row.drop(by=editor, why="Déjà dit.")
    assert (row.dropped_why, row.tip) == ("Déjà dit.", None)
    assert create_candidate(page, by=editor) != row


@pytest.mark.once
def test_evidence_is_counted_live_and_frozen_with_keys_in_place_of_names(
    page: Page, passage: Passage, contributor: User, editor: User
) -> None:
    reader = create_user(username="lise")
    PageView.objects.read(page, by=reader)
    Endorsement.objects.endorse(page, by=editor)
    Endorsement.objects.endorse(passage, by=reader)
    create_comment(body="Pas toujours.", author=reader, page=page, passage=passage, kind="nuance")
    Nomination.objects.nominate(page, by=reader, reason="Elle m’a évité le pire.")
    question = create_question(theme=page.theme, by=reader)
    question.answer_with(page, by=editor)
    row = Candidate.objects.with_texts().get(pk=create_candidate(passage, by=editor).pk)
    live = evidence_of([row])[row.pk]
    assert {name: live[name] for name in ("version", "useful", "agree", "readers", "nuances")} == {
        "version": 1,
        "useful": 1,
        "agree": 1,
        "readers": 2,
        "nuances": 1,
    }
    assert live["questions"] == [question.pk]
    assert [(one["by"], one["reason"]) for one in live["nominations"]] == [(reader.pk, "Elle m’a évité le pire.")]
    row.drop(by=editor, why="Déjà dit.")
    Endorsement.objects.endorse(page, by=reader)
    assert row.evidence == live
    assert "Lise" not in str(row.evidence)


def test_frozen_evidence_outlives_whoever_is_erased_and_names_her_no_more(
    page: Page, editor: User, administrator: User
) -> None:
    reader = create_user(username="lise")
    Nomination.objects.nominate(page, by=reader, reason="Oui.")
    row = create_candidate(page, by=editor)
    row.drop(by=editor, why="Déjà dit.")
    assert row.evidence
    reader.erase(by=administrator, reason="Elle l’a demandé.")
    (supporter,) = shown({1: row.evidence})[1].supporters
    assert (supporter.person, supporter.reason) == (reader, "Oui.")
    assert supporter.person.is_anonymous_author
    row.evidence["nominations"][0]["by"] = 0
    assert shown({1: row.evidence})[1].supporters[0].person is None


def test_evidence_costs_the_same_for_one_and_for_many(contributor: User, editor: User) -> None:
    create_themes()

    def more(number: int) -> None:
        page = create_page(title=f"Autre {number}", body=BODY)
        Nomination.objects.nominate(page, by=contributor, reason="Oui.")
        create_question(text=f"Question {number} ?", theme=page.theme, by=contributor).answer_with(page, by=editor)
        for what in (page, Passage.objects.at(page, exact="Raccrochez"), create_comment(author=contributor)):
            create_candidate(what, by=editor)

    def cost() -> int:
        rows = list(Candidate.objects.open().with_texts())
        with CaptureQueriesContext(connection) as queries:
            shown(evidence_of(rows))
        return len(queries)

    more(0)
    before = cost()
    for number in range(1, 5):
        more(number)
    assert cost() == before
