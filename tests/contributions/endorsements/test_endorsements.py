"""Endorsing: once a person, never her own, exactly counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from contributions.endorsements import OwnWords, TargetGone, with_endorsements
from contributions.models import Comment, Endorsement, Page, Passage
from tests import factories


@pytest.fixture
def author(db: None) -> User:
    return factories.create_user(username="lucie")


@pytest.fixture
def page(author: User) -> Page:
    return factories.create_page(author=author, body="Raccrochez. Puis rappelez.")


@pytest.fixture
def comment(page: Page, author: User) -> Comment:
    return Comment.objects.write(theme=page.theme, page=page, author=author, body="J’ai raccroché.")


def test_an_endorsement_counts_once_and_can_be_taken_back(page: Page, contributor: User) -> None:
    for _ in range(2):
        Endorsement.objects.endorse(page, by=contributor)
    assert Endorsement.objects.of(page).count() == 1
    for _ in range(2):
        Endorsement.objects.take_back(page, by=contributor)
    assert not Endorsement.objects.exists()


def test_nobody_endorses_a_page_that_she_wrote_in(page: Page, author: User, contributor: User) -> None:
    factories.edit_page(page, "Un autre texte.", author=contributor)
    for person in (author, contributor):
        with pytest.raises(OwnWords):
            Endorsement.objects.endorse(page, by=person)


def test_nobody_endorses_what_she_said(comment: Comment, author: User, contributor: User) -> None:
    with pytest.raises(OwnWords):
        Endorsement.objects.endorse(comment, by=author)
    Endorsement.objects.endorse(comment, by=contributor)


def test_a_passage_is_ones_own_where_one_alone_wrote_the_page(page: Page, author: User, contributor: User) -> None:
    passage = Passage.objects.at(page, exact="Raccrochez")
    with pytest.raises(OwnWords):
        Endorsement.objects.endorse(passage, by=author)
    factories.edit_page(page, "Raccrochez. Puis rappelez. Toujours.", author=contributor)
    Endorsement.objects.endorse(Passage.objects.get(), by=author)


def test_what_was_hidden_or_withdrawn_or_has_gone_is_not_endorsed(
    page: Page, comment: Comment, author: User, editor: User, contributor: User
) -> None:
    passage = Passage.objects.at(page, exact="Raccrochez")
    passage.standing = "gone"
    comment.withdraw(by=author)
    page.hide(reason="Doublon", by=editor)
    for what in (page, comment, passage):
        with pytest.raises(TargetGone):
            Endorsement.objects.endorse(what, by=contributor)


def test_it_is_of_one_thing_alone(page: Page, comment: Comment, contributor: User) -> None:
    for wrong in ({}, {"page": page, "comment": comment}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Endorsement.objects.create(person=contributor, **wrong)


def test_the_database_holds_that_it_is_given_once(page: Page, contributor: User) -> None:
    Endorsement.objects.create(person=contributor, page=page)
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(person=contributor, page=page)


def test_counts_come_with_the_list_in_one_query(
    page: Page, contributor: User, editor: User, django_assert_num_queries
) -> None:
    other = factories.create_page(title="Une autre page")
    for person in (contributor, editor):
        Endorsement.objects.endorse(page, by=person)
    with django_assert_num_queries(1):
        rows = {row.pk: row for row in with_endorsements(Page.objects.all(), contributor)}
    assert (rows[page.pk].useful_count, rows[page.pk].is_endorsed) == (2, True)
    assert (rows[other.pk].useful_count, rows[other.pk].is_endorsed) == (0, False)


def test_a_person_who_leaves_takes_her_endorsements_along(page: Page) -> None:
    reader = factories.create_user(username="pierre")
    Endorsement.objects.endorse(page, by=reader, at=timezone.now())
    reader.delete()
    assert not Endorsement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_people_who_press_at_once_are_all_counted(transactional_db: None) -> None:
    page = factories.create_page(body="Raccrochez. Puis rappelez.")
    people = [factories.create_user(username=f"personne{number}") for number in range(8)]

    def press(person: User) -> None:
        try:
            Endorsement.objects.endorse(page, by=person)
            passage = Passage.objects.at(page, exact="Raccrochez")
            Endorsement.objects.endorse(passage, by=person)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, [*people, *people]))
    assert Endorsement.objects.of(page).count() == len(people)
    assert Passage.objects.count() == 1
    assert Endorsement.objects.of(Passage.objects.get()).count() == len(people)
