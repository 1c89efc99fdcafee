"""Administrators see what people were told, and change none of it."""

from django.test import Client

from accounts.models import User
from notifications.models import Notice
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only


def test_notices_are_read_by_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client, contributor: User
) -> None:
    notice = Notice.objects.tell(contributor, text="Les deux textes sont réunis.")
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], notice)
    assert_read_only(as_administrator, notice)


def test_notices_are_filtered_by_whether_they_were_shown(as_administrator: Client, contributor: User) -> None:
    Notice.objects.tell(contributor, text="Montré.")
    contributor.refresh_from_db()
    Notice.objects.take_for(contributor)
    Notice.objects.tell(contributor, text="En attente.")
    waiting = as_administrator.get(f"{address(Notice)}?shown_at__isempty=1").context["cl"].queryset
    assert [notice.text for notice in waiting] == ["En attente."]
