"""The editors mark what they have read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from contributions.events import Event
from contributions.models import CommentRevision, Page, PageRevision, Patrol
from contributions.moderation.patrols import queue_for_patrol
from tests import factories

ADDRESS = "/recent-changes/read/"
LIST = "/recent-changes/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("awake")]


def token(page: Page) -> str:
    return f"page-{page.history.get(version=page.version).history_id}"


@pytest.mark.once
def test_what_a_contributor_writes_waits_and_what_an_editor_writes_does_not(contributor: User, editor: User) -> None:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=editor)
    factories.create_comment(page=page, author=contributor)
    factories.create_comment(page=page, author=editor)
    factories.create_page(title="Du système")
    found = {(review.page_id is not None, review.version) for review in Patrol.objects.waiting()}
    assert found == {(True, 1), (False, 1)}


def test_being_told_twice_waits_once(contributor: User) -> None:
    page = factories.create_page(author=contributor)
    change = Event(
        label="contributions.page", pk=page.pk, version=1, what="written", by=contributor.pk, at=page.created_at
    )
    queue_for_patrol(change)
    assert Patrol.objects.count() == 1


@pytest.mark.once
def test_one_press_says_who_read_it_and_when(as_editor: Client, contributor: User, editor: User) -> None:
    page = factories.create_page(author=contributor)
    assert "1 texte n’a pas encore été lu" in as_editor.get(LIST).content.decode()
    response = as_editor.post(ADDRESS, {"read": token(page), "next": f"{LIST}?unreviewed=on"})
    assert response.headers["Location"] == f"{LIST}?unreviewed=on"
    review = Patrol.objects.get()
    assert (review.by, review.page, review.version) == (editor, page, 1)
    html = as_editor.get(LIST).content.decode()
    assert "lu par Laurent C." in html
    assert "La rédaction a tout lu." in html


@pytest.mark.once
def test_in_place_the_mark_and_the_number_are_shown_anew(as_editor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    html = as_editor.post(ADDRESS, {"read": token(page)}, headers={"HX-Request": "true"}).content.decode()
    assert f'hx-target="#read-{token(page)}"' in html
    assert "lu par Laurent C." in html
    assert "<html" not in html


def test_all_of_a_list_are_marked_at_once(as_editor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un autre texte.", author=contributor)
    factories.create_comment(page=page, author=contributor)
    waiting = as_editor.get(LIST).context["waiting"]
    assert len(waiting) == 3
    as_editor.post(ADDRESS, {"read": [line.token for line in waiting]})
    assert not Patrol.objects.waiting().exists()


@pytest.mark.once
def test_the_list_can_be_narrowed_to_what_is_not_read(as_editor: Client, contributor: User, editor: User) -> None:
    read, unread = (factories.create_page(title=title, author=contributor) for title in ("Lue", "À lire"))
    Patrol.objects.mark("page", list(read.history.all()), by=editor)
    factories.create_page(title="De l’éditeur", author=editor)
    html = as_editor.get(LIST, {"unreviewed": "on"}).content.decode()
    assert [title for title in ("Lue", "À lire", "De l’éditeur") if f">{title}</a>" in html] == ["À lire"]
    assert unread.title in html


@pytest.mark.once
def test_what_its_author_withdraws_does_not_wait(as_editor: Client, contributor: User) -> None:
    factories.create_comment(author=contributor).withdraw(by=contributor)
    assert Patrol.objects.number_waiting() == 0
    assert "La rédaction a tout lu." in as_editor.get(LIST).content.decode()
    factories.create_comment(author=contributor)
    factories.create_page(author=contributor)
    assert Patrol.objects.number_waiting() == 2


@pytest.mark.once
def test_whoever_hides_something_has_read_it(contributor: User, editor: User) -> None:
    factories.create_comment(author=contributor).hide(reason="hors sujet", by=editor)
    factories.create_page(author=contributor).hide(reason="doublon", by=editor)
    assert {review.by for review in Patrol.objects.all()} == {editor}


def test_the_first_mark_stays(contributor: User, editor: User) -> None:
    other = factories.create_editor(username="amelie")
    page = factories.create_page(author=contributor)
    rows = list(page.history.all())
    assert [Patrol.objects.mark("page", rows, by=person) for person in (editor, other)] == [1, 0]
    assert Patrol.objects.get().by == editor


def test_a_version_can_be_marked_that_did_not_wait_yet(contributor: User, editor: User, settings) -> None:
    settings.ON_TEXT_CHANGED = []
    page = factories.create_page(author=contributor)
    assert Patrol.objects.mark("page", list(page.history.all()), by=editor) == 1


@pytest.mark.once
@pytest.mark.parametrize(
    "odd", ["", "page", "page-", "page-x", "page-999999", "comment-" + "9" * 30, "tip-1", "page-²"]
)
def test_what_is_no_version_marks_nothing(as_editor: Client, contributor: User, odd: str) -> None:
    factories.create_page(author=contributor)
    assert as_editor.post(ADDRESS, {"read": odd, "next": "https://elsewhere.example/"}).headers["Location"] == LIST
    assert Patrol.objects.waiting().count() == 1


@pytest.mark.once
def test_only_editors_mark(as_contributor: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    assert as_contributor.post(ADDRESS, {"read": token(page)}).status_code == 403
    assert "lu par" not in as_contributor.get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_make_one_mark_each() -> None:
    author = factories.create_contributor()
    editors = [factories.create_editor(username=f"redacteur{number}") for number in range(4)]
    page = factories.create_page(author=author)
    for number in range(5):
        factories.edit_page(page, f"Texte {number}.", author=author)
    comment = factories.create_comment(page=page, author=author)
    texts = {
        "page": list(PageRevision.objects.filter(id=page.pk)),
        "comment": list(CommentRevision.objects.filter(id=comment.pk)),
    }

    def mark(by: User) -> int:
        try:
            return sum(Patrol.objects.mark(place, rows, by=by) for place, rows in texts.items())
        finally:
            connection.close()

    with ThreadPoolExecutor(len(editors)) as pool:
        assert sum(pool.map(mark, editors)) == 7
    assert Patrol.objects.count() == 7
