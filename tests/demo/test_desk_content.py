"""What else lies on the editors' desk in the demo: reasons, candidates, reviews, what moved under the tips."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from demo.blocks import ContentFault, changed
from demo.content import Campaign, read_campaign
from demo.discussions import Desk, read_desk, read_drift, read_review

pytestmark = pytest.mark.pure

PUBLISHED = timedelta(days=57, hours=10)
TODAY = timedelta(days=58)
"""The demo is loaded on J+58, at any hour: nothing has happened after it began."""


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign()


@pytest.fixture(scope="module")
def desk() -> Desk:
    return read_desk()


@pytest.fixture(scope="module")
def last_texts(campaign: Campaign) -> dict[str, str]:
    return {page.file: page.texts()[-1] for page in campaign.pages}


@pytest.fixture(scope="module")
def editors(campaign: Campaign) -> set[str]:
    return {person.name for person in campaign.people if person.role in {"editor", "administrator"}}


def test_reasons_encourage_and_are_told_apart(desk: Desk) -> None:
    assert 6 <= len(desk.reasons) <= 9
    assert len({reason.key for reason in desk.reasons}) == len({reason.label for reason in desk.reasons}) == 9
    assert {reason.key for reason in desk.reasons if reason.silent} == {"conversation", "answered"}
    assert all(len(reason.label) <= 40 and len(reason.text) <= 300 for reason in desk.reasons)
    assert all("!" not in reason.text for reason in desk.reasons)


def test_three_candidates_compete_for_one_place_each_nominated_by_colleagues(
    campaign: Campaign, desk: Desk, editors: set[str], last_texts: dict[str, str]
) -> None:
    assert [candidate.place for candidate in desk.candidates] == [10, 10, 10]
    for candidate in desk.candidates:
        assert candidate.page.startswith("2-")
        assert candidate.passage in last_texts[candidate.page]
        by = {one.by for one in campaign.nominations if (one.page, one.passage) == (candidate.page, candidate.passage)}
        assert len(by - editors) >= 2
        assert candidate.shortlisted_by in editors


def test_editors_rank_all_candidates_and_one_has_not_yet(desk: Desk, editors: set[str]) -> None:
    (vote,) = desk.votes
    assert vote.closes - vote.opens == timedelta(days=2)
    assert {ballot.by for ballot in vote.ballots} == editors
    cast = [ballot for ballot in vote.ballots if ballot.when]
    assert len(cast) == len(vote.ballots) - 1 == 3
    candidates = sorted(candidate.page for candidate in desk.candidates)
    for ballot in cast:
        assert ballot.when and vote.opens < ballot.when < TODAY
        assert sorted(ballot.ranking) == candidates


def test_somebody_other_than_its_author_approved_each_tip_for_the_first_edition(
    campaign: Campaign, desk: Desk, editors: set[str]
) -> None:
    assert [approval.tip for approval in desk.approvals] == list(range(1, 21))
    for approval, tip in zip(desk.approvals, campaign.tips, strict=True):
        assert {approval.author, approval.approved_by} <= editors
        assert approval.author != approval.approved_by
        assert campaign.promoted(tip) < approval.sent < approval.approved < PUBLISHED
        assert (approval.state == "approved") == (approval.since is None)
    assert {one.tip: one.state for one in desk.approvals if one.since} == {15: "review", 20: "draft"}


def test_one_tip_is_in_review_with_suggestions_remarks_and_a_deadline_in_two_days(
    campaign: Campaign, desk: Desk, editors: set[str]
) -> None:
    review = desk.in_review
    (approval,) = [one for one in desk.approvals if one.state == "review"]
    assert (review.tip, review.by, review.sent) == (approval.tip, approval.author, approval.since)
    assert timedelta(days=2) <= review.deadline - TODAY < timedelta(days=3)
    text = campaign.tips[review.tip - 1].text
    links = {link.name for link in review.links}
    assert (links, len(review.suggestions), len(review.remarks)) == ({"Service juridique"}, 3, 2)
    assert all(link.when < TODAY < link.expires for link in review.links)
    for comment in (*review.suggestions, *review.remarks):
        assert comment.by in (editors | links) - {review.by}
        assert review.sent < comment.when < TODAY
    assert all(text.count(one.passage) == 1 and one.text for one in review.remarks)
    assert all(one.why and changed(text, [(one.old, one.new)]) != text for one in review.suggestions)
    (answered,) = [one.answer for one in review.suggestions if one.answer]
    assert not answered.taken_over
    assert answered.by == review.by
    assert answered.words


def test_two_tips_have_drifted_and_one_page_was_only_reworded(
    campaign: Campaign, desk: Desk, last_texts: dict[str, str]
) -> None:
    assert sorted((one.drifted, one.tip) for one in desk.late_revisions) == [
        ("changed", 1),
        ("changed", 18),
        ("wording", 7),
    ]
    authors = {page.file: {revision.author for revision in page.revisions} for page in campaign.pages}
    for late in desk.late_revisions:
        assert PUBLISHED < late.when < TODAY
        assert late.author in authors[late.page]
        text = changed(last_texts[late.page], late.changes)
        gone = {
            tip.number
            for tip in campaign.tips
            for source in tip.sources
            if source.page == late.page and source.passage not in text
        }
        assert gone == {late.tip}


def test_one_nuance_that_waits_contradicts_a_passage_that_a_tip_rests_on(campaign: Campaign, desk: Desk) -> None:
    (contradiction,) = desk.contradictions
    sources = {(source.page, source.passage) for source in campaign.tips[contradiction.tip - 1].sources}
    assert (contradiction.page, contradiction.passage) in sources
    assert contradiction.by in {person.name for person in campaign.people}
    assert contradiction.text
    assert contradiction.when < PUBLISHED


def test_what_a_review_or_drift_does_not_know_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "file.md"
    path.write_text("tip: 1\nby: Eve\nsent: J+1 08:00\ndeadline: J+2 08:00\n\n@@sugest Luc | J+1 09:00\n")
    with pytest.raises(ContentFault, match="sugest"):
        read_review(path)
    path.write_text("tip: 1\nby: Eve\nsent: J+1 08:00\ndeadline: J+2 08:00\n\n@@suggest Luc | J+1 09:00\nAutrement.\n")
    with pytest.raises(ContentFault, match="which words"):
        read_review(path)
    path.write_text("@@moved 1-page | Eve\n")
    with pytest.raises(ContentFault, match="moved"):
        read_drift(path)
