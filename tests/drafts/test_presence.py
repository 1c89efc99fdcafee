"""Who is at a form just now."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from drafts.models import Draft, Presence
from tests import factories

pytestmark = pytest.mark.django_db

KEY = "page:1:edit"


def others(person: User) -> list[tuple[str, str]]:
    return [(one.person.username, one.place) for one in Presence.objects.others(person, KEY)]


def test_the_others_are_told_with_the_heading_that_they_are_at(contributor: User, editor: User) -> None:
    Presence.objects.touch(editor, KEY, "La phrase\n qui arrête\0 tout")
    assert others(contributor) == [("laurent", "La phrase qui arrête tout")]
    assert others(editor) == []


def test_a_person_is_at_a_form_once_and_where_she_was_last(contributor: User, editor: User) -> None:
    Presence.objects.touch(editor, KEY, "Ici")
    Presence.objects.touch(editor, KEY, "Là")
    Presence.objects.touch(editor, "page:2:edit", "Ailleurs")
    assert others(contributor) == [("laurent", "Là")]


def test_whoever_was_not_seen_for_45_seconds_is_gone(contributor: User, editor: User) -> None:
    now = timezone.now()
    Presence.objects.touch(editor, KEY, at=now - timedelta(seconds=44))
    assert Presence.objects.others(contributor, KEY, at=now).exists()
    assert not Presence.objects.others(contributor, KEY, at=now + timedelta(seconds=2)).exists()


def test_whoever_leaves_is_gone_at_once(contributor: User, editor: User) -> None:
    Presence.objects.touch(editor, KEY)
    Presence.objects.leave(editor, KEY)
    assert others(contributor) == []


def test_what_is_old_is_forgotten_by_the_clock(contributor: User, editor: User) -> None:
    Presence.objects.touch(editor, KEY, at=timezone.now() - timedelta(minutes=11))
    Presence.objects.touch(contributor, "page:2:edit")
    call_command("run_periodic")
    assert list(Presence.objects.values_list("person__username", flat=True)) == ["martine"]


def test_a_long_heading_is_cut(contributor: User) -> None:
    Presence.objects.touch(contributor, KEY, "x" * 500)
    assert len(Presence.objects.get().place) == 100


def test_a_touch_costs_one_query(contributor: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        Presence.objects.touch(contributor, KEY, "Ici")


def test_who_is_there_costs_one_query(contributor: User, django_assert_num_queries) -> None:
    for number in range(4):
        Presence.objects.touch(factories.create_user(username=f"p{number}"), KEY)
    with django_assert_num_queries(1):
        assert len([one.person.public_name for one in Presence.objects.others(contributor, KEY)]) == 4


def test_whether_somebody_else_is_there_is_what_the_others_are(contributor: User, editor: User) -> None:
    other = factories.create_user(username="zoe")
    Presence.objects.touch(editor, KEY)
    Presence.objects.touch(other, "page:2:edit", at=timezone.now() - timedelta(seconds=60))
    for person in (contributor, editor, other):
        for key in (KEY, "page:2:edit", "page:3:edit"):
            assert Presence.objects.touch(person, key).has_others == Presence.objects.others(person, key).exists()


def test_whoever_comes_to_a_form_learns_whether_drafts_of_hers_wait_for_it(contributor: User, editor: User) -> None:
    stored = Draft.objects.store(contributor, key=f"{KEY}:une-partie", writing=uuid4(), fields={"body": "Un mot"})
    Draft.objects.store(contributor, key="page:2:edit", writing=uuid4(), fields={"body": " "})
    for _ in range(2):
        for person in (contributor, editor):
            for draft_key in (KEY, f"{KEY}:une-partie", "page:2:edit"):
                found = Draft.objects.waiting_for(person, draft_key).exists()
                assert Presence.objects.touch(person, KEY, draft_key=draft_key).has_drafts == found
        Draft.objects.end(contributor, writing=stored.writing)
