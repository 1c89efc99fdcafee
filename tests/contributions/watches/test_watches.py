"""Following: once a person and thing, stopped for good until she asks for it, by itself only where she takes part."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Attribution, User
from contributions.models import Comment, Page, Question, Watch
from contributions.moderation.merging.merge import merge_pages
from contributions.watches.models import with_watching
from contributions.watches.querysets import OneSelf, WatchTargetGone
from tests import factories
from themes.models import Theme


@pytest.fixture
def page(editor: User) -> Page:
    return factories.create_page(author=editor)


def test_what_is_watched_twice_is_watched_once_and_can_be_stopped(page: Page, contributor: User) -> None:
    for _ in range(2):
        Watch.objects.watch(page, by=contributor)
    assert Watch.objects.of(page).in_force().count() == 1
    for _ in range(2):
        Watch.objects.stop(page, by=contributor)
    assert not Watch.objects.is_watching(page, contributor)


def test_a_page_a_theme_a_thread_a_question_and_a_person_are_watched(
    page: Page, contributor: User, editor: User
) -> None:
    comment = factories.create_comment(page=page, author=editor)
    question = Question.objects.ask(text="Faut-il répondre ?", theme=page.theme, by=editor)
    for what in (page, page.theme, comment, question, editor):
        Watch.objects.watch(what, by=contributor)
    assert [row.kind for row in Watch.objects.order_by("pk")] == [
        "page",
        "theme",
        "comment",
        "question",
        "followed",
    ]


def test_a_thread_is_watched_by_what_opened_it(page: Page, contributor: User, editor: User) -> None:
    comment = factories.create_comment(page=page, author=editor)
    answer = factories.create_comment(page=page, author=editor, reply_to=comment)
    Watch.objects.watch(answer, by=contributor)
    assert Watch.objects.get().comment == comment


def test_taking_part_watches_until_it_is_stopped_once(page: Page, contributor: User) -> None:
    Watch.objects.take_part(page, by=contributor)
    assert Watch.objects.is_watching(page, contributor)
    Watch.objects.stop(page, by=contributor)
    Watch.objects.take_part(page, by=contributor)
    assert not Watch.objects.is_watching(page, contributor)
    Watch.objects.watch(page, by=contributor)
    assert Watch.objects.is_watching(page, contributor)


def test_what_was_stopped_before_taking_part_stays_stopped(page: Page, contributor: User) -> None:
    Watch.objects.stop(page, by=contributor)
    Watch.objects.take_part(page, by=contributor)
    assert not Watch.objects.is_watching(page, contributor)


def test_one_switch_stops_all_that_began_by_taking_part_and_nothing_else(page: Page, contributor: User) -> None:
    Watch.objects.take_part(page, by=contributor)
    Watch.objects.watch(page.theme, by=contributor)
    contributor.watches_what_i_join = False
    contributor.save()
    assert not Watch.objects.is_watching(page, contributor)
    assert Watch.objects.is_watching(page.theme, contributor)
    comment = factories.create_comment(page=page, author=contributor)
    Watch.objects.take_part(comment, by=contributor)
    assert Watch.objects.filter(comment=comment).count() == 0


def test_pressing_the_button_keeps_what_began_by_taking_part(page: Page, contributor: User) -> None:
    Watch.objects.take_part(page, by=contributor)
    since = Watch.objects.get().since
    Watch.objects.watch(page, by=contributor)
    row = Watch.objects.get()
    assert (row.taking_part, row.since) == (False, since)


def test_nobody_follows_herself(contributor: User) -> None:
    with pytest.raises(OneSelf):
        Watch.objects.watch(contributor, by=contributor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Watch.objects.create(person=contributor, followed=contributor)


def test_what_is_hidden_withdrawn_or_stopped_is_not_watched(page: Page, contributor: User, editor: User) -> None:
    comment = factories.create_comment(page=page, author=editor)
    comment.withdraw(by=editor)
    page.hide(reason="Doublon", by=editor)
    stopped = factories.create_user(username="jean", is_active=False)
    for what in (page, comment, stopped):
        with pytest.raises(WatchTargetGone):
            Watch.objects.watch(what, by=contributor)


def test_a_watch_is_of_one_thing_alone(page: Page, contributor: User) -> None:
    for wrong in ({}, {"page": page, "theme": page.theme}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Watch.objects.create(person=contributor, **wrong)


def test_all_of_one_kind_are_stopped_together(page: Page, contributor: User) -> None:
    other = factories.create_page(title="Une autre")
    for what in (page, other, page.theme):
        Watch.objects.watch(what, by=contributor)
    assert Watch.objects.stop_all("page", by=contributor) == 2
    assert [row.kind for row in Watch.objects.of_person(contributor).in_force()] == ["theme"]


def test_who_watched_a_page_watches_the_one_that_it_became(page: Page, contributor: User, editor: User) -> None:
    other = factories.create_page(title="Une autre")
    Watch.objects.watch(page, by=contributor)
    Watch.objects.watch(page, by=editor)
    Watch.objects.stop(other, by=editor)
    Watch.objects.transfer(page, other)
    assert Watch.objects.is_watching(other, contributor)
    assert not Watch.objects.is_watching(other, editor)
    assert not Watch.objects.of(page).exists()


@pytest.mark.parametrize("attributions", [("full", "anonymous"), ("anonymous", "full")])
def test_who_followed_somebody_under_one_name_does_not_follow_her_under_the_other(
    attributions: tuple[Attribution, Attribution], contributor: User, editor: User
) -> None:
    before, after = attributions
    editor.choose_attribution(before)
    Watch.objects.watch(editor, by=contributor)
    editor.choose_attribution(before)
    assert Watch.objects.is_watching(editor, contributor)
    editor.choose_attribution(after)
    assert not Watch.objects.exists()


def test_a_list_says_what_the_reader_watches(page: Page, contributor: User, editor: User) -> None:
    Watch.objects.watch(page, by=contributor)
    Watch.objects.take_part(page.theme, by=contributor)
    assert with_watching(Page.objects.all(), contributor).get().is_watched
    assert with_watching(Theme.objects.all(), contributor).get(pk=page.theme.pk).is_watched
    assert not with_watching(Page.objects.all(), editor).get().is_watched
    contributor.watches_what_i_join = False
    assert not with_watching(Theme.objects.all(), contributor).get(pk=page.theme.pk).is_watched


@pytest.mark.django_db(transaction=True)
def test_pressing_and_stopping_at_once_leaves_one_row(transactional_db: None) -> None:
    page = factories.create_page()
    people = [factories.create_user(username=f"personne{number}") for number in range(4)]

    def press(person: User) -> None:
        try:
            for _ in range(5):
                Watch.objects.take_part(page, by=person)
                Watch.objects.watch(page, by=person)
                Watch.objects.stop(page, by=person)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, [*people, *people]))
    assert Watch.objects.of(page).count() == len(people)
    for person in people:
        Watch.objects.watch(page, by=person)
    assert Watch.objects.of(page).in_force().count() == len(people)


def test_a_reader_who_is_deleted_leaves_no_watch(page: Page) -> None:
    reader = factories.create_user(username="pierre")
    Watch.objects.watch(page, by=reader)
    reader.delete()
    assert not Watch.objects.exists()


def test_a_comment_and_its_page_are_watched_apart(page: Page, contributor: User) -> None:
    comment: Comment = factories.create_comment(page=page, author=contributor)
    Watch.objects.watch(comment, by=contributor)
    assert not Watch.objects.is_watching(page, contributor)


def test_what_is_followed_at_the_moment_of_a_merge_is_the_page_that_stays(page: Page, editor: User) -> None:
    target, colleagues = (
        factories.create_page(author=editor, title="L’autre"),
        [factories.create_user(username=f"lectrice{n}") for n in range(3)],
    )
    read_before = Page.objects.get(pk=page.pk)
    merge_pages(page, target, by=editor)
    Watch.objects.watch(read_before, by=colleagues[0])
    Watch.objects.take_part(read_before, by=colleagues[1])
    Watch.objects.watch(target, by=colleagues[2])
    Watch.objects.stop(read_before, by=colleagues[2])
    assert [Watch.objects.is_watching(target, one) for one in colleagues] == [True, True, False]
    assert not Watch.objects.filter(page=page, person__in=colleagues).exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_who_follows_a_page_while_it_is_merged_is_left_behind(page: Page, editor: User) -> None:
    target, people = (
        factories.create_page(author=editor, title="L’autre"),
        [factories.create_user(username=f"lectrice{n}") for n in range(6)],
    )
    read_before = Page.objects.get(pk=page.pk)

    def follow(person: User) -> None:
        try:
            Watch.objects.watch(read_before, by=person)
        finally:
            connection.close()

    def merge() -> None:
        try:
            merge_pages(Page.objects.get(pk=page.pk), Page.objects.get(pk=target.pk), by=editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for waiting in [pool.submit(merge), *[pool.submit(follow, person) for person in people]]:
            waiting.result()
    assert all(Watch.objects.is_watching(target, person) for person in people)
