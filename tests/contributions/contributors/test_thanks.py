"""Thanking: once, never oneself, told once, taken back without a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from contributions.contributors.querysets import NobodyToThank, OwnDoing
from contributions.endorsements import TargetGone
from contributions.models import Comment, Page, Thanks
from notifications.models import Notification
from tests import factories


@pytest.fixture
def author(db: None) -> User:
    return factories.create_user(username="lucie")


@pytest.fixture
def page(author: User) -> Page:
    page = factories.create_page(author=author)
    factories.edit_page(page, "Raccrochez. Puis rappelez.", author=author)
    return page


@pytest.fixture
def comment(page: Page, author: User) -> Comment:
    return factories.create_comment(page=page, author=author)


def test_a_person_is_thanked_once_for_a_version_and_told_once(page: Page, author: User, contributor: User) -> None:
    for _ in range(2):
        Thanks.objects.thank(page.revision(2), by=contributor)
    thanks = Thanks.objects.get()
    assert (thanks.person, thanks.by, thanks.page, thanks.version) == (author, contributor, page, 2)
    told = Notification.objects.get(kind="thanks")
    assert (told.person, told.actor, told.url) == (author, contributor, page.changes_url(1, 2))


def test_each_version_and_each_comment_is_thanked_for_by_itself(
    page: Page, comment: Comment, contributor: User
) -> None:
    for what in (page.revision(1), page.revision(2), comment):
        Thanks.objects.thank(what, by=contributor)
    assert Thanks.objects.count() == 3
    assert Notification.objects.filter(kind="thanks").count() == 3


def test_nobody_thanks_herself(page: Page, comment: Comment, author: User) -> None:
    for what in (page.revision(2), comment):
        with pytest.raises(OwnDoing):
            Thanks.objects.thank(what, by=author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(person=author, by=author, comment=comment)


def test_what_the_site_did_and_a_stopped_account_have_nobody_to_thank(
    page: Page, author: User, contributor: User
) -> None:
    factories.edit_page(page, "Par le site.", author=None)
    with pytest.raises(NobodyToThank):
        Thanks.objects.thank(page.revision(3), by=contributor)
    User.objects.filter(pk=author.pk).update(is_active=False)
    with pytest.raises(NobodyToThank):
        Thanks.objects.thank(page.revision(2), by=contributor)


def test_nobody_is_thanked_for_what_is_not_there_to_read(
    page: Page, comment: Comment, author: User, contributor: User, editor: User
) -> None:
    comment.withdraw(by=author)
    with pytest.raises(TargetGone):
        Thanks.objects.thank(comment, by=contributor)
    page.hide(reason="Un nom", by=editor)
    with pytest.raises(TargetGone):
        Thanks.objects.thank(page.revision(2), by=contributor)


def test_thanks_that_are_taken_back_are_no_longer_told_and_come_back_once(
    page: Page, author: User, contributor: User
) -> None:
    def unread() -> int:
        author.refresh_from_db()
        return author.unread_count

    revision = page.revision(2)
    Thanks.objects.thank(revision, by=contributor)
    assert unread() == 1
    for _ in range(2):
        Thanks.objects.take_back(revision, by=contributor)
    assert (Thanks.objects.count(), unread()) == (0, 0)
    assert not Notification.objects.of(author).exists()
    Thanks.objects.thank(revision, by=contributor)
    assert (Notification.objects.of(author).count(), unread()) == (1, 1)


def test_taking_back_touches_nobody_else_s(page: Page, contributor: User, editor: User) -> None:
    Thanks.objects.thank(page.revision(2), by=contributor)
    Thanks.objects.take_back(page.revision(2), by=editor)
    assert Thanks.objects.get().by == contributor


def test_what_was_taken_up_is_thanked_for_where_it_was_said_and_the_edit_where_it_was_made(
    page: Page, comment: Comment, author: User, editor: User, contributor: User
) -> None:
    incorporation = comment.incorporate(page=page, by=editor)
    assert Thanks.objects.thank(page.revision(incorporation.version), by=contributor).person == editor
    assert Thanks.objects.thank(comment, by=contributor).person == author


@pytest.mark.django_db(transaction=True)
def test_pressed_in_many_windows_at_once_it_is_given_and_told_once(transactional_db: None) -> None:
    author, reader = factories.create_user(username="lucie"), factories.create_contributor()
    page = factories.create_page(author=author)

    def press(_number: int) -> None:
        try:
            Thanks.objects.thank(page.revision(1), by=reader)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(16)))
    assert Thanks.objects.count() == 1
    assert Notification.objects.filter(kind="thanks").count() == 1
    author.refresh_from_db()
    assert author.unread_count == 1


def test_the_database_keeps_thanks_for_one_thing(page: Page, comment: Comment, author: User, contributor: User) -> None:
    for wrong in ({"page": page}, {"page": page, "version": 1, "comment": comment}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Thanks.objects.create(person=author, by=contributor, **wrong)
    assert issubclass(OwnDoing, ValidationError)
