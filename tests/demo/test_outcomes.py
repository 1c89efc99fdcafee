"""What became of each page and contribution of the demo: one thing each, or nothing yet for twelve of them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from demo.blocks import ContentFault
from demo.comment_content import CommentKey, DecisionContent, decision_of
from demo.content import Campaign, read_campaign
from demo.desk import ADVERT, nuances, outcomes_of_comments, outcomes_of_pages
from demo.discussions import Desk, read_desk

pytestmark = pytest.mark.pure

PUBLISHED = timedelta(days=57, hours=10)
WRITTEN = timedelta(hours=2, minutes=35)


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return read_campaign()


@pytest.fixture(scope="module")
def desk() -> Desk:
    return read_desk()


@pytest.fixture(scope="module")
def pages(campaign: Campaign, desk: Desk) -> dict[str, tuple[DecisionContent, ...]]:
    return outcomes_of_pages(campaign, desk)


@pytest.fixture(scope="module")
def comment(campaign: Campaign, desk: Desk) -> dict[CommentKey, tuple[DecisionContent, ...]]:
    return outcomes_of_comments(campaign, desk)


def test_twelve_wait_at_the_desk_over_all_four_themes(
    campaign: Campaign,
    desk: Desk,
    pages: dict[str, tuple[DecisionContent, ...]],
    comment: dict[CommentKey, tuple[DecisionContent, ...]],
) -> None:
    waiting_pages = [file for file, fate in pages.items() if not fate]
    waiting = [key for key, fate in comment.items() if not fate]
    assert (len(waiting_pages), len(waiting)) == (3, 9)
    assert max(key.when for key, fate in comment.items() if fate) < min(key.when for key in waiting)
    pages_of = {nuance.key: nuance.page for nuance in [*nuances(campaign), *desk.contradictions]}
    pages_of |= {thread.key: page.file for page in campaign.pages for thread in page.threads}
    assert {file[0] for file in [*waiting_pages, *(pages_of[key] for key in waiting)]} == {"1", "2", "3", "4"}


def test_everything_else_has_one_fate_and_a_page_may_serve_several_tips(
    pages: dict[str, tuple[DecisionContent, ...]], comment: dict[CommentKey, tuple[DecisionContent, ...]]
) -> None:
    assert len(comment) == 284 + 17 + 1
    assert {len(fate) for fate in comment.values()} == {0, 1}
    assert all(len(fate) <= 1 or {one.outcome for one in fate} == {"promoted"} for fate in pages.values())
    assert Counter(fate[0].outcome for fate in comment.values() if fate) == {
        "not_kept": 197,
        "promoted": 47,
        "merged": 21,
        "later": 16,
        "duplicate": 12,
    }
    assert Counter(fate[0].outcome for fate in pages.values() if fate) == {"promoted": 34, "later": 3}


def test_an_editor_decides_what_somebody_else_wrote_and_all_of_them_decide(
    campaign: Campaign, comment: dict[CommentKey, tuple[DecisionContent, ...]]
) -> None:
    editors = {person.name for person in campaign.people if person.role in {"editor", "administrator"}}
    decisions = [(key, one) for comment in campaign.comments() for key, one in [(comment.key, comment.decisions)]]
    decisions += [(nuance.key, list(nuance.decisions)) for nuance in nuances(campaign)]
    by = Counter(decision.by for _key, some in decisions for decision in some)
    assert by.keys() == editors
    assert min(by.values()) > 20
    assert not [key for key, some in decisions for decision in some if decision.by == key.author]


def test_decisions_are_made_after_the_text_and_before_the_guide_came_out(
    pages: dict[str, tuple[DecisionContent, ...]],
    comment: dict[CommentKey, tuple[DecisionContent, ...]],
    campaign: Campaign,
) -> None:
    for key, fate in comment.items():
        assert all(key.when < decision.when < PUBLISHED for decision in fate), key
    for page in campaign.pages:
        assert all(page.revisions[-1].when < decision.when < PUBLISHED for decision in pages[page.file]), page.file


def test_what_is_used_is_a_source_of_that_tip_which_was_written_by_then(
    campaign: Campaign, comment: dict[CommentKey, tuple[DecisionContent, ...]]
) -> None:
    rests = {(source.comment, tip.number) for tip in campaign.tips for source in tip.comments}
    used = {(key, one.tip): one.when for key, fate in comment.items() for one in fate if one.outcome == "promoted"}
    assert used.keys() == rests
    tips = {tip.number: tip for tip in campaign.tips}
    assert all(campaign.promoted(tips[number]) + WRITTEN < when for (_key, number), when in used.items())


def test_what_is_merged_went_into_a_page_that_changed_in_between(
    campaign: Campaign, comment: dict[CommentKey, tuple[DecisionContent, ...]]
) -> None:
    changes = {page.file: [revision.when for revision in page.revisions] for page in campaign.pages}
    for comment in campaign.comments():
        for one in comment.decisions:
            if one.outcome == "merged":
                assert any(comment.when < when < one.when for when in changes[one.page]), comment.key


def test_what_is_a_duplicate_says_what_said_it_before(
    campaign: Campaign, comment: dict[CommentKey, tuple[DecisionContent, ...]]
) -> None:
    begun = {page.file: page.revisions[0].when for page in campaign.pages}
    for key, fate in comment.items():
        for one in fate:
            if one.outcome == "duplicate":
                assert (one.comment in comment and one.comment < key) if one.comment else begun[one.page] < one.when, (
                    key
                )


def test_what_is_not_kept_has_a_reason_of_the_list_and_half_of_it_a_line_of_the_editors_own(
    desk: Desk, comment: dict[CommentKey, tuple[DecisionContent, ...]]
) -> None:
    reasons = {reason.key: reason for reason in desk.reasons}
    not_kept = [one for fate in comment.values() for one in fate if one.outcome == "not_kept"]
    used = Counter(one.reason for one in not_kept)
    assert used.keys() == reasons.keys() - {"advertising"}
    assert sum(bool(one.words) for one in not_kept) >= len(not_kept) / 2
    assert all(one.words for one in not_kept if not reasons[one.reason].silent)
    lines = [one.words for fate in comment.values() for one in fate if one.words]
    assert len(set(lines)) == len(lines)
    assert max(map(len, lines)) <= 300


def test_what_the_modules_make_up_is_decided_too(desk: Desk) -> None:
    ((begins, decision),) = desk.made_up
    assert ADVERT.startswith(begins)
    assert decision.reason == "advertising"


def test_a_decision_says_what_goes_with_its_outcome() -> None:
    assert decision_of("Eve | J+2 08:00 | promoted | 7").tip == 7
    assert decision_of("Eve | J+2 08:00 | merged | 1-page").page == "1-page"
    assert decision_of("Eve | J+2 08:00 | duplicate | 1-page").page == "1-page"
    assert decision_of("Eve | J+2 08:00 | duplicate | Anne Lu J+1 09:00").comment == CommentKey(
        "Anne Lu", timedelta(days=1, hours=9)
    )
    assert decision_of("Eve | J+2 08:00 | later | | À revoir.").words == "À revoir."
    for wrong in ("Eve | J+2 08:00 | gone | 7", "Eve | J+2 08:00 | not_kept"):
        with pytest.raises(ContentFault):
            decision_of(wrong)
