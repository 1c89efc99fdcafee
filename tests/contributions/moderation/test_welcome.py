"""Who writes for the first time is welcomed, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contributions.events import Event
from contributions.models import FirstContribution
from contributions.moderation.first_contributions import rebuild, welcome
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db


def welcomes(person: User) -> int:
    return Notification.objects.filter(person=person, kind=NotificationKind.WELCOME).count()


@pytest.mark.usefixtures("awake")
def test_the_first_comment_is_welcomed_and_the_second_is_not(contributor: User) -> None:
    comment = factories.create_comment(author=contributor)
    assert welcomes(contributor) == 1
    factories.create_comment(author=contributor)
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    assert welcomes(contributor) == 1
    assert FirstContribution.objects.get(person=contributor).comment == comment


@pytest.mark.usefixtures("awake")
def test_a_page_is_a_first_comment_too_and_an_edit_is_one(contributor: User, editor: User) -> None:
    page = factories.create_page(author=editor)
    anne = factories.create_user(username="anne")
    factories.edit_page(page, "Un autre texte.", author=anne)
    assert welcomes(anne) == 1
    factories.create_page(title="Une autre page", author=contributor)
    assert welcomes(contributor) == 1


@pytest.mark.once
@pytest.mark.usefixtures("awake")
def test_editors_are_not_welcomed_to_their_own_desk(editor: User) -> None:
    factories.create_page(author=editor)
    assert welcomes(editor) == 0
    assert FirstContribution.objects.filter(person=editor).exists()


def test_being_told_twice_welcomes_once(contributor: User) -> None:
    comment = factories.create_comment(author=contributor)
    change = Event(
        label="contributions.comment",
        pk=comment.pk,
        version=1,
        what="written",
        by=contributor.pk,
        at=comment.created_at,
    )
    welcome(change)
    welcome(change)
    assert welcomes(contributor) == 1


def test_after_an_import_nobody_is_told_and_nobody_of_before_is_new(contributor: User) -> None:
    past = timezone.now() - timedelta(days=90)
    page = factories.create_page(author=contributor, at=past)
    factories.create_comment(author=contributor)
    assert rebuild() == 1
    row = FirstContribution.objects.get()
    assert (row.person, row.page, row.at) == (contributor, page, past)
    assert not FirstContribution.objects.is_new(contributor)
    assert not Notification.objects.exists()
    assert rebuild() == 0


def test_after_an_import_many_people_are_noted_in_as_many_queries_as_one(
    contributor: User, editor: User, django_assert_num_queries
) -> None:
    factories.create_comment(author=contributor)
    with django_assert_num_queries(3):
        assert rebuild() == 1
    for author in (editor, factories.create_user(username="lucie")):
        factories.create_comment(author=author)
    with django_assert_num_queries(3):
        assert rebuild() == 2
    assert FirstContribution.objects.count() == 3


@pytest.mark.usefixtures("awake")
def test_after_the_first_text_a_quiet_line_says_so_and_after_the_second_it_does_not(as_contributor: Client) -> None:
    theme = factories.create_theme()
    pages = [
        as_contributor.post(f"/wiki/{theme.slug}/say/", {"body": text}, follow=True).content.decode()
        for text in ("Je raccroche.", "Puis je rappelle.")
    ]
    assert ["C’est votre première contribution" in page for page in pages] == [True, False]
