"""Marking one line."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.notifications.notified import notify, told, unread


def test_a_line_is_marked_as_read_and_back(contributor: User, editor: User, as_contributor: Client) -> None:
    notify(contributor, actor=editor)
    one = told(contributor, actor=editor)
    response = as_contributor.post(f"{one.get_absolute_url()}mark/", {"next": "/notifications/?unread=1"})
    assert response.headers["Location"] == f"/notifications/?unread=1#told-{one.pk}"
    assert unread(contributor) == 0
    as_contributor.post(f"{one.get_absolute_url()}mark/", {"unread": "1"})
    assert unread(contributor) == 1


@pytest.mark.once
@pytest.mark.parametrize(
    "target", ["https://ailleurs.example/", "//ailleurs.example", "/wiki/", "", "/notifications/\r\nX: y"]
)
def test_it_leads_back_to_the_list_and_nowhere_else(target: str, contributor: User, as_contributor: Client) -> None:
    one = told(contributor)
    response = as_contributor.post(f"{one.get_absolute_url()}mark/", {"next": target})
    assert response.headers["Location"] == f"/notifications/#told-{one.pk}"


def test_nobody_marks_what_others_were_told(contributor: User, as_editor: Client) -> None:
    assert as_editor.post(f"{told(contributor).get_absolute_url()}mark/").status_code == 302
    assert unread(contributor) == 1


def test_looking_marks_nothing(contributor: User, as_contributor: Client) -> None:
    assert as_contributor.get(f"{told(contributor).get_absolute_url()}mark/").status_code == 405
    assert unread(contributor) == 1
