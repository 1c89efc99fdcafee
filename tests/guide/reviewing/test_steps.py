"""The states of a tip, and who may lead it from one to the next."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import Role, User
from guide.models import ReviewStep, Tip
from guide.reviewing import steps
from guide.reviewing.querysets import ReviewMoved, TextChanged
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.factories import create_editor, create_tip, create_user

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, APPROVED = Tip.State.DRAFT, Tip.State.IN_REVIEW, Tip.State.APPROVED


def told(kind: NotificationKind) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("person__username", flat=True))


def state_of(tip: Tip) -> str:
    return str(Tip.objects.get(pk=tip.pk).state)


def revise(tip: Tip, by: User, body: str = "Un autre texte.") -> None:
    tip.refresh_from_db()
    tip.revise(title=tip.title, body=body, author=by, base_version=tip.version)


def test_a_tip_goes_from_draft_to_review_to_approved_and_each_step_stays(tip: Tip, editor: User, other: User) -> None:
    due = timezone.localdate() + timedelta(days=5)
    steps.ask_for_review(tip, by=editor, due=due, note="La chute ?")
    assert (state_of(tip), tip.review_due) == (IN_REVIEW, due)
    steps.approve(tip, by=other, seen_version=1)
    assert state_of(tip) == APPROVED
    assert Tip.objects.get(pk=tip.pk).review_due is None
    rows = list(ReviewStep.objects.order_by("pk").values_list("state", "version", "note", "by__username"))
    assert rows == [(IN_REVIEW, 1, "La chute ?", "laurent"), (APPROVED, 1, "", "nadia")]


def test_the_other_editors_are_told_that_it_waits_and_its_author_that_it_is_approved(
    tip: Tip, editor: User, other: User, third: User, contributor: User, administrator: User
) -> None:
    steps.ask_for_review(tip, by=third)
    assert told(NotificationKind.TO_REVIEW) == {"laurent", "nadia", "karim"}
    steps.approve(tip, by=other, seen_version=1)
    assert told(NotificationKind.APPROVED) == {"laurent", "paul"}


def test_what_is_sent_back_is_a_draft_and_its_author_reads_why(in_review: Tip, other: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        steps.send_back(in_review, by=other, note="  ")
    assert list(refusal.value.message_dict) == ["note"]
    steps.send_back(in_review, by=other, note="La deuxième phrase est fausse.")
    assert state_of(in_review) == DRAFT
    notice = Notification.objects.get(kind=NotificationKind.REMARKED)
    assert (notice.person.username, notice.excerpt) == ("laurent", "La deuxième phrase est fausse.")


def test_neither_the_author_of_the_newest_text_nor_whoever_asked_approves(tip: Tip, editor: User, other: User) -> None:
    steps.ask_for_review(tip, by=other)
    for person, why in ((editor, "own_text"), (other, "own_request")):
        with pytest.raises(ValidationError, match=r"\w") as refusal:
            steps.approve(tip, by=person, seen_version=1)
        assert refusal.value.code == why
    assert state_of(tip) == IN_REVIEW


def test_moving_a_tip_makes_nobody_its_author(in_review: Tip, editor: User, other: User, third: User) -> None:
    in_review.move_to(7, by=other)
    steps.approve(in_review, by=other, seen_version=2)
    assert state_of(in_review) == APPROVED


def test_a_version_that_was_not_read_is_not_approved(in_review: Tip, editor: User, other: User) -> None:
    revise(Tip.objects.get(pk=in_review.pk), editor)
    with pytest.raises(TextChanged, match="ersion 2"):
        steps.approve(in_review, by=other, seen_version=1)
    assert state_of(in_review) == IN_REVIEW


def test_who_comes_second_is_told_who_was_first(in_review: Tip, other: User, third: User) -> None:
    seen_by_both = Tip.objects.get(pk=in_review.pk)
    steps.approve(in_review, by=other, seen_version=1)
    with pytest.raises(ReviewMoved, match="Nadia B"):
        steps.send_back(seen_by_both, by=third, note="Trop long.")
    assert ReviewStep.objects.count() == 2


@pytest.mark.once
@pytest.mark.parametrize("state", [DRAFT, APPROVED])
def test_only_what_is_in_review_is_approved_or_sent_back(in_review: Tip, other: User, third: User, state: str) -> None:
    if state == APPROVED:
        steps.approve(in_review, by=other, seen_version=1)
    else:
        steps.send_back(in_review, by=other, note="Non.")
    with pytest.raises(ReviewMoved):
        steps.approve(in_review, by=third, seen_version=1)
    with pytest.raises(ReviewMoved):
        steps.send_back(in_review, by=third, note="Non.")
    assert state_of(in_review) == state


def test_other_words_make_an_approved_tip_a_draft_again_and_another_place_does_not(
    in_review: Tip, editor: User, other: User
) -> None:
    steps.approve(in_review, by=other, seen_version=1)
    in_review.move_to(8, by=editor)
    in_review.release(by=editor)
    assert state_of(in_review) == APPROVED
    revise(in_review, editor)
    assert (in_review.state, state_of(in_review)) == (DRAFT, DRAFT)
    last = ReviewStep.objects.first()
    assert last is not None
    assert (last.state, last.version, last.by) == (DRAFT, 4, editor)


def test_another_quotation_is_other_words(in_review: Tip, editor: User, other: User, contributor: User) -> None:
    steps.approve(in_review, by=other, seen_version=1)
    in_review.quote_person(text="Je raccroche.", person=contributor, by=editor)
    assert state_of(in_review) == DRAFT


def test_other_words_during_a_review_leave_it_in_review(in_review: Tip, editor: User) -> None:
    revise(in_review, editor)
    assert state_of(in_review) == IN_REVIEW


def test_a_day_that_is_past_is_refused(tip: Tip, editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        steps.ask_for_review(tip, by=editor, due=date(2020, 1, 1))
    assert list(refusal.value.message_dict) == ["due"]
    assert state_of(tip) == DRAFT


@pytest.mark.django_db(transaction=True)
def test_of_an_approval_and_an_edit_at_one_moment_no_unread_words_are_approved() -> None:
    editor, other = create_editor(), create_user(username="nadia", role=Role.EDITOR)
    for number in range(6, 11):
        tip = create_tip(number=number, by=editor)
        steps.ask_for_review(tip, by=editor)
        barrier = threading.Barrier(2)

        def approve(tip: Tip = tip, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            try:
                steps.approve(Tip.objects.get(pk=tip.pk), by=other, seen_version=1)
            except TextChanged:
                pass
            finally:
                connection.close()

        def edit(tip: Tip = tip, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            revise(Tip.objects.get(pk=tip.pk), editor)
            connection.close()

        threads = [threading.Thread(target=act) for act in (approve, edit)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        tip.refresh_from_db()
        assert tip.version == 2
        assert tip.state in {DRAFT, IN_REVIEW}
