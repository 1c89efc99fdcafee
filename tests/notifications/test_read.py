"""Marking all, or all of one place: as far as the reader has seen it."""

from __future__ import annotations

from django.test import Client

from accounts.models import User
from tests.notifications.notified import notify, told, unread


def test_all_is_marked(contributor: User, editor: User, as_contributor: Client) -> None:
    for place in ("page:1", "page:2"):
        notify(contributor, editor, place=place)
    newest = as_contributor.get("/notifications/").context["newest"]
    as_contributor.post("/notifications/read/", {"newest": newest})
    assert (unread(contributor), unread(editor)) == (0, 2)


def test_what_came_since_the_list_was_opened_stays_unread(contributor: User, as_contributor: Client) -> None:
    newest = told(contributor).pk
    notify(contributor)
    as_contributor.post("/notifications/read/", {"newest": newest})
    assert unread(contributor) == 1


def test_one_place_is_marked_alone(contributor: User, as_contributor: Client) -> None:
    for place in ("page:1", "page:1", "page:2"):
        notify(contributor, place=place)
    as_contributor.post("/notifications/read/", {"place": "page:1"})
    assert unread(contributor) == 1
