"""Remarks on passages, and suggestions that are taken over or refused one by one."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Role, User
from guide.models import Remark, ReviewLink, Tip
from guide.reviewing import remarks, steps
from guide.reviewing.querysets import AnsweredMeanwhile, WordsGone
from notifications.kind_wordings import KIND_WORDINGS
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests.factories import create_editor, create_tip, create_user
from tests.guide.reviewing.conftest import BODY, sentence

pytestmark = pytest.mark.django_db
State = Remark.State


def suggest(tip: Tip, by: User, number: int = 1, words: str = "Raccrochez tout de suite.") -> Remark:
    return remarks.remark(tip, about=sentence(tip, number), version=tip.version, replacement=words, by=by)


def body_of(tip: Tip) -> str:
    return str(Tip.objects.get(pk=tip.pk).body)


def test_a_tip_has_its_sentences_without_the_signs_of_lists_and_headings() -> None:
    found = remarks.sentences_of("## Un titre\n\nUne phrase. Une autre.\n\n- un point\n1. un autre\n\n> cité")
    assert [one.exact for one in found] == ["Un titre", "Une phrase.", "Une autre.", "un point", "un autre", "cité"]


def test_words_selected_in_the_shown_text_name_the_sentence_around_them(tip: Tip) -> None:
    found = remarks.selected_sentence(tip, exact="vrai service attend", prefix="Un ", suffix=" toujours.")
    assert found is not None
    assert found.exact == "Un vrai service **attend** toujours."
    assert remarks.selected_sentence(tip, exact="des mots venus d’ailleurs et de nulle part") is None


def test_an_address_behind_the_same_words_is_seen_before_it_is_taken_over(tip: Tip, other: User) -> None:
    found = suggest(tip, other, words="[Raccrochez d’abord](https://evil.example/).")
    assert "https://evil.example/" in "".join(one.text for one in found.changes)


@pytest.mark.once
def test_a_suggestion_shows_what_it_takes_out_and_puts_in(tip: Tip, other: User) -> None:
    found = suggest(tip, other)
    assert [(one.kind, one.text) for one in found.changes if one.kind] == [("del", "d’abord"), ("ins", "tout de suite")]
    assert found.is_suggestion
    assert not remarks.remark(tip, about=sentence(tip, 2), version=1, body="Vraiment ?", by=other).is_suggestion


def test_words_left_as_they_are_suggest_nothing(tip: Tip, other: User) -> None:
    said = remarks.remark(
        tip, about=sentence(tip, 1), version=1, body="Bien.", replacement="Raccrochez  d’abord.", by=other
    )
    assert said.replacement is None
    with pytest.raises(ValidationError):
        remarks.remark(tip, about=sentence(tip, 1), version=1, replacement="Raccrochez d’abord.", by=other)


@pytest.mark.once
@pytest.mark.parametrize(("field", "text"), [("body", "x" * 1_001), ("replacement", "x" * 2_001)])
def test_too_much_is_refused_beside_its_field(tip: Tip, other: User, field: str, text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        remarks.remark(tip, about=sentence(tip, 1), version=1, by=other, **{field: text})
    assert list(refusal.value.message_dict) == [field]


def test_the_same_sent_twice_is_said_once(tip: Tip, other: User) -> None:
    assert suggest(tip, other).pk == suggest(tip, other).pk


def test_the_author_is_told_once_a_day_of_one_reviewer(tip: Tip, other: User, third: User) -> None:
    suggest(tip, other)
    suggest(tip, other, words="Raccrochez.")
    suggest(tip, third)
    rows = Notification.objects.filter(kind=NotificationKind.REMARKED)
    assert sorted(rows.values_list("person__username", "actor__username")) == [
        ("laurent", "nadia"),
        ("laurent", "paul"),
    ]


def test_of_a_reviewer_without_an_account_the_editors_read_her_function(
    tip: Tip, link: tuple[ReviewLink, str], administrator: User
) -> None:
    remarks.remark(tip, about=sentence(tip, 1), version=1, body="Plus clair.", link=link[0])
    notice = Notification.objects.get(kind=NotificationKind.REMARKED)
    assert notice.actor is None
    assert "Service juridique" in notice.excerpt
    assert str(KIND_WORDINGS[NotificationKind.REMARKED].nobody) in notice.sentence()


def test_taking_over_writes_a_version_that_credits_the_reviewer(
    tip: Tip, editor: User, link: tuple[ReviewLink, str]
) -> None:
    found = remarks.remark(tip, about=sentence(tip, 2), version=1, replacement="Rappelez ensuite.", link=link[0])
    remarks.take_over(found, by=editor)
    assert body_of(tip) == "Raccrochez d’abord. Rappelez ensuite.\n\nUn vrai service **attend** toujours."
    revision = Tip.objects.get(pk=tip.pk).revision(2)
    assert (revision.author, "Service juridique" in revision.summary) == (editor, True)
    found.refresh_from_db()
    assert (found.state, found.answers.get().by) == (State.TAKEN, editor)


@pytest.mark.once
def test_suggestions_are_taken_over_one_after_the_other(tip: Tip, editor: User, other: User) -> None:
    first, last = suggest(tip, other), suggest(tip, other, 3, "Un vrai service **patiente**.")
    remarks.take_over(first, by=editor)
    remarks.take_over(last, by=editor)
    assert body_of(tip) == (
        "Raccrochez tout de suite. Puis rappelez le numéro que vous connaissez.\n\nUn vrai service **patiente**."
    )


def test_of_two_equal_passages_the_one_that_was_chosen_is_changed(editor: User, other: User) -> None:
    tip = create_tip(number=7, by=editor, body="Oui. Ne dites rien. Non. Ne dites rien. Fin.")
    remarks.take_over(suggest(tip, other, 4, "Taisez-vous."), by=editor)
    assert body_of(tip) == "Oui. Ne dites rien. Non. Taisez-vous. Fin."


@pytest.mark.once
def test_a_sentence_is_taken_out_with_its_space(tip: Tip, editor: User, other: User) -> None:
    remarks.take_over(suggest(tip, other, 1, ""), by=editor)
    assert body_of(tip).startswith("Puis rappelez le numéro")
    tip.refresh_from_db()
    remarks.take_over(suggest(tip, other, 1, ""), by=editor)
    assert body_of(tip).strip() == "Un vrai service **attend** toujours."


def test_words_that_have_changed_since_are_a_conflict_in_which_nothing_is_written(
    tip: Tip, editor: User, other: User
) -> None:
    found = suggest(tip, other)
    changed = BODY.replace("Raccrochez d’abord.", "Raccrochez avant tout.")
    tip.revise(title=tip.title, body=changed, author=editor, base_version=1)
    with pytest.raises(WordsGone) as conflict:
        remarks.take_over(found, by=editor)
    assert conflict.value.now == "Raccrochez avant tout."
    found.refresh_from_db()
    assert (found.state, body_of(tip), tip.version) == (State.OPEN, changed, 2)
    remarks.take_over(found, by=editor, instead_of=conflict.value.now)
    assert body_of(tip).startswith("Raccrochez tout de suite. Puis")


def test_a_changed_accent_is_a_change(tip: Tip, editor: User, other: User) -> None:
    found = suggest(tip, other, 2, "Rappelez.")
    tip.revise(title=tip.title, body=BODY.replace("numéro", "numero"), author=editor, base_version=1)
    with pytest.raises(WordsGone):
        remarks.take_over(found, by=editor)


def test_a_refusal_says_why(tip: Tip, editor: User, other: User) -> None:
    found = suggest(tip, other)
    with pytest.raises(ValidationError) as refusal:
        remarks.refuse(found, by=editor, why=" ")
    assert list(refusal.value.message_dict) == ["answer"]
    remarks.refuse(found, by=editor, why="« D’abord » dit l’ordre.")
    found.refresh_from_db()
    assert (found.state, found.answers.get().words, body_of(tip)) == (State.REFUSED, "« D’abord » dit l’ordre.", BODY)


def test_a_remark_is_dealt_with(tip: Tip, editor: User, other: User) -> None:
    said = remarks.remark(tip, about=sentence(tip, 1), version=1, body="Vraiment ?", by=other)
    with pytest.raises(ValidationError, match=r".") as refusal:
        remarks.take_over(said, by=editor)
    assert refusal.value.code == "no_words"
    remarks.deal_with(said, by=editor, answer="Oui.")
    assert Remark.objects.open().count() == 0


def told_of_answers() -> list[tuple[str, str, str]]:
    kinds = [NotificationKind.REMARK_ANSWERED, NotificationKind.REMARK_REOPENED]
    rows = Notification.objects.filter(kind__in=kinds).order_by("kind", "person__username")
    return [(row.kind, row.person.username, row.excerpt) for row in rows]


@pytest.mark.once
def test_whoever_said_it_is_told_of_its_answer(tip: Tip, editor: User, other: User) -> None:
    remarks.refuse(suggest(tip, other), by=editor, why="Non.")
    remarks.deal_with(suggest(tip, editor, 2, "Rappelez."), by=editor)
    assert told_of_answers() == [("r_answered", "nadia", "Non.")], "and nobody of what she did herself"


def test_opened_again_it_keeps_every_answer_with_who_gave_it_and_when(
    tip: Tip, editor: User, other: User, third: User
) -> None:
    found, days = suggest(tip, other), [datetime(2026, 3, day, tzinfo=UTC) for day in (1, 2, 3)]
    remarks.refuse(found, by=editor, why="Non.", at=days[0])
    remarks.reopen(found, by=other, at=days[1])
    found.refresh_from_db()
    assert found.is_open
    remarks.deal_with(found, by=third, answer="Si.", at=days[2])
    assert list(found.answers.values_list("state", "words", "by", "at")) == [
        (State.REFUSED, "Non.", editor.pk, days[0]),
        (State.OPEN, "", other.pk, days[1]),
        (State.DONE, "Si.", third.pk, days[2]),
    ]


@pytest.mark.once
def test_opening_again_tells_whoever_said_it_answered_it_or_wrote_the_text(
    tip: Tip, editor: User, other: User, third: User
) -> None:
    found = remarks.remark(tip, about=sentence(tip, 1), version=1, body="Vraiment ?", by=other)
    remarks.deal_with(found, by=third)
    remarks.reopen(found, by=create_editor(username="fourth"))
    reopened = [("r_reopened", name, "Vraiment ?") for name in ("laurent", "nadia", "paul")]
    assert told_of_answers() == [("r_answered", "nadia", ""), *reopened]


def test_what_waits_already_is_not_opened_again(tip: Tip, editor: User, other: User) -> None:
    found = suggest(tip, other)
    remarks.reopen(found, by=editor)
    assert (found.answers.count(), told_of_answers()) == (0, [])


def test_of_two_editors_who_answer_one_wins_and_the_other_is_told(
    tip: Tip, editor: User, other: User, third: User
) -> None:
    found = suggest(tip, other)
    remarks.refuse(Remark.objects.get(pk=found.pk), by=third, why="Non.")
    with pytest.raises(AnsweredMeanwhile, match="Paul M"):
        remarks.take_over(found, by=editor)
    assert body_of(tip) == BODY


@pytest.mark.once
def test_whoever_suggested_may_approve_and_whoever_took_it_over_may_not(
    in_review: Tip, other: User, third: User
) -> None:
    remarks.take_over(suggest(in_review, other), by=third)
    tip = Tip.objects.get(pk=in_review.pk)
    assert steps.why_not_approve(tip, third)
    steps.approve(tip, by=other, seen_version=2)
    assert tip.state == Tip.State.APPROVED


@pytest.mark.django_db(transaction=True)
def test_at_one_moment_a_suggestion_is_answered_once_and_its_neighbour_is_not_lost() -> None:
    editor, other = create_editor(), create_user(username="nadia", role=Role.EDITOR)
    tip = create_tip(number=6, by=editor, body=BODY)
    one, two = suggest(tip, other), suggest(tip, other, 3, "Un vrai service patiente.")
    barrier, outcomes = threading.Barrier(3), []

    def take(remark: Remark) -> None:
        barrier.wait()
        try:
            remarks.take_over(Remark.objects.get(pk=remark.pk), by=editor)
            outcomes.append("taken")
        except AnsweredMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[remark]) for remark in (one, one, two)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["taken", "taken", "told"]
    expected = "Raccrochez tout de suite. Puis rappelez le numéro que vous connaissez.\n\nUn vrai service patiente."
    assert (body_of(tip), Tip.objects.get(pk=tip.pk).version) == (expected, 3)
