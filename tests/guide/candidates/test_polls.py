"""A vote: opened, cast, changed, closed by hand or by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from guide.candidates.models import NotInThisTheme, PollClosed
from guide.candidates.polls import close_what_is_due, result_of
from guide.decisions.verbs import promote_candidate
from guide.models import Candidate, Poll
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.factories import (
    create_administrator,
    create_candidate,
    create_editor,
    create_poll,
    create_theme,
    create_themes,
)

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)


@pytest.fixture
def poll(editor: User) -> Poll:
    return create_poll(by=editor)


def test_the_editors_are_told_once_and_nobody_else(contributor: User, editor: User) -> None:
    other, administrator = create_editor(username="sophie"), create_administrator()
    poll = create_poll(by=editor)
    told = Notification.objects.filter(kind=NotificationKind.POLL)
    assert {notice.person for notice in told} == {other, administrator}
    assert told[0].url == poll.get_absolute_url()


def test_a_vote_needs_two_open_candidates_a_place_of_the_question_and_a_day_to_come(editor: User) -> None:
    create_themes()
    rows = [create_candidate(by=editor), create_candidate(by=editor)]
    wanted = {"place": 7, "candidates": rows, "by": editor, "closes_at": timezone.now() + TOMORROW}
    for odd in ({"candidates": rows[:1]}, {"closes_at": timezone.now() - TOMORROW}):
        with pytest.raises(ValidationError):
            Poll.objects.begin(create_theme(), **wanted | odd)
    with pytest.raises(NotInThisTheme):
        Poll.objects.begin(create_theme(), **wanted | {"place": 1})
    Poll.objects.begin(create_theme(), **wanted)
    with pytest.raises(ValidationError):  # one vote a place at a time
        Poll.objects.begin(create_theme(), **wanted)
    assert Poll.objects.count() == 1


def test_an_editor_votes_once_and_may_change_it(poll: Poll, editor: User) -> None:
    one, other = poll.keys
    poll.cast([[one], [other]], by=editor, why="D’abord")
    poll.cast([[other, other, 99]], by=editor, why=" Non,  l’autre. ")
    ballot = poll.ballots.get()
    assert (ballot.ranks, ballot.why) == ([[other], [one]], "Non, l’autre.")


def test_nothing_is_counted_after_the_end(poll: Poll, editor: User) -> None:
    with pytest.raises(PollClosed):
        poll.cast([poll.keys], by=editor, at=poll.closes_at)
    assert poll.close(by=editor)
    assert not poll.close(by=editor)
    with pytest.raises(PollClosed):
        poll.cast([poll.keys], by=editor)


def test_the_clock_closes_what_is_due(editor: User) -> None:
    now = timezone.now()
    create_poll(by=editor)
    due = create_poll(by=editor, place=8, at=now - 3 * TOMORROW, closes_at=now - TOMORROW)
    assert close_what_is_due() == 1
    due.refresh_from_db()
    assert (due.is_open, due.closed_by, due.count.ballots) == (False, None, 0)  # type: ignore[union-attr]
    assert not result_of(due).first


def test_the_result_says_who_is_first_and_why(poll: Poll, editor: User) -> None:
    one, other = poll.keys
    voters = [editor, create_editor(username="sophie"), create_editor(username="paul")]
    for voter, ranks in zip(voters, ([[one], [other]], [[one], [other]], [[other], [one]]), strict=True):
        poll.cast(ranks, by=voter)
    poll.close(by=editor)
    result = result_of(poll)
    (step,) = result.steps
    assert [row.pk for row in result.first] == [one]
    assert (step.duel.wins, step.duel.losses, step.is_direct) == (2, 1, True)
    assert [(duel.wins if duel else None) for duel in result.table[0].duels] == [None, 2]


def test_equal_ones_are_told(poll: Poll, editor: User) -> None:
    poll.cast([poll.keys], by=editor)
    poll.close(by=editor)
    assert result_of(poll).is_tied


@pytest.mark.once
def test_the_result_stays_when_a_candidate_ends(poll: Poll, editor: User) -> None:
    one, other = poll.keys
    poll.cast([[one], [other]], by=editor)
    poll.close(by=editor)
    promote_candidate(Candidate.objects.get(pk=one), 7, by=editor)
    assert [row.pk for row in result_of(Poll.objects.get()).first] == [one]
