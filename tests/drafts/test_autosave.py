"""What the database keeps of what is typed, in whatever order it arrives."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from drafts import field_texts
from drafts.models import DAYS_REMEMBERED, MOST_WAITING, RETENTION_DAYS, Draft
from tests import factories


def store(person: User, body: object, *, writing: UUID | None = None, **details: object) -> Draft:
    details = {"key": "page:12:edit", "writing": writing or uuid4(), "fields": {"body": body}} | details
    return Draft.objects.store(person, **details)  # type: ignore[arg-type]


def test_later_words_of_a_sitting_take_the_place_of_earlier_ones(contributor: User) -> None:
    first = store(contributor, "Un mot")
    store(contributor, "Un mot de plus", writing=first.writing, sequence=2)
    assert [draft.fields for draft in Draft.objects.waiting_for(contributor)] == [{"body": "Un mot de plus"}]


def test_the_newest_draft_comes_first_and_only_those_of_the_form_if_it_is_named(contributor: User) -> None:
    now = timezone.now()
    older = store(contributor, "Un", at=now - timedelta(hours=1))
    newer = store(contributor, "Deux", at=now)
    elsewhere = store(contributor, "Trois", key="theme:2:say", at=now + timedelta(hours=1))
    assert list(Draft.objects.waiting_for(contributor)) == [elsewhere, newer, older]
    assert list(Draft.objects.waiting_for(contributor, "page:12:edit")) == [newer, older]


def test_stale_words_become_a_draft_of_their_own(contributor: User) -> None:
    first = store(contributor, "Un", sequence=3)
    other = store(contributor, "Deux", writing=first.writing, sequence=3)
    assert other.writing != first.writing
    assert {draft.fields["body"] for draft in Draft.objects.waiting_for(contributor)} == {"Un", "Deux"}


def test_a_device_that_has_not_seen_the_newest_words_does_not_overwrite_them(contributor: User) -> None:
    first = store(contributor, "Au bureau", hand="office")
    store(contributor, "Au bureau, puis dans le train", writing=first.writing, sequence=2, base=1, hand="train")
    other = store(contributor, "Au bureau, encore", writing=first.writing, sequence=9, base=1, hand="office")
    again = store(contributor, "Au bureau, encore et", writing=first.writing, sequence=10, base=1, hand="office")
    assert again.writing == other.writing != first.writing
    waiting = {draft.fields["body"] for draft in Draft.objects.waiting_for(contributor)}
    assert waiting == {"Au bureau, puis dans le train", "Au bureau, encore et"}


def test_an_answer_that_was_lost_makes_no_second_draft(contributor: User) -> None:
    first = store(contributor, "Un", hand="a")
    same = store(contributor, "Un", writing=first.writing, hand="a")
    later = store(contributor, "Un mot", writing=first.writing, sequence=2, base=0, hand="a")
    assert {first.writing, same.writing, later.writing} == {first.writing}
    assert Draft.objects.get().fields == {"body": "Un mot"}


def test_older_words_of_the_same_hand_that_arrive_late_change_nothing(contributor: User) -> None:
    first = store(contributor, "Un mot de plus", sequence=5, hand="a")
    late = store(contributor, "Un mot", writing=first.writing, sequence=4, base=0, hand="a")
    assert (late.pk, late.sequence) == (first.pk, 5)
    assert Draft.objects.get().fields == {"body": "Un mot de plus"}


def test_words_that_arrive_after_the_end_are_ignored(contributor: User) -> None:
    first = store(contributor, "Un")
    Draft.objects.end(contributor, writing=first.writing)
    late = store(contributor, "Un mot", writing=first.writing, sequence=2)
    assert late.ended_at is not None
    assert not Draft.objects.waiting_for(contributor).exists()


def test_a_sitting_can_end_before_its_first_words_arrive(contributor: User) -> None:
    writing = uuid4()
    Draft.objects.end(contributor, writing=writing)
    Draft.objects.end(contributor, writing=writing)
    assert store(contributor, "Trop tard", writing=writing).ended_at is not None
    assert Draft.objects.get().fields == {}


def test_an_ended_draft_has_no_words(contributor: User) -> None:
    draft = store(contributor, "Un secret", label="Une page", url="/wiki/")
    Draft.objects.end(contributor, writing=draft.writing)
    draft.refresh_from_db()
    assert (draft.fields, draft.length, draft.label, draft.url) == ({}, 0, "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(length=1)


def test_a_draft_that_was_emptied_does_not_wait(contributor: User) -> None:
    draft = store(contributor, "Un")
    store(contributor, "", writing=draft.writing, sequence=2)
    assert not Draft.objects.waiting_for(contributor).exists()
    assert Draft.objects.resumed(contributor, "page:12:edit", draft.writing) is None


def test_nothing_is_stored_where_nothing_was_typed(contributor: User) -> None:
    assert store(contributor, " ").pk is None
    assert not Draft.objects.exists()


def test_a_draft_is_resumed_by_its_owner_alone_in_its_own_form(contributor: User, editor: User) -> None:
    draft = store(contributor, "Un")
    assert Draft.objects.resumed(contributor, "page:12:edit", draft.writing) == draft
    assert Draft.objects.resumed(contributor, "page:13:edit", draft.writing) is None
    assert Draft.objects.resumed(editor, "page:12:edit", draft.writing) is None


def test_two_people_can_have_the_same_sitting_without_meeting(contributor: User, editor: User) -> None:
    draft = store(contributor, "À elle")
    store(editor, "À lui", writing=draft.writing, sequence=7)
    draft.refresh_from_db()
    assert draft.fields == {"body": "À elle"}


def test_no_password_and_no_token_is_ever_stored(contributor: User) -> None:
    fields = {
        "body": "Un",
        "csrfmiddlewaretoken": "x",
        "password": "x",
        "new_Password2": "x",
        "draft_key": "x",
        "carried": "x",
    }
    assert store(contributor, "", fields=fields).fields == {"body": "Un"}


@pytest.mark.parametrize("fields", [{"body": 1}, {"body": None}, {"body": ["Un"]}, {"body": {"a": "b"}}])
def test_what_is_no_text_is_refused(contributor: User, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        store(contributor, "", fields=fields)


@pytest.mark.parametrize(
    "details", [{"key": ""}, {"key": "k" * 201}, {"key": "a\0b"}, {"sequence": -1}, {"sequence": 2**63}]
)
def test_what_has_no_place_is_refused(contributor: User, details: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        store(contributor, "Un", **details)


def test_a_draft_holds_at_most_a_megabyte(contributor: User) -> None:
    assert store(contributor, "é" * (field_texts.LARGEST // 2 - 20)).pk
    with pytest.raises(ValidationError, match="trop long"):
        store(contributor, "é" * (field_texts.LARGEST // 2))
    with pytest.raises(ValidationError):
        store(contributor, "", fields={f"field-{number}": "x" for number in range(field_texts.MOST_FIELDS + 1)})


def test_characters_that_cannot_be_stored_are_dropped(contributor: User) -> None:
    draft = store(contributor, "a\0b\ud800c\r\nd", label="Une\0 page\nà lire", url="//example.org/")
    draft.refresh_from_db()
    assert (draft.fields["body"], draft.label, draft.url) == ("abc\nd", "Une page à lire", "")


def test_a_hundred_drafts_wait_and_one_more_is_refused_clearly(contributor: User) -> None:
    for number in range(MOST_WAITING):
        store(contributor, f"Brouillon {number}")
    with pytest.raises(ValidationError, match="100"):
        store(contributor, "Un de trop")
    one = Draft.objects.waiting_for(contributor).last()
    assert one is not None
    store(contributor, "Un de plus", writing=one.writing, sequence=2)
    Draft.objects.end(contributor, writing=one.writing)
    assert store(contributor, "Il y a de la place").pk


def test_room_is_made_of_the_drafts_that_were_emptied_first(contributor: User) -> None:
    drafts = [store(contributor, f"Brouillon {number}") for number in range(MOST_WAITING)]
    store(contributor, "", writing=drafts[3].writing, sequence=2)
    assert store(contributor, "Un de plus").pk
    assert not Draft.objects.filter(pk=drafts[3].pk).exists()
    assert Draft.objects.waiting_for(contributor).count() == MOST_WAITING


def test_drafts_that_nobody_touches_are_forgotten(contributor: User) -> None:
    now = timezone.now()
    old = store(contributor, "Vieux", at=now - timedelta(days=RETENTION_DAYS, minutes=1))
    young = store(contributor, "Moins vieux", at=now - timedelta(days=RETENTION_DAYS - 1))
    sent = [store(contributor, "Envoyé").writing, store(contributor, "Envoyé hier").writing]
    Draft.objects.end(contributor, writing=sent[0], at=now - timedelta(days=DAYS_REMEMBERED, minutes=1))
    Draft.objects.end(contributor, writing=sent[1], at=now - timedelta(days=1))
    assert Draft.objects.forget_old(at=now) == 2
    assert {draft.writing for draft in Draft.objects.all()} == {young.writing, sent[1]}
    assert old.writing not in {draft.writing for draft in Draft.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_words_that_arrive_at_once_lose_nothing() -> None:
    """Two devices and two tabs of one sitting, all at the same moment, again and again."""
    person, hands, rounds = factories.create_contributor(), 4, 5
    writing, gate, failures = uuid4(), Barrier(hands), []

    def type_and_store(hand: int) -> None:
        base, sitting = 0, writing
        try:
            for number in range(1, rounds + 1):
                gate.wait(20)
                details = {"sequence": base + 1, "base": base, "hand": f"hand-{hand}"}
                stored = store(person, f"{hand}: {number}", writing=sitting, **details)
                sitting, base = stored.writing, stored.sequence
        except Exception as problem:
            failures.append(problem)
            gate.abort()
        finally:
            connection.close()

    threads = [Thread(target=type_and_store, args=[hand]) for hand in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    stored = sorted(draft.fields["body"] for draft in Draft.objects.waiting_for(person))
    assert stored == [f"{hand}: {rounds}" for hand in range(hands)]


@pytest.mark.django_db(transaction=True)
def test_of_words_and_an_end_at_once_the_end_stays() -> None:
    person = factories.create_contributor()
    for _round in range(10):
        writing, gate = uuid4(), Barrier(2)

        def race(act: str, writing: UUID = writing, gate: Barrier = gate) -> None:
            gate.wait(20)
            if act == "end":
                Draft.objects.end(person, writing=writing)
            else:
                store(person, "Un mot", writing=writing)
            connection.close()

        threads = [Thread(target=race, args=[act]) for act in ("end", "keep")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Draft.objects.get(writing=writing).ended_at
    assert not Draft.objects.waiting_for(person).exists()
