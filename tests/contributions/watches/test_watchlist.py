"""What one follows: the newest news first, of each what happened last, and nothing that one may not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contributions.models import Page, Question, Watch
from contributions.watches import watchlist
from contributions.watches.watchlist import ROWS_OF, watchlist_of
from tests import factories
from tests.sending import send

CANARY = "Salamandre"
NOW = timezone.now()


@pytest.fixture
def writer(db: None) -> User:
    return factories.create_user(username="lucie")


def ago(hours: int):
    return NOW - timedelta(hours=hours)


def names(person: User, kind: str = "") -> list[str]:
    return [str(row.watch.what) for row in watchlist_of(person, kind=kind, before=None).rows]


@pytest.mark.once
def test_the_one_where_something_happened_last_comes_first(writer: User, contributor: User) -> None:
    quiet = factories.create_page(title="Calme", author=writer, at=ago(30))
    lively = factories.create_page(title="Vive", author=writer, at=ago(40))
    for page in (quiet, lively):
        Watch.objects.watch(page, by=contributor)
    assert names(contributor) == ["Calme", "Vive"]
    factories.create_comment(page=lively, author=writer, at=ago(2))
    assert names(contributor) == ["Vive", "Calme"]
    factories.edit_page(quiet, "Autre chose.", author=writer, at=ago(1))
    assert names(contributor) == ["Calme", "Vive"]
    factories.edit_page(lively, "Un détail.", author=writer, at=ago(0), is_minor=True)
    assert names(contributor) == ["Calme", "Vive"]


def test_each_says_what_happened_there_last(as_contributor: Client, writer: User, contributor: User) -> None:
    page = factories.create_page(title="Calme", author=writer, at=ago(30))
    factories.edit_page(page, "Autre chose.", author=writer, at=ago(20), summary="plus clair")
    comment = factories.create_comment(author=contributor, body="Et chez vous ?", at=ago(10))
    factories.create_comment(author=writer, body="Chez nous aussi.", reply_to=comment, at=ago(5))
    question = Question.objects.ask(text="Faut-il répondre ?", theme=page.theme, by=writer)
    question.answer_with(page, by=writer)
    for what in (page, page.theme, comment, question, writer):
        Watch.objects.watch(what, by=contributor)
    html = as_contributor.get("/watchlist/").content.decode()
    assert "plus clair" in html
    assert "Chez nous aussi." in html
    assert "y répond depuis" in html


def test_a_kind_is_shown_alone_and_stopped_together(as_contributor: Client, writer: User, contributor: User) -> None:
    page = factories.create_page(title="Calme", author=writer)
    for what in (page, page.theme):
        Watch.objects.watch(what, by=contributor)
    assert names(contributor, "page") == ["Calme"]
    assert "Calme" in as_contributor.get("/watchlist/?kind=page").content.decode()
    as_contributor.post("/watchlist/stop/", {"kind": "page"})
    assert names(contributor) == [str(page.theme)]


@pytest.mark.once
def test_what_nobody_may_read_stands_in_no_list(
    as_contributor: Client, as_editor: Client, writer: User, contributor: User, editor: User
) -> None:
    page = factories.create_page(title=CANARY, body=CANARY, author=writer)
    comment = factories.create_comment(page=factories.create_page(title="Autre"), author=writer, body=CANARY)
    stopped = factories.create_user(username="jean", first_name=CANARY, is_active=True)
    for reader in (contributor, editor):
        for what in (page, page.theme, comment, writer, stopped):
            Watch.objects.watch(what, by=reader)
    page.hide(reason="secret", by=editor)
    comment.withdraw(by=writer)
    stopped.is_active = False
    stopped.save()
    for client in (as_contributor, as_editor):
        for path in (
            "/watchlist/",
            "/watchlist/?kind=page",
            "/watchlist/?kind=comment",
            "/watchlist/?kind=followed",
        ):
            assert CANARY not in client.get(path).content.decode()


def test_it_is_paged_by_key(writer: User, contributor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchlist, "ROWS", 2)
    for number in range(5):
        page = factories.create_page(title=f"Page {number}", author=writer, at=ago(number))
        Watch.objects.watch(page, by=contributor)
    client = Client()
    client.force_login(contributor, backend="accounts.sessions.RolesBackend")
    seen, path = [], "/watchlist/"
    while True:
        shown = client.get(path).context["list"]
        seen += [row.watch.what.title for row in shown.rows]
        if not shown.next_query:
            break
        path = f"/watchlist/?{shown.next_query}"
    assert seen == [f"Page {number}" for number in range(5)]


@pytest.mark.once
def test_it_costs_the_same_however_much_one_follows(as_contributor: Client, writer: User, contributor: User) -> None:
    def follow(number: int) -> None:
        for _ in range(number):
            count = Page.objects.count()
            page = factories.create_page(title=f"Page {count}", author=writer)
            comment = factories.create_comment(page=page, author=writer)
            person = factories.create_user(username=f"personne{count}")
            factories.create_comment(page=page, author=person)
            question = Question.objects.ask(text=f"Faut-il {count} ?", theme=page.theme, by=writer)
            question.answer_with(page, by=writer)
            for what in (page, page.theme, comment, person, question):
                Watch.objects.watch(what, by=contributor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_contributor.get("/watchlist/").status_code == 200
        return len(queries)

    follow(2)
    as_contributor.get("/watchlist/")
    few = cost()
    follow(5)
    assert cost() == few


@pytest.mark.once
def test_the_switch_takes_away_what_began_by_taking_part(
    as_contributor: Client, writer: User, contributor: User
) -> None:
    page = factories.create_page(title="Calme", author=writer)
    Watch.objects.take_part(page, by=contributor)
    assert names(contributor) == ["Calme"]
    form = {"attribution": "initial", "language": "fr", "scheme": ""}
    send(as_contributor, "/accounts/preferences/", form | {"watches_what_i_join": []})
    contributor.refresh_from_db()
    assert names(contributor) == []
    send(as_contributor, "/accounts/preferences/", form | {"watches_what_i_join": "on"})
    contributor.refresh_from_db()
    assert names(contributor) == ["Calme"]


@pytest.mark.once
def test_titles_say_their_language_on_a_screen_in_another(
    as_contributor: Client, writer: User, contributor: User
) -> None:
    page = factories.create_page(title="Calme", author=writer, at=ago(30))
    for what in (page, page.theme, writer):
        Watch.objects.watch(what, by=contributor)
    as_contributor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = as_contributor.get("/watchlist/").content.decode()
    assert f'<a href="{page.get_absolute_url()}" lang="fr">Calme</a>' in html
    assert '“<span lang="fr">Calme</span>”' in html and ': <span lang="fr">Calme</span></span>' in html
    assert f'lang="fr">{writer.public_name}' not in html


@pytest.mark.once
def test_a_followed_thread_is_looked_up_by_its_key_however_much_is_said(contributor: User) -> None:
    plan = ROWS_OF["comment"](Watch.objects.of_person(contributor).in_force()).explain()
    assert connection.vendor != "sqlite" or "SCAN U0" not in plan
