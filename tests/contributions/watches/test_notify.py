"""Who is told what, once, and what nobody is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.events import Event
from contributions.models import Comment, Page, Question, Watch
from contributions.moderation.hiding import hide_versions
from contributions.watches.notify import notify_watchers
from notifications import batching
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories

CANARY = "Salamandre"


@pytest.fixture(autouse=True)
def _only_watchers(settings) -> None:
    settings.ON_TEXT_CHANGED = ["contributions.watches.notify.notify_watchers"]


@pytest.fixture
def writer(db: None) -> User:
    return factories.create_user(username="lucie")


@pytest.fixture
def page(writer: User) -> Page:
    return factories.create_page(author=writer)


def told(person: User) -> list[str]:
    rows = Notification.objects.of(person).order_by("pk")
    return [str(kind) for kind in rows.values_list("kind", flat=True)]


def told_of(page: Page, version: int) -> Event:
    now = timezone.now()
    return Event(label="contributions.page", pk=page.pk, version=version, what="edited", by=None, at=now)


def test_who_writes_watches_the_page_and_is_not_told_of_it(page: Page, writer: User) -> None:
    assert Watch.objects.is_watching(page, writer)
    factories.edit_page(page, "Autre chose.", author=writer)
    assert told(writer) == []


def test_who_watches_a_page_is_told_of_each_change_of_it(page: Page, writer: User, contributor: User) -> None:
    Watch.objects.watch(page, by=contributor)
    factories.edit_page(page, "Autre chose.", author=writer, summary="plus court")
    page.refresh_from_db()
    page.move(title="Un autre titre", theme=page.theme, author=writer)
    assert told(contributor) == [NotificationKind.EDITED, NotificationKind.EDITED]
    first = Notification.objects.of(contributor).earliest("pk")
    assert (first.excerpt, first.place, first.actor) == ("plus court", f"page:{page.pk}", writer)
    assert "older=1&newer=2" in first.url


def test_a_minor_edit_is_told_to_nobody(page: Page, writer: User, contributor: User) -> None:
    Watch.objects.watch(page, by=contributor)
    factories.edit_page(page, "Autre chose.", author=writer, is_minor=True)
    assert told(contributor) == []


@pytest.mark.once
def test_who_watches_a_theme_is_told_of_new_pages_and_answers_but_not_of_every_change(
    page: Page, writer: User, contributor: User
) -> None:
    Watch.objects.watch(page.theme, by=contributor)
    factories.create_page(title="Une nouvelle", author=writer)
    factories.edit_page(page, "Autre chose.", author=writer)
    factories.create_comment(author=writer)
    assert told(contributor) == [NotificationKind.OPENED, NotificationKind.COMMENTED]


@pytest.mark.once
def test_who_follows_a_person_is_told_of_what_she_writes_and_says(page: Page, writer: User, contributor: User) -> None:
    Watch.objects.watch(writer, by=contributor)
    factories.edit_page(page, "Autre chose.", author=writer)
    factories.create_comment(author=writer)
    assert told(contributor) == [NotificationKind.FOLLOWED, NotificationKind.FOLLOWED]


def test_one_change_tells_a_person_once_for_the_nearest_of_her_reasons(
    page: Page, writer: User, contributor: User
) -> None:
    comment = factories.create_comment(page=page, author=contributor)
    for what in (page, page.theme, comment, writer):
        Watch.objects.watch(what, by=contributor)
    factories.create_comment(page=page, author=writer, reply_to=comment)
    assert told(contributor) == [NotificationKind.REPLY]
    factories.edit_page(page, "Autre chose.", author=writer)
    assert told(contributor) == [NotificationKind.REPLY, NotificationKind.EDITED]


@pytest.mark.once
def test_an_answer_is_told_to_the_author_of_what_it_answers_and_to_those_in_the_thread(
    page: Page, writer: User, contributor: User, editor: User
) -> None:
    comment = factories.create_comment(page=page, author=contributor)
    factories.create_comment(page=page, author=editor, reply_to=comment)
    factories.create_comment(page=page, author=writer, reply_to=comment)
    assert told(contributor) == [NotificationKind.REPLY, NotificationKind.REPLY]
    assert told(editor) == [NotificationKind.COMMENTED]


@pytest.mark.once
def test_who_stopped_the_thread_hears_no_more_of_it(page: Page, writer: User, contributor: User) -> None:
    comment = factories.create_comment(page=page, author=contributor)
    Watch.objects.stop(comment, by=contributor)
    factories.create_comment(page=page, author=writer, reply_to=comment)
    assert told(contributor) == []


def test_a_mention_is_told_once_and_a_correction_only_to_those_whom_it_mentions_anew(
    page: Page, writer: User, contributor: User, editor: User
) -> None:
    comment = factories.create_comment(page=page, author=writer, body=f"Qu’en dit @[{contributor.alias}] ?")
    assert told(contributor) == [NotificationKind.MENTION]
    assert (
        contributor.public_name not in Notification.objects.of(contributor).get().excerpt
    )  # she may go by another one
    body = f"Qu’en disent @[{contributor.alias}] et @[{editor.alias}] ?"
    comment.revise_text(body=body, author=writer, base_version=1)
    assert told(contributor) == [NotificationKind.MENTION]
    assert told(editor) == [NotificationKind.MENTION]


@pytest.mark.once
def test_a_question_is_told_to_those_who_watch_its_theme_and_its_answer_to_who_asked(
    page: Page, writer: User, contributor: User, editor: User
) -> None:
    Watch.objects.watch(page.theme, by=editor)
    question = Question.objects.ask(text="Faut-il accepter son fils ?", theme=page.theme, by=contributor)
    assert told(editor) == [NotificationKind.ASKED]
    question.answer_with(page, by=writer)
    question.answer_with(factories.create_page(title="Une autre"), by=writer)
    assert told(contributor) == [NotificationKind.ANSWERED, NotificationKind.ANSWERED]


def test_who_watched_a_question_watches_the_one_that_asks_the_same(page: Page, contributor: User, editor: User) -> None:
    first = Question.objects.ask(text="Faut-il accepter son fils ?", theme=page.theme, by=contributor)
    second = Question.objects.ask(text="Mon fils comme ami ?", theme=page.theme, by=editor)
    second.join(first, by=editor)
    assert Watch.objects.is_watching(first, editor)


def test_whose_words_were_taken_up_watches_the_page(page: Page, writer: User, contributor: User) -> None:
    comment = factories.create_comment(page=page, author=contributor)
    comment.incorporate(page=page, by=writer)
    notify_watchers(told_of(page, 2))  # the worker, which begins once all is committed
    assert Watch.objects.is_watching(page, contributor)


def test_nobody_is_told_of_what_happened_before_she_watched(page: Page, writer: User, contributor: User) -> None:
    factories.edit_page(page, "Autre chose.", author=writer)
    Watch.objects.watch(page, by=contributor, at=timezone.now() + timedelta(seconds=5))
    notify_watchers(told_of(page, 2))
    assert told(contributor) == []


def test_what_is_hidden_is_told_to_nobody(page: Page, writer: User, editor: User, contributor: User) -> None:
    for what in (page, page.theme, writer):
        Watch.objects.watch(what, by=contributor)
    comment = factories.create_comment(page=page, author=writer, body=CANARY)
    factories.edit_page(page, f"{CANARY}.", author=writer, summary=CANARY)
    comment.withdraw(by=writer)
    factories.edit_page(page, "Sans ce mot.", author=writer)
    hide_versions(page, [2], reason="secret", by=editor, with_summary=True)
    assert CANARY not in "".join(f"{row.excerpt}{row.place_title}" for row in Notification.objects.of(contributor))
    page.hide(reason="Doublon", by=editor)
    assert told(contributor) == []
    notify_watchers(told_of(page, 3))
    assert told(contributor) == []


@pytest.mark.once
def test_what_was_put_back_is_read_again(page: Page, writer: User, contributor: User) -> None:
    Watch.objects.watch(page, by=contributor)
    comment: Comment = factories.create_comment(page=page, author=writer)
    comment.withdraw(by=writer)
    assert told(contributor) == []
    comment.put_back(by=writer)
    assert told(contributor) == [NotificationKind.COMMENTED]


def test_a_stopped_account_is_told_nothing(page: Page, writer: User, contributor: User) -> None:
    Watch.objects.watch(page, by=contributor)
    contributor.is_active = False
    contributor.save()
    factories.edit_page(page, "Autre chose.", author=writer)
    assert told(contributor) == []


def test_done_twice_it_tells_once(page: Page, writer: User, contributor: User) -> None:
    Watch.objects.watch(page, by=contributor)
    factories.edit_page(page, "Autre chose.", author=writer)
    notify_watchers(told_of(page, 2))
    contributor.refresh_from_db()
    assert (told(contributor), contributor.unread_count) == ([NotificationKind.EDITED], 1)


def many_watchers(page: Page, number: int) -> list[User]:
    people = User.objects.bulk_create(User(username=f"personne{n}", alias=f"a{n}") for n in range(number))
    Watch.objects.bulk_create(Watch(person=person, page=page, since=page.created_at) for person in people)
    return list(people)


def test_broken_off_between_two_batches_it_goes_on_where_it_was(
    page: Page, writer: User, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    many_watchers(page, 9)
    settings.ON_TEXT_CHANGED = []
    factories.edit_page(page, "Autre chose.", author=writer)
    monkeypatch.setattr(batching, "BATCH", 4)
    write = batching.write_some
    batches: list[int] = []

    def killed(rows: Any, people: tuple[int, ...], broadcasts: Any) -> int:
        if len(batches) == 1:
            raise KeyboardInterrupt
        batches.append(len(people))
        return write(rows, people, broadcasts)

    monkeypatch.setattr(batching, "write_some", killed)
    with pytest.raises(KeyboardInterrupt):
        notify_watchers(told_of(page, 2))
    monkeypatch.setattr(batching, "write_some", write)
    assert Notification.objects.count() == 4  # the writer watches her page too, and is told nothing
    notify_watchers(told_of(page, 2))
    assert Notification.objects.count() == 9
    assert set(User.objects.filter(username__startswith="personne").values_list("unread_count", flat=True)) == {1}


def test_saving_costs_the_same_with_and_without_watchers(page: Page, writer: User, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    page.refresh_from_db()

    def cost(body: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page.record_revision(body=body, author=writer, base_version=page.version)
        return len(queries)

    cost("Un.")  # what is asked for once by a process
    without = cost("Deux.")
    many_watchers(page, 50)
    assert cost("Trois.") == without


def test_telling_costs_by_the_batch_and_not_by_the_person(page: Page, writer: User, settings) -> None:
    settings.ON_TEXT_CHANGED = []
    factories.edit_page(page, "Autre chose.", author=writer)

    def cost() -> int:
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            notify_watchers(told_of(page, 2))
        return len(queries)

    many_watchers(page, 10)
    few = cost()
    User.objects.filter(username__startswith="personne").delete()
    many_watchers(page, 200)
    assert cost() == few
    assert Notification.objects.count() == 200


def test_whoever_hears_of_it_for_several_reasons_costs_one_writing(page: Page, writer: User, settings) -> None:
    """Those who follow the thread, the page, and whoever spoke are told in one transaction."""
    settings.ON_TEXT_CHANGED = []
    readers = many_watchers(page, 6)
    opening = factories.create_comment(page=page, author=readers[0], body="Je raccroche.")
    reply = factories.create_comment(page=page, author=writer, body="Moi aussi.", reply_to=opening)
    Watch.objects.watch(opening, by=readers[1])
    Watch.objects.watch(writer, by=readers[2])
    with CaptureQueriesContext(connection) as queries:
        notify_watchers(replace(told_of(page, 1), label="contributions.comment", pk=reply.pk, what="written"))
    written = [one["sql"] for one in queries if one["sql"].startswith('INSERT INTO "notifications_notification"')]
    assert len(written) == 1
    kinds = dict(Notification.objects.values_list("person", "kind"))
    assert kinds == {person.pk: NotificationKind.COMMENTED for person in readers} | {
        readers[0].pk: NotificationKind.REPLY
    }


def saves_of(pages: list[Page], author: User) -> list[Event]:
    for page in pages:
        factories.edit_page(page, f"Autre chose, page {page.pk}.", author=author)
    return [told_of(page, 2) for page in pages]


def told_whom() -> set[tuple[Any, ...]]:
    return set(Notification.objects.values_list("person", "key", "kind", "place", "actor", "excerpt", "created_at"))


def test_many_changes_tell_the_same_together_as_one_after_the_other(
    page: Page, writer: User, editor: User, contributor: User, settings
) -> None:
    settings.ON_TEXT_CHANGED = []
    pages = [page, *(factories.create_page(title=f"Page {number}", author=editor) for number in range(3))]
    comment = factories.create_comment(page=page, author=contributor, body="Je raccroche.")
    reply = factories.create_comment(page=page, author=editor, body=f"@[{writer.alias}] aussi.", reply_to=comment)
    for what in (*pages[:2], page.theme, writer):
        Watch.objects.watch(what, by=contributor, at=page.created_at)
    changes = [
        *(replace(told_of(one, 1), what="written") for one in pages),
        *saves_of(pages, writer),
        *(
            replace(told_of(page, 1), label="contributions.comment", pk=one.pk, what="written", at=one.created_at)
            for one in (comment, reply)
        ),
    ]
    notify_watchers(*changes)
    together, watches = told_whom(), set(Watch.objects.values_list("person", "page", "comment"))
    counts = set(User.objects.values_list("pk", "unread_count"))
    Notification.objects.all().forget()
    Watch.objects.filter(taking_part=True).delete()
    for change in changes:
        notify_watchers(change)
    assert told_whom() == together
    assert {kind for _person, _key, kind, *_more in together} == {
        NotificationKind.EDITED,
        NotificationKind.OPENED,
        NotificationKind.COMMENTED,
        NotificationKind.REPLY,
        NotificationKind.MENTION,
        NotificationKind.FOLLOWED,
    }
    assert set(Watch.objects.values_list("person", "page", "comment")) == watches
    assert set(User.objects.values_list("pk", "unread_count")) == counts
    notify_watchers(*changes)
    assert told_whom() == together


def test_telling_of_ten_saves_costs_as_many_queries_as_of_one(
    page: Page, writer: User, contributor: User, settings
) -> None:
    settings.ON_TEXT_CHANGED = []
    pages = [page, *(factories.create_page(title=f"Page {number}", author=writer) for number in range(9))]
    Watch.objects.watch(page.theme, by=contributor)
    for one in pages:
        Watch.objects.watch(one, by=contributor)
    changes = saves_of(pages, writer)

    def cost(*some: Event) -> int:
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            notify_watchers(*some)
        return len(queries)

    assert cost(*changes) == cost(changes[0])
    assert Notification.objects.count() == 1
